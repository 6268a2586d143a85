/**
 * @file The systems that are measured beside each other: chance, the simple methods, and the engine.
 *
 * The baselines see one text a product, everything that is said of it, as the method's textbook
 * form would; only the hybrid has fields, votes and feedback.
 */
import type { Product } from "../data/product.js";
import { rowOf } from "../encoders/encoder.js";
import type { Encoder } from "../encoders/encoder.js";
import type { CachedEncoder } from "../encoders/vector-cache.js";
import { VitrineError } from "../errors.js";
import { createRandomSystem } from "../evaluation/random-system.js";
import type { RankOptions, SearchSystem } from "../evaluation/search-system.js";
import { createLexicalIndex } from "../indexes/lexical-index.js";
import { createTopKSelector } from "../indexes/top-k.js";
import type { Language } from "../text/language.js";
import { createTfIdfSearcher } from "../text/tf-idf-searcher.js";
import { fitTfIdf } from "../text/tf-idf.js";
import { arrangeFinding } from "./arrange/arrange-finding.js";
import type { StageProgress } from "./engine-context.js";
import { prepareQuery } from "./prepare-query.js";
import { everythingText } from "./product-texts.js";
import type { TextSettings } from "./product-texts.js";
import type { SearchIndex } from "./search-index.js";
import { checkSearchOptions } from "./search-options.js";
import type { SearchOptions } from "./search-options.js";

/** What systems are made from; products are as the systems may see them. */
export interface SystemParts {
  readonly products: readonly Product[];
  readonly texts: TextSettings;
  readonly language: Language | undefined;
  readonly seed: number;
  /** Encoders by name; each is a system of its own. */
  readonly encoders: readonly CachedEncoder[];
  /** The index that the systems of the engine ask. */
  readonly index: () => Promise<SearchIndex>;
  /** Whether these read their queries, where they do; false for queries that nobody typed. */
  readonly readsQueries: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: StageProgress;
}

/** Nothing of a query is read: its words and its meaning are searched as they stand. */
const PLAIN = { understand: false, correct: false, synonyms: false } as const;

type Maker = (parts: SystemParts) => Promise<SearchSystem>;

const MAKERS: Readonly<Record<string, Maker>> = {
  // Chance holds nothing but the ids, which every system has.
  random: async ({ products, seed }) => ({
    ...createRandomSystem(
      products.map(({ id }) => id),
      seed,
    ),
    memoryBytes: 0,
  }),
  tfidf: async (parts) => createTfIdfSystem(parts),
  bm25: async (parts) => createBm25System(parts),
  lexical: async (parts) => createEngineSystem("lexical", parts, { mode: "lexical" }),
  semantic: async (parts) => createEngineSystem("semantic", parts, { mode: "semantic" }),
  hybrid: async (parts) => createEngineSystem("hybrid", parts, {}),
  "hybrid-plain": async (parts) => createEngineSystem("hybrid-plain", parts, PLAIN),
  "hybrid-without-corrections": async (parts) =>
    createEngineSystem("hybrid-without-corrections", parts, { correct: false }),
  "hybrid-without-understanding": async (parts) =>
    createEngineSystem("hybrid-without-understanding", parts, {
      understand: false,
      synonyms: true,
    }),
  "hybrid-without-synonyms": async (parts) =>
    createEngineSystem("hybrid-without-synonyms", parts, { synonyms: false }),
};

/** The systems of an evaluation when none are named: the baselines, each encoder alone, the hybrid. */
export function defaultSystems(encoders: readonly Pick<Encoder, "name">[]): readonly string[] {
  return [...new Set(["random", "tfidf", "bm25", ...encoders.map(({ name }) => name), "hybrid"])];
}

/**
 * Makes systems.
 *
 * @throws {VitrineError} `PARAM_INVALID` for a name that no system has.
 */
export async function createSystems(
  names: readonly string[],
  parts: SystemParts,
): Promise<readonly SearchSystem[]> {
  checkSystemNames(names, [...Object.keys(MAKERS), ...parts.encoders.map(({ name }) => name)]);
  const systems: SearchSystem[] = [];
  for (const name of names) {
    const encoder = parts.encoders.find((candidate) => candidate.name === name);
    const maker = Object.hasOwn(MAKERS, name) ? MAKERS[name] : undefined;
    if (maker !== undefined) systems.push(await maker(parts));
    else if (encoder !== undefined) systems.push(await createEncoderSystem(encoder, parts));
  }
  return systems;
}

/**
 * Checks that there are names, each once, and all of them of systems.
 *
 * @throws {VitrineError} `PARAM_INVALID`.
 */
export function checkSystemNames(names: readonly string[], known: readonly string[]): void {
  const wrong = names.find((name, at) => !known.includes(name) || names.indexOf(name) !== at);
  if (names.length > 0 && wrong === undefined) return;
  const got = wrong === undefined ? "none" : `"${wrong}"${known.includes(wrong) ? " twice" : ""}`;
  throw new VitrineError(
    "PARAM_INVALID",
    `A system must be one of ${[...new Set(known)].join(", ")}, each named once; got ${got}. Name an encoder with --encoder to measure it.`,
    { param: "systems", got: wrong ?? names },
  );
}

