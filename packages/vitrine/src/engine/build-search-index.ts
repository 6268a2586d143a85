/**
 * @file Makes a catalogue searchable: words into the lexical index, fields into vectors.
 *
 * Encoding is nearly all of the cost; each distinct text is encoded once, and not at all when
 * the encoder remembers it (encoders/vector-cache.ts).
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Product } from "../data/product.js";
import type { Encoder } from "../encoders/encoder.js";
import { checkNotCancelled } from "../errors.js";
import { createLexicalIndex } from "../indexes/lexical-index.js";
import type { LexicalIndex } from "../indexes/lexical-index.js";
import type { VectorIndex } from "../indexes/vector-index.js";
import type { Language } from "../text/language.js";
import { lexicalTexts, SEMANTIC_FIELDS, semanticText } from "./product-texts.js";
import type { SemanticField, TextSettings } from "./product-texts.js";
import type { RankingOptions } from "./ranking/ranking-options.js";
import { assembleSearchIndex } from "./search-index.js";
import type { SearchIndex } from "./search-index.js";
import { estimateMinimumSimilarity } from "./minimum-similarity.js";

export interface BuildSearchIndexOptions {
  readonly texts: TextSettings;
  readonly language: Language | undefined;
  readonly encoder: Encoder;
  /** What queries are encoded with, when it is not the encoder itself. */
  readonly queryEncoder?: Encoder;
  /** Makes an empty vector index for vectors of this length. */
  readonly createIndex: (dimensions: number) => VectorIndex;
  readonly ranking: RankingOptions;
  readonly signal?: AbortSignal;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

/** How much a word counts by where it stands, and how far the length of that field matters. */
const LEXICAL_FIELDS = {
  title: { weight: 3, b: 0.5 },
  brand: { weight: 1.5, b: 0.3 },
  category: { weight: 1, b: 0.3 },
  attributes: { weight: 1, b: 0.5 },
  description: { weight: 0.5, b: 0.75 },
} as const;

const BATCH = 1024;

/** Builds the index of `products`, whose ids are unique. */
export async function buildSearchIndex(
  products: readonly Product[],
  options: BuildSearchIndexOptions,
): Promise<SearchIndex> {
  const { texts, language, encoder, ranking } = options;
  const lexical = await buildLexicalIndex(products, options);
  const fields = await buildFields(products, options);
  const minimumSimilarity = await estimateMinimumSimilarity(encoder, [...fields.values()]);
  return assembleSearchIndex({
    products,
    texts,
    language,
    ...(options.queryEncoder === undefined ? {} : { queryEncoder: options.queryEncoder }),
    encoder,
    lexical,
    fields,
    ranking,
    minimumSimilarity,
  });
}

async function buildLexicalIndex(
  products: readonly Product[],
  { texts, language, signal, onProgress }: BuildSearchIndexOptions,
): Promise<LexicalIndex> {
  const index = createLexicalIndex({
    fields: LEXICAL_FIELDS,
    analyzer: { stopWords: true, ...(language === undefined ? {} : { language }) },
  });
  for (let start = 0; start < products.length; start += BATCH) {
    // Nothing here waits for anything: without a turn of the event loop no signal would be heard.
    await nextTurn();
    checkNotCancelled(signal, "Indexing");
    onProgress?.("Indexing words", start, products.length);
    index.upsert(
      products
        .slice(start, start + BATCH)
        .map((product) => ({ id: product.id, fields: lexicalTexts(product, texts) })),
    );
  }
  return index;
}

async function buildFields(
  products: readonly Product[],
  { texts, encoder, createIndex, signal, onProgress }: BuildSearchIndexOptions,
): Promise<ReadonlyMap<SemanticField, VectorIndex>> {
  const textsByField = new Map(
    SEMANTIC_FIELDS.map((field) => [
      field,
      products.map((product) => semanticText(product, field, texts)),
    ]),
  );
  const distinct = [...new Set([...textsByField.values()].flat())].filter(
    (text) => text !== undefined,
  );
  const encoded = await encoder.encode(distinct, {
    ...(signal === undefined ? {} : { signal }),
    onProgress: (done, total) => onProgress?.("Encoding", done, total),
  });
  const rowOfText = new Map(distinct.map((text, row) => [text, row]));
  const fields = new Map<SemanticField, VectorIndex>();
  for (const [field, fieldTexts] of textsByField) {
    const index = createIndex(encoder.dimensions);
    for (let start = 0; start < products.length; start += BATCH) {
      checkNotCancelled(signal, "Indexing");
      const held = products
        .slice(start, start + BATCH)
        .map(({ id }, place) => ({ id, text: fieldTexts[start + place] }))
        .filter(({ text }) => text !== undefined);
      const rows = held.map(({ text }) => rowOfText.get(text ?? "") ?? 0);
      await index.upsert(
        held.map(({ id }) => id),
        gatherRows(encoded.data, rows, encoder.dimensions),
      );
      onProgress?.(`Indexing ${field}`, start + held.length, products.length);
    }
    fields.set(field, index);
  }
  return fields;
}

function gatherRows(
  data: Float32Array,
  rows: readonly number[],
  dimensions: number,
): { data: Float32Array; count: number; dimensions: number } {
  const gathered = new Float32Array(rows.length * dimensions);
  rows.forEach((row, place) => {
    gathered.set(data.subarray(row * dimensions, (row + 1) * dimensions), place * dimensions);
  });
  return { data: gathered, count: rows.length, dimensions };
}
