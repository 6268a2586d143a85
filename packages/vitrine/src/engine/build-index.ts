/**
 * @file Builds the search index of the current catalogue and publishes it: the changes alone where
 * they are few, everything otherwise.
 */
import { join } from "node:path";
import type { Product } from "../data/product.js";
import { checkNotCancelled, isVitrineError } from "../errors.js";
import type { Store } from "../store/store.js";
import { guessLanguage } from "../text/guess-language.js";
import { LANGUAGES } from "../text/language.js";
import type { Language } from "../text/language.js";
import { buildSearchIndex, EXACT_VECTORS } from "./build-search-index.js";
import type { VectorSettings } from "./build-search-index.js";
import { needStore } from "./catalogue.js";
import { chooseEncoder, settleEncoderSpec } from "./encoder-choice.js";
import { SEARCH_ARTIFACT } from "./engine-context.js";
import type { EngineContext, StageProgress } from "./engine-context.js";
import { vectorIndexFactory } from "./extensions.js";
import { describeIndex, readIndexHead, writeIndex, writeIndexHead } from "./index-artifact.js";
import type { IndexHead } from "./index-artifact.js";
import { CHANGES_FILE, writeIndexChanges } from "./index-changes.js";
import { loadJudgements } from "./judgements-file.js";
import { learnRanking } from "./learn-ranking.js";
import type { LearnedRanking } from "./learn-ranking.js";
import { createAttributeChooser, everythingText } from "./product-texts.js";
import type { TextSettings } from "./product-texts.js";
import type { SearchIndex } from "./search-index.js";
import { closeSearchIndex, withRanking } from "./search-index.js";
import { ENGINE_VERSION } from "./version.js";

export interface IndexOptions {
  /** `static`, `tfidf`, the name of a model on the hub, or a folder; default as configured. */
  readonly encoder?: string;
  /** How vectors are compared; default as configured. */
  readonly index?: string;
  /** A file of judged queries from which the weights of the ranking are learned. */
  readonly judgements?: string;
  /** Whether everything is built anew even where few products changed; default false. */
  readonly full?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: StageProgress;
}

/** What was built. */
export interface IndexResult {
  readonly version: string;
  readonly catalogueVersion: string;
  /** `full`: everything anew; `changes`: what changed since the last whole index; `unchanged`: nothing. */
  readonly built: "full" | "changes" | "unchanged";
  /** Products added, renewed or removed since the last whole index. */
  readonly changes: number;
  readonly products: number;
  readonly encoder: string;
  readonly vectorIndex: string;
  /** Distinct texts that were encoded, and that were remembered from earlier. */
  readonly vectors: { readonly computed: number; readonly cached: number };
  /** What judged queries taught, when there were any. */
  readonly learned?: LearnedRanking;
  readonly tookMs: number;
}

/**
 * From so many products on a graph proposes. Below, comparing with every vector of four fields takes
 * no longer than the rest of a query on two cores, finds what one field's graph would miss, and
 * saves the time that building the graph takes.
 */
const HNSW_FROM_PRODUCTS = 100_000;
/** From so many products on vectors are held in 8 bits. */
const I8_FROM_PRODUCTS = 100_000;
/** When more than one product in so many has changed, everything is built anew. */
const CHANGED_SHARE = 10;

/**
 * Builds and publishes.
 *
 * @throws {VitrineError} `NOT_READY` without a catalogue; what loading the encoder throws; `CANCELLED`.
 */
export async function buildIndex(
  context: EngineContext,
  options: IndexOptions = {},
): Promise<IndexResult> {
  const started = context.now();
  const store = await needStore(context);
  const plan = await planIndex(context, store, options);
  const result =
    (await publishChanges(context, store, plan)) ??
    (await publishWhole(context, store, plan, options));
  return { ...result, tookMs: context.now() - started };
}

/** What is to be built. */
interface IndexPlan {
  readonly spec: string;
  readonly vectorIndex: string;
  readonly products: number;
  readonly catalogue: IndexHead["catalogue"];
  /** The current index and the whole one it stands on, when they were built as is asked now. */
  readonly former?: {
    readonly version: string;
    readonly head: IndexHead;
    readonly base: IndexHead;
  };
}