/**
 * Checks that an encoder has no name of another system, which would stand for two in the report.
 *
 * @param spec - What was asked for; the built-in encoders have their names by right.
 * @throws {VitrineError} `PARAM_INVALID`.
 */
export function checkEncoderName(name: string, spec: string): void {
  const isBuiltIn = spec === "static" || spec === "tfidf";
  if (isBuiltIn || !(Object.hasOwn(MAKERS, name) || name === "static")) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `An encoder that is measured must not have the name of another system; got "${name}" from ${spec}. Rename the folder or the encoder.`,
    { param: "encoder", got: spec },
  );
}

/** TF-IDF over words and pairs of words that stand in at least two products: scikit-learn's, as the earlier system used it. */
export function createTfIdfSystem({
  products,
  texts,
}: Pick<SystemParts, "products" | "texts">): SearchSystem {
  const documents = products.map((product) => everythingText(product, texts));
  const model = fitTfIdf(documents, { nGrams: [1, 2], minDocuments: 2 });
  const rows = model.transform(documents);
  const searcher = createTfIdfSearcher(model, rows);
  return {
    name: "tfidf",
    memoryBytes: rows.columns.byteLength + rows.values.byteLength + rows.rowStarts.byteLength,
    async rank(query, options) {
      return selectBest(products, searcher.similarities(query), options);
    },
  };
}

/** Lucene's BM25 over one field. */
function createBm25System({ products, texts, language }: SystemParts): SearchSystem {
  const index = createLexicalIndex({
    fields: { text: {} },
    analyzer: { stopWords: true, ...(language === undefined ? {} : { language }) },
  });
  index.upsert(
    products.map((product) => ({
      id: product.id,
      fields: { text: everythingText(product, texts) },
    })),
  );
  return {
    name: "bm25",
    memoryBytes: index.toBytes().byteLength,
    async rank(query, { k, exclude, within }) {
      const { hits } = index.search(query, {
        k,
        accept: (id) => exclude?.has(id) !== true && within?.has(id) !== false,
      });
      return hits.map(({ id }) => id);
    },
  };
}

/** One vector a product, compared by cosine. */
async function createEncoderSystem(
  encoder: CachedEncoder,
  { products, texts, signal, onProgress }: SystemParts,
): Promise<SearchSystem> {
  const documents = products.map((product) => everythingText(product, texts));
  const vectors = await encoder.encode(documents, {
    ...(signal === undefined ? {} : { signal }),
    onProgress: (done, total) => onProgress?.("Encoding", done, total),
  });
  return {
    name: encoder.name,
    memoryBytes: vectors.data.byteLength,
    async rank(query, options) {
      // A shopper's query is not in the cache, so its time must not be taken from there.
      const { data: own } = await encoder.uncached.encode([query]);
      const similarities = Float64Array.from(products, (_, ordinal) => {
        const row = rowOf(vectors, ordinal);
        let sum = 0;
        for (let axis = 0; axis < own.length; axis++) sum += own[axis]! * row[axis]!;
        return sum;
      });
      return selectBest(products, similarities, options);
    },
  };
}

/**
 * The engine itself, asked as a shopper would ask it, without the shop's rules: what they pin, the
 * ranking did not find.
 */
async function createEngineSystem(
  name: string,
  { index: openIndex, products, readsQueries }: SystemParts,
  asked: SearchOptions,
): Promise<SearchSystem> {
  const index = await openIndex();
  const mode = asked.mode ?? "hybrid";
  // The catalogue's own strings: those of the columns are made anew for every ranking that is kept.
  const ids: string[] = [];
  for (const { id } of products) ids[index.columns.ordinalOf(id)] = id;
  return {
    name,
    memoryBytes:
      (mode === "semantic" ? 0 : index.lexical.toBytes().byteLength) +
      (mode === "lexical" ? 0 : vectorBytes(index)),
    async rank(query, { k, exclude, within }) {
      const options: SearchOptions = {
        ...(readsQueries ? asked : { ...asked, ...PLAIN }),
        limit: k,
        rules: false,
        exclude: within === undefined ? (exclude ?? []) : outside(ids, exclude, within),
      };
      const checked = checkSearchOptions(options);
      const prepared = prepareQuery(index, query, mode, options);
      const { places } = await arrangeFinding(index, query, prepared, checked, options);
      return Array.from(places.ordinals.subarray(0, k), (ordinal) => ids[ordinal]!);
    },
  };
}

/** Every id that may not be returned. */
function* outside(
  ids: readonly string[],
  exclude: ReadonlySet<string> | undefined,
  within: ReadonlySet<string>,
): Generator<string> {
  for (const id of ids) {
    if (!within.has(id) || exclude?.has(id) === true) yield id;
  }
}

function vectorBytes({ fields }: SearchIndex): number {
  let bytes = 0;
  for (const field of fields.values()) bytes += field.bytes;
  return bytes;
}

function selectBest(
  products: readonly Product[],
  scores: Float64Array,
  { k, exclude, within }: RankOptions,
): readonly string[] {
  const selector = createTopKSelector<number>(k, (a, b) => a < b);
  products.forEach(({ id }, ordinal) => {
    if (exclude?.has(id) === true || within?.has(id) === false) return;
    selector.offer(ordinal, scores[ordinal]!);
  });
  return selector.take().map(({ item }) => products[item]!.id);
}
