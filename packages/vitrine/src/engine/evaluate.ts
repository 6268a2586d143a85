/**
 * @file Measures the systems on the shop's own data, by judged queries or by its catalogue alone.
 */
import type { Product } from "../data/product.js";
import { rowOf } from "../encoders/encoder.js";
import type { Encoder } from "../encoders/encoder.js";
import type { CachedEncoder } from "../encoders/vector-cache.js";
import { evaluateCategoryRetrieval } from "../evaluation/catalogue-protocol.js";
import { evaluateSearch } from "../evaluation/evaluate-search.js";
import type { EvaluationReport } from "../evaluation/evaluation-report.js";
import { evaluateKnownItems } from "../evaluation/known-item-protocol.js";
import type { MeasureOptions } from "../evaluation/measure-systems.js";
import { resolveLabel } from "../evaluation/product-label.js";
import type { SearchSystem } from "../evaluation/search-system.js";
import { buildSearchIndex } from "./build-search-index.js";
import { needCatalogue } from "./catalogue.js";
import { chooseEncoder, settleEncoderSpec } from "./encoder-choice.js";
import type { EngineContext, StageProgress } from "./engine-context.js";
import { SEARCH_ARTIFACT } from "./engine-context.js";
import { readIndexHead } from "./index-artifact.js";
import { loadJudgements } from "./judgements-file.js";
import { evaluateIkarus } from "./evaluate-ikarus.js";
import { checkEncoderName, createSystems, defaultSystems } from "./evaluation-systems.js";
import { chooseSearchedAttributes, everythingText } from "./product-texts.js";
import type { TextSettings } from "./product-texts.js";
import { currentRanking } from "./ranking-artifact.js";
import { assembleSearchIndex, closeSearchIndex } from "./search-index.js";
import type { SearchIndex } from "./search-index.js";
import { loadSynonyms } from "./synonyms-file.js";

export { writeReport } from "./report-file.js";

interface EvaluateOptions {
  /** Encoder of the hybrid, measured alone too; default that of the current index, else the configured one. */
  readonly encoder?: string;
  /** Names of the systems; default the baselines, the encoders alone and the hybrid. */
  readonly systems?: readonly string[];
  /** Of the resampling, the random baseline and sampled queries; default 1. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: StageProgress;
}

export interface EvaluateSearchOptions extends EvaluateOptions {
  /** A file of JSON Lines: `{"query": "…", "grades": {"<product id>": 0|1|2|3, …}}`. */
  readonly judgements: string;
  /** Whether only the judged products of a query are ranked; default false. */
  readonly withinJudged?: boolean;
  /** A key of the judgements whose text names the kind of each query; the report gets a table by it. Default none. */
  readonly by?: string;
  /** What the hybrid is set against in that table and in the plots, measured too; default the best of the rest. */
  readonly baselines?: readonly string[];
}

export interface EvaluateCatalogueOptions extends EvaluateOptions {
  /** What makes two products relevant to each other: `category`, `category-path`, `brand` or an attribute; default `category`. */
  readonly label?: string;
  /** Whether the label is kept out of every index; default false. */
  readonly hideLabel?: boolean;
  /** `category` retrieval (default), title `self`-retrieval, or the old protocol `ikarus` with its faults. */
  readonly protocol?: "category" | "self" | "ikarus";
  /** The raw product file that `ikarus` draws its rows from; default the one last imported. */
  readonly file?: string;
}

/**
 * Measures search on judged queries.
 *
 * @throws {VitrineError} `NOT_READY`, `FILE_NOT_FOUND`, `JUDGEMENTS_INVALID`, `NOTHING_TO_MEASURE`, `CANCELLED`.
 */
export async function evaluateJudgedSearch(
  context: EngineContext,
  options: EvaluateSearchOptions,
): Promise<EvaluationReport> {
  const catalogue = await needCatalogue(context);
  const known = new Set(catalogue.products.map(({ id }) => id));
  const { withinJudged = false, by, baselines } = options;
  const judgements = await loadJudgements(options.judgements, (id) => known.has(id), by);
  return withSystems(
    context,
    { ...options, readsQueries: true },
    catalogue.products,
    (systems, measure) =>
      evaluateSearch(systems, judgements, {
        ...measure,
        withinJudged,
        ...(by === undefined ? {} : { groupBy: by }),
        ...(baselines === undefined ? {} : { baselines }),
      }),
  );
}

/**
 * Measures search on the catalogue alone.
 *
 * @throws {VitrineError} `NOT_READY`, `PARAM_INVALID`, `NOTHING_TO_MEASURE`, `CANCELLED`.
 */
export async function evaluateCatalogue(
  context: EngineContext,
  options: EvaluateCatalogueOptions = {},
): Promise<EvaluationReport> {
  const catalogue = await needCatalogue(context);
  const { label = "category", hideLabel = false, protocol = "category" } = options;
  if (protocol === "ikarus") {
    const spec = settleEncoderSpec(options.encoder ?? (await encoderOfIndex(context)));
    return evaluateIkarus(context, {
      ...stagesOf(options),
      file: options.file ?? catalogue.sourceFile,
      systems: options.systems,
      seed: options.seed ?? 1,
      chooseEncoder: async (texts) => chooseNamedEncoder(context, spec, texts, options),
    });
  }
  const { hiddenIn } = resolveLabel(catalogue.products, label);
  const seen = hideLabel ? catalogue.products.map(hiddenIn) : catalogue.products;
  const readsQueries = protocol === "self";
  return withSystems(context, { ...options, readsQueries }, seen, (systems, measure) =>
    protocol === "self"
      ? evaluateKnownItems(systems, catalogue.products, measure)
      : evaluateCategoryRetrieval(systems, catalogue.products, {
          ...measure,
          label,
          labelHidden: hideLabel,
        }),
  );
}

