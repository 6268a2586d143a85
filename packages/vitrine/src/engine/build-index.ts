/** @file Builds the search index of the current catalogue and publishes it. */
import { checkNotCancelled } from "../errors.js";
import { buildSearchIndex } from "./build-search-index.js";
import { needCatalogue } from "./catalogue.js";
import { chooseEncoder, settleEncoderSpec } from "./encoder-choice.js";
import { CATALOGUE_ARTIFACT, SEARCH_ARTIFACT } from "./engine-context.js";
import type { EngineContext, StageProgress } from "./engine-context.js";
import { vectorIndexFactory } from "./extensions.js";
import { writeIndex } from "./index-artifact.js";
import { loadJudgements } from "./judgements-file.js";
import { learnRanking } from "./learn-ranking.js";
import type { LearnedRanking } from "./learn-ranking.js";
import { chooseSearchedAttributes, everythingText } from "./product-texts.js";
import type { TextSettings } from "./product-texts.js";
import { ENGINE_VERSION } from "./version.js";

export interface IndexOptions {
  /** `static`, `tfidf`, the name of a model on the hub, or a folder; default as configured. */
  readonly encoder?: string;
  /** How vectors are compared; default as configured. */
  readonly index?: string;
  /** A file of judged queries from which the weights of the ranking are learned. */
  readonly judgements?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: StageProgress;
}

/** What was built. */
export interface IndexResult {
  readonly version: string;
  readonly catalogueVersion: string;
  readonly products: number;
  readonly encoder: string;
  readonly vectorIndex: string;
  /** Distinct texts that were encoded, and that were remembered from earlier. */
  readonly vectors: { readonly computed: number; readonly cached: number };
  /** What judged queries taught, when there were any. */
  readonly learned?: LearnedRanking;
  readonly tookMs: number;
}

/** From so many products on comparing with every vector takes longer than an approximate index does. */
const HNSW_FROM_PRODUCTS = 50_000;

/**
 * Builds and publishes.
 *
 * @throws {VitrineError} `NOT_READY` without a catalogue; what loading the encoder throws; `CANCELLED`.
 */
export async function buildIndex(
  context: EngineContext,
  options: IndexOptions = {},
): Promise<IndexResult> {
  const { config, registry } = context;
  const started = context.now();
  const { products, version: catalogueVersion } = await needCatalogue(context);
  const spec = settleEncoderSpec(options.encoder ?? config.search.encoder);
  const vectorIndex =
    options.index ??
    config.search.index ??
    (products.length < HNSW_FROM_PRODUCTS ? "exact" : "hnsw");
  const texts: TextSettings = {
    attributes: config.search.attributes ?? chooseSearchedAttributes(products),
    withCategory: true,
  };
  const { encoder, tfIdfEncoder } = await chooseEncoder(
    context,
    spec,
    products.map((product) => everythingText(product, texts)),
    options,
  );
  try {
    const built = await buildSearchIndex(products, {
      texts,
      language: config.search.language === "none" ? undefined : config.search.language,
      encoder,
      createIndex: vectorIndexFactory(config.vectorIndexes, vectorIndex).create,
      ranking: config.search.ranking,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    });
    const learned =
      options.judgements === undefined
        ? undefined
        : await learnRanking(
            built,
            (await loadJudgements(options.judgements, products)).queries,
            options,
          );
    const index = learned === undefined ? built : { ...built, ranking: learned.ranking };
    checkNotCancelled(options.signal, "Indexing");
    const { version } = await registry.publish(
      {
        name: SEARCH_ARTIFACT,
        kind: "search-index",
        seed: 1,
        options: { encoder: encoder.name, vectorIndex, attributes: [...texts.attributes] },
        parents: [{ name: CATALOGUE_ARTIFACT, version: catalogueVersion }],
        licence: encoder.licence,
        engineVersion: ENGINE_VERSION,
      },
      async (folder) => writeIndex(folder, index, { vectorIndex, spec }, tfIdfEncoder),
    );
    const { hits, misses } = encoder.cacheCounts();
    return {
      version,
      catalogueVersion,
      products: products.length,
      encoder: encoder.name,
      vectorIndex,
      vectors: { computed: misses, cached: hits },
      ...(learned === undefined ? {} : { learned }),
      tookMs: context.now() - started,
    };
  } finally {
    await encoder.close?.();
  }
}
