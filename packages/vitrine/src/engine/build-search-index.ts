/**
 * @file Makes a catalogue searchable, batch by batch, so that its products need not be in memory
 * at once: facts into columns, words into the lexical index, texts into vectors.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Product } from "../data/product.js";
import type { Encoder } from "../encoders/encoder.js";
import { checkNotCancelled } from "../errors.js";
import { createOrdinalLexicalIndex } from "../indexes/lexical-core.js";
import { createVectorField } from "../indexes/vector-field.js";
import type { VectorIndex } from "../indexes/vector-index.js";
import { openVectorKernels } from "../indexes/vector-kernels.js";
import type { VectorKernels } from "../indexes/vector-kernels.js";
import type { RowPrecision } from "../indexes/vector-rows.js";
import type { Language } from "../text/language.js";
import { createProductColumns } from "./columns/create-product-columns.js";
import { estimateMinimumSimilarity } from "./minimum-similarity.js";
import { SEMANTIC_FIELDS } from "./product-texts.js";
import type { SemanticField, TextSettings } from "./product-texts.js";
import type { RankingOptions } from "./ranking/ranking-options.js";
import { assembleSearchIndex, closeSearchIndex, putProducts } from "./search-index.js";
import type { SearchIndex, SearchIndexParts } from "./search-index.js";

/** Products in the catalogue's order, a batch at a time; their ids are unique. */
export type ProductBatches = AsyncIterable<readonly Product[]> | Iterable<readonly Product[]>;

/** How vectors are held and candidates found. */
export interface VectorSettings {
  readonly precision: RowPrecision;
  /** Fields that propose candidates. */
  readonly proposing: readonly SemanticField[];
  /** Of those, the fields in which a graph proposes rather than a comparison with all. */
  readonly graphs: readonly SemanticField[];
  /** Makes the shop's own vector index, which proposes in place of each proposing field. */
  readonly createOwn?: (dimensions: number) => VectorIndex;
}

export interface BuildSearchIndexOptions {
  readonly texts: TextSettings;
  readonly language: Language | undefined;
  /** Further languages, whose word endings count too; default none. */
  readonly languages?: readonly Language[];
  readonly encoder: Encoder;
  /** What queries are encoded with, when it is not the encoder itself. */
  readonly queryEncoder?: Encoder;
  /** Default exact: every field but those of the category proposes, compared with all. */
  readonly vectors?: VectorSettings;
  readonly ranking: RankingOptions;
  /** How many products there will be, for the progress. */
  readonly productCount?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

/** Compares with all vectors of all fields that tell products apart: exact, for catalogues that are not large. */
export const EXACT_VECTORS: VectorSettings = {
  precision: "f32",
  proposing: ["title", "head", "everything", "title+category"],
  graphs: [],
};

/** How much a word counts by where it stands, and how far the length of that field matters. */
const LEXICAL_FIELDS = {
  title: { weight: 3, b: 0.5 },
  brand: { weight: 1.5, b: 0.3 },
  category: { weight: 1, b: 0.3 },
  attributes: { weight: 1, b: 0.5 },
  description: { weight: 0.5, b: 0.75 },
} as const;

/** Fields whose texts many products share. */
const SHARED_FIELDS: ReadonlySet<SemanticField> = new Set(["head", "category", "category-path"]);

/** Products that are encoded and indexed in one step. */
const BATCH = 1024;

/** Builds the index of a catalogue. */
export async function buildSearchIndex(
  batches: ProductBatches,
  options: BuildSearchIndexOptions,
): Promise<SearchIndex> {
  const { encoder, ranking } = options;
  const parts = emptyParts(options, await openVectorKernels());
  try {
    await fillParts(parts, batches, options);
    const fields = [...parts.fields.values()];
    const minimumSimilarity = await estimateMinimumSimilarity(encoder, fields);
    return assembleSearchIndex({ ...parts, ranking, minimumSimilarity });
  } catch (error) {
    closeSearchIndex(parts);
    throw error;
  }
}

async function fillParts(
  parts: SearchIndexParts,
  batches: ProductBatches,
  { productCount = 0, signal, onProgress }: BuildSearchIndexOptions,
): Promise<void> {
  let done = 0;
  for await (const products of batches) {
    for (let start = 0; start < products.length; start += BATCH) {
      // Nothing here need wait for anything: without a turn of the event loop no signal would be heard.
      await nextTurn();
      checkNotCancelled(signal, "Indexing");
      const batch = products.slice(start, start + BATCH);
      await putProducts(parts, batch, signal);
      done += batch.length;
      onProgress?.("Indexing", done, Math.max(done, productCount));
    }
  }
}

function emptyParts(options: BuildSearchIndexOptions, kernels: VectorKernels): SearchIndexParts {
  const { texts, language, encoder, queryEncoder, ranking, vectors = EXACT_VECTORS } = options;
  const { dimensions } = encoder;
  const { precision, proposing, graphs, createOwn } = vectors;
  const own = createOwn === undefined ? [] : proposing;
  return {
    columns: createProductColumns(),
    texts,
    language,
    encoder,
    ...(queryEncoder === undefined ? {} : { queryEncoder }),
    lexical: createOrdinalLexicalIndex({
      fields: LEXICAL_FIELDS,
      analyzer: { stopWords: true, ...(language === undefined ? {} : { language }) },
      languages: [...(options.languages ?? [])],
    }),
    fields: new Map(
      SEMANTIC_FIELDS.map((field) => [
        field,
        createVectorField(
          {
            dimensions,
            precision,
            shared: SHARED_FIELDS.has(field),
            graph: graphs.includes(field),
          },
          kernels,
        ),
      ]),
    ),
    proposing: new Set(proposing),
    ownIndexes: new Map(own.map((field) => [field, createOwn!(dimensions)])),
    ranking,
    minimumSimilarity: 0,
  };
}