interface SystemsOptions extends EvaluateOptions {
  /** Systems that are measured even where none are named. */
  readonly baselines?: readonly string[];
  /** Whether the queries are what a shopper would type, which the engine reads; a title is not. */
  readonly readsQueries: boolean;
}

/** Makes the systems over `products`, measures, and frees them. */
async function withSystems(
  context: EngineContext,
  options: SystemsOptions,
  products: readonly Product[],
  measure: (systems: readonly SearchSystem[], options: MeasureOptions) => Promise<EvaluationReport>,
): Promise<EvaluationReport> {
  const { config } = context;
  const { seed = 1, signal, onProgress, baselines = [], readsQueries } = options;
  const language = config.search.language === "none" ? undefined : config.search.language;
  const texts: TextSettings = {
    attributes: config.search.attributes ?? chooseSearchedAttributes(products),
    withCategory: true,
  };
  const stages = stagesOf(options);
  const spec = settleEncoderSpec(options.encoder ?? (await encoderOfIndex(context)));
  const everything = products.map((product) => everythingText(product, texts));
  const encoders: CachedEncoder[] = [];
  let built: SearchIndex | undefined;
  try {
    const own = await chooseNamedEncoder(context, spec, everything, stages);
    encoders.push(own);
    if (spec !== "static") {
      encoders.unshift(await chooseNamedEncoder(context, "static", everything, stages));
    }
    // `tfidf` is the plain method here; the encoder of that name serves the hybrid only.
    const measured = encoders.filter(({ name }) => name !== "tfidf");
    const names = [...new Set([...(options.systems ?? defaultSystems(measured)), ...baselines])];
    const systems = await createSystems(names, {
      products,
      texts,
      language,
      seed,
      encoders: measured,
      readsQueries,
      ...stages,
      index: once(async () => {
        built = await buildSearchIndex([products], {
          texts,
          language,
          encoder: own,
          queryEncoder: own.uncached,
          ranking: (await currentRanking(context)) ?? config.search.ranking,
          ...stages,
        });
        return assembleSearchIndex({ ...built, synonyms: await loadSynonyms(context) });
      }),
    });
    return await measure(systems, {
      seed,
      clock: context.now,
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined
        ? {}
        : {
            onProgress: (done: number, total: number): void => {
              onProgress("Measuring", done, total);
            },
          }),
      titleOf: titlesOf(products),
      catalogue: {
        size: products.length,
        similarity: await similarityOf(products, everything, encoders[0] ?? own),
      },
    });
  } finally {
    if (built !== undefined) closeSearchIndex(built);
    for (const encoder of encoders) await encoder.close?.();
  }
}

/** The encoder of that name, once it is sure that reports can tell it from the other systems. */
async function chooseNamedEncoder(
  context: EngineContext,
  spec: string,
  texts: readonly string[],
  options: Pick<EvaluateOptions, "signal" | "onProgress">,
): Promise<CachedEncoder> {
  const { encoder } = await chooseEncoder(
    context,
    spec,
    async () => Promise.resolve(texts),
    stagesOf(options),
  );
  try {
    checkEncoderName(encoder.name, spec);
    return encoder;
  } catch (error) {
    await encoder.close?.();
    throw error;
  }
}

function stagesOf({
  signal,
  onProgress,
}: Pick<EvaluateOptions, "signal" | "onProgress">): Pick<EvaluateOptions, "signal" | "onProgress"> {
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  };
}

/** The encoder of the current index, or the configured one where nothing is indexed yet. */
async function encoderOfIndex(context: EngineContext): Promise<string> {
  const { registry, config } = context;
  const isIndexed = (await registry.history(SEARCH_ARTIFACT)).length > 0;
  if (!isIndexed) return config.search.encoder;
  const artifact = await registry.load(SEARCH_ARTIFACT);
  return (await readIndexHead(context, artifact)).encoder.spec;
}

function titlesOf(products: readonly Product[]): (id: string) => string | undefined {
  const titles = new Map(products.map(({ id, title }) => [id, title]));
  return (id) => titles.get(id);
}

/** How alike two products are by everything that is said of them: what diversity is measured with. */
async function similarityOf(
  products: readonly Product[],
  texts: readonly string[],
  encoder: Encoder,
): Promise<(a: string, b: string) => number> {
  const vectors = await encoder.encode(texts);
  const rows = new Map(products.map(({ id }, row) => [id, row]));
  return (a, b) => {
    const left = rowOf(vectors, rows.get(a) ?? 0);
    const right = rowOf(vectors, rows.get(b) ?? 0);
    return left.reduce((sum, value, axis) => sum + value * right[axis]!, 0);
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => (made ??= make());
}