async function planIndex(
  context: EngineContext,
  store: Store,
  options: IndexOptions,
): Promise<IndexPlan> {
  const { config } = context;
  const products = await store.productCount();
  const spec = settleEncoderSpec(options.encoder ?? config.search.encoder);
  const vectorIndex =
    options.index ?? config.search.index ?? (products < HNSW_FROM_PRODUCTS ? "exact" : "hnsw");
  const catalogue = { identity: await store.identity(), revision: await store.revision() };
  const plan = { spec, vectorIndex, products, catalogue };
  const anew = options.full === true || options.judgements !== undefined;
  const former = anew ? undefined : await formerIndex(context, plan);
  return { ...plan, ...(former === undefined ? {} : { former }) };
}

async function formerIndex(
  context: EngineContext,
  { spec, vectorIndex, catalogue }: IndexPlan,
): Promise<IndexPlan["former"]> {
  const { config, registry } = context;
  if ((await registry.history(SEARCH_ARTIFACT)).length === 0) return undefined;
  try {
    const artifact = await registry.load(SEARCH_ARTIFACT);
    const head = await readIndexHead(context, artifact);
    const base =
      head.base === undefined
        ? head
        : await readIndexHead(context, await registry.load(SEARCH_ARTIFACT, head.base));
    const { attributes, language, languages, ranking } = config.search;
    const isSame =
      head.encoder.spec === spec &&
      head.vectorIndex === vectorIndex &&
      head.catalogue.identity === catalogue.identity &&
      // A later state than the database's was built before an older copy of it came back.
      head.catalogue.revision <= catalogue.revision &&
      (attributes === undefined || String(attributes) === String(head.attributes)) &&
      (language === "none" ? null : language) === head.language &&
      JSON.stringify(languages) === JSON.stringify(head.languages) &&
      JSON.stringify(ranking) === JSON.stringify(head.ranking);
    return isSame ? { version: artifact.version, head, base } : undefined;
  } catch (error) {
    // Damaged, or of an earlier layout: either way everything is built anew.
    if (isVitrineError(error)) return undefined;
    throw error;
  }
}

/** Publishes what changed since the last whole index; undefined where that is not to be had or too much. */
async function publishChanges(
  context: EngineContext,
  store: Store,
  { former, catalogue, products, spec, vectorIndex }: IndexPlan,
): Promise<Omit<IndexResult, "tookMs"> | undefined> {
  if (former === undefined) return undefined;
  const { head, base } = former;
  const changes = await store.changeCount(base.catalogue.revision);
  if (changes * CHANGED_SHARE > products) return undefined;
  if (spec !== "tfidf" && !(await isSameEncoder(context, spec, head))) return undefined;
  const result = {
    catalogueVersion: String(catalogue.revision),
    changes,
    products,
    encoder: head.encoder.name,
    vectorIndex,
    vectors: { computed: 0, cached: 0 },
  };
  if (head.catalogue.revision === catalogue.revision) {
    return { ...result, version: former.version, built: "unchanged" };
  }
  const baseVersion = head.base ?? former.version;
  const { version } = await context.registry.publish(
    {
      name: SEARCH_ARTIFACT,
      kind: "search-index",
      seed: 1,
      options: { encoder: head.encoder.name, vectorIndex, attributes: head.attributes },
      parents: [{ name: SEARCH_ARTIFACT, version: baseVersion }],
      licence: head.encoder.licence,
      engineVersion: ENGINE_VERSION,
    },
    async (folder) => {
      const revision = await writeIndexChanges(
        join(folder, CHANGES_FILE),
        store.changesSince(base.catalogue.revision),
      );
      await writeIndexHead(folder, {
        ...head,
        base: baseVersion,
        catalogue: { ...catalogue, revision: revision ?? catalogue.revision },
      });
    },
  );
  return { ...result, version, built: "changes" };
}

async function isSameEncoder(
  context: EngineContext,
  spec: string,
  head: IndexHead,
): Promise<boolean> {
  const { encoder } = await chooseEncoder(context, spec, async () => Promise.resolve([]));
  try {
    return encoder.fingerprint === head.encoder.fingerprint;
  } finally {
    await encoder.close?.();
  }
}

async function publishWhole(
  context: EngineContext,
  store: Store,
  { spec, vectorIndex, catalogue, products }: IndexPlan,
  options: IndexOptions,
): Promise<Omit<IndexResult, "tookMs">> {
  const { config, registry } = context;
  const { signal, onProgress } = options;
  const survey = await surveyCatalogue(store, options, products);
  const language = config.search.language === "none" ? undefined : config.search.language;
  const texts: TextSettings = {
    attributes: config.search.attributes ?? survey.attributes,
    withCategory: true,
  };
  const { encoder, tfIdfEncoder } = await chooseEncoder(
    context,
    spec,
    async () => allTexts(store, texts),
    options,
  );
  let built: SearchIndex | undefined;
  try {
    const vectors = vectorSettings(context, vectorIndex, products, survey.withCategory);
    built = await buildSearchIndex(store.scan(signal === undefined ? {} : { signal }), {
      texts,
      language,
      languages: (config.search.languages ?? survey.languages).filter((one) => one !== language),
      encoder,
      vectors,
      ranking: config.search.ranking,
      productCount: products,
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    const learned = await learnFrom(built, options);
    const index = learned === undefined ? built : withRanking(built, learned.ranking);
    checkNotCancelled(signal, "Indexing");
    const { precision } = vectors;
    const { languages } = config.search;
    const head = describeIndex(index, {
      vectorIndex,
      precision,
      catalogue,
      spec,
      ...(languages === undefined ? {} : { languages }),
    });
    const { version } = await registry.publish(
      {
        name: SEARCH_ARTIFACT,
        kind: "search-index",
        seed: 1,
        options: { encoder: encoder.name, vectorIndex, attributes: [...texts.attributes] },
        parents: [],
        licence: encoder.licence,
        engineVersion: ENGINE_VERSION,
      },
      async (folder) => writeIndex(folder, index, head, tfIdfEncoder),
    );
    const { hits, misses } = encoder.cacheCounts();
    return {
      version,
      catalogueVersion: String(catalogue.revision),
      built: "full",
      changes: 0,
      products: index.columns.size,
      encoder: encoder.name,
      vectorIndex,
      vectors: { computed: misses, cached: hits },
      ...(learned === undefined ? {} : { learned }),
    };
  } finally {
    if (built !== undefined) closeSearchIndex(built);
    await encoder.close?.();
  }
}

async function learnFrom(
  index: SearchIndex,
  { judgements, ...options }: IndexOptions,
): Promise<LearnedRanking | undefined> {
  if (judgements === undefined) return undefined;
  const known = (id: string): boolean => index.columns.ordinalOf(id) >= 0;
  const { queries } = await loadJudgements(judgements, known);
  return learnRanking(index, queries, options);
}

interface CatalogueSurvey {
  /** Attributes that say in words what a product is. */
  readonly attributes: readonly string[];
  /** Share of the products that have a category. */
  readonly withCategory: number;
  /** Languages that enough products are written in, as far as their texts tell. */
  readonly languages: readonly Language[];
}

/** A language counts from this share of the products on. */
const LANGUAGE_SHARE = 0.05;

/** What has to be known of all products before the first is indexed. */
async function surveyCatalogue(
  store: Store,
  { signal, onProgress }: IndexOptions,
  total: number,
): Promise<CatalogueSurvey> {
  const chooser = createAttributeChooser();
  const written = new Map<string, number>();
  let withCategory = 0;
  let done = 0;
  for await (const products of store.scan(signal === undefined ? {} : { signal })) {
    for (const product of products) {
      chooser.add(product);
      if (product.categoryPath.length > 0) withCategory += 1;
      const language = guessLanguage(`${product.title}. ${product.description ?? ""}`);
      if (language !== undefined) written.set(language, (written.get(language) ?? 0) + 1);
    }
    done += products.length;
    onProgress?.("Looking through the catalogue", done, Math.max(done, total));
  }
  return {
    attributes: chooser.chosen(),
    withCategory: withCategory / Math.max(1, done),
    languages: LANGUAGES.filter(
      (language) => (written.get(language) ?? 0) >= LANGUAGE_SHARE * done,
    ),
  };
}

async function allTexts(store: Store, texts: TextSettings): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const products of store.scan()) {
    all.push(...products.map((product: Product) => everythingText(product, texts)));
  }
  return all;
}

/** Nearly all products must have a category for it to be part of what proposes. */
const MOST = 0.9;

function vectorSettings(
  { config }: EngineContext,
  kind: string,
  products: number,
  withCategory: number,
): VectorSettings {
  const precision = products < I8_FROM_PRODUCTS ? "f32" : "i8";
  if (kind === "exact") return { ...EXACT_VECTORS, precision };
  if (kind === "hnsw") {
    // One graph: each costs as much time and memory as all other vectors together.
    const field = withCategory >= MOST ? "title+category" : "title";
    return { precision, proposing: [field], graphs: [field] };
  }
  return {
    ...EXACT_VECTORS,
    precision,
    createOwn: vectorIndexFactory(config.vectorIndexes, kind).create,
  };
}
