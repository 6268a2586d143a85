/**
 * @file A catalogue made searchable: columns of facts, an index of words, vectors by field, all
 * addressed by the same ordinals.
 *
 * It changes while it is searched. What takes time (encoding) is done before anything changes,
 * and the change itself is one synchronous step, so a search sees all of it or nothing between
 * two of its own steps.
 */
import type { Product } from "../data/product.js";
import type { Encoder, Vectors } from "../encoders/encoder.js";
import type { OrdinalLexicalIndex } from "../indexes/ordinal-lexical-index.js";
import type { VectorField } from "../indexes/vector-field.js";
import type { VectorIndex } from "../indexes/vector-index.js";
import type { Language } from "../text/language.js";
import type { SynonymRule } from "../text/synonyms.js";
import { createResultLists } from "./arrange/result-lists.js";
import type { ResultLists } from "./arrange/result-lists.js";
import type { SearchRule } from "./arrange/search-rules.js";
import type { ProductColumns } from "./columns/product-columns.js";
import { lexicalTexts, semanticText } from "./product-texts.js";
import type { SemanticField, TextSettings } from "./product-texts.js";
import { createDenseSource } from "./ranking/dense-source.js";
import { headOfTitle } from "./ranking/head-of-title.js";
import type { HybridRanker } from "./ranking/hybrid-ranker.js";
import { createLexicalSource } from "./ranking/lexical-source.js";
import type { RankingOptions } from "./ranking/ranking-options.js";
import type { Source } from "./ranking/source.js";
import { createAnswerMemo } from "./answer-memo.js";
import type { AnswerMemo } from "./answer-memo.js";
import { RecentMap } from "./recent-map.js";
import { createSearchAids } from "./search-aids.js";
import type { SearchAids } from "./search-aids.js";

/** What an index is assembled from. */
export interface SearchIndexParts {
  readonly columns: ProductColumns;
  readonly texts: TextSettings;
  readonly language: Language | undefined;
  readonly encoder: Encoder;
  /** What queries are encoded with, when it is not the encoder itself. */
  readonly queryEncoder?: Encoder;
  readonly lexical: OrdinalLexicalIndex;
  readonly fields: ReadonlyMap<SemanticField, VectorField>;
  /** Fields that propose candidates. */
  readonly proposing: ReadonlySet<SemanticField>;
  /** Vector indexes of the shop's own that propose in place of a field's vectors, by product id. */
  readonly ownIndexes: ReadonlyMap<SemanticField, VectorIndex>;
  readonly ranking: RankingOptions;
  /** Cosine below which a product that shares no word with the query counts as not found. */
  readonly minimumSimilarity: number;
  /** Words for the same thing, the shop's own and mined ones. */
  readonly synonyms?: readonly SynonymRule[];
}

/** A catalogue made searchable. */
export interface SearchIndex extends SearchIndexParts {
  readonly aids: SearchAids;
  /** The last results, for their next pages. */
  readonly lists: ResultLists;
  /** The last answers, for those who ask the same. */
  readonly answers: AnswerMemo;
  /** The shop's rules as they are now. */
  readonly rules: () => readonly SearchRule[];
  readonly ranker: HybridRanker;
  /** The vector of a query, shape [dimensions]; the last ones asked for are remembered. */
  readonly encodeQuery: (text: string) => Promise<Float32Array>;
}

/** How many vectors of queries are remembered. */
const REMEMBERED_QUERIES = 256;

/** Puts the parts together. */
export function assembleSearchIndex(
  parts: SearchIndexParts,
  rules: SearchIndex["rules"] = () => [],
): SearchIndex {
  const { columns } = parts;
  const encodeQuery = rememberQueries(parts.queryEncoder ?? parts.encoder);
  return Object.freeze({
    ...parts,
    aids: createSearchAids(parts),
    lists: createResultLists(),
    answers: createAnswerMemo(columns),
    rules,
    encodeQuery,
    ranker: {
      sources: createSources(parts, encodeQuery),
      options: parts.ranking,
      pathOf: (ordinal: number) =>
        parts.texts.withCategory ? columns.categoryPathAt(ordinal) : [],
    },
  });
}

/** Ranks with other settings than the index's own. */
export function withRanking(index: SearchIndex, ranking: RankingOptions): SearchIndex {
  const ranker = { ...index.ranker, options: ranking };
  return { ...index, ranking, ranker, answers: createAnswerMemo(index.columns) };
}

/** Arranges by other rules than the index's own. */
export function withRules(index: SearchIndex, rules: readonly SearchRule[]): SearchIndex {
  return { ...index, rules: () => rules, answers: createAnswerMemo(index.columns) };
}

/**
 * Adds products and renews those that are there.
 *
 * @param products - Their ids are unique.
 */
export async function putProducts(
  parts: SearchIndexParts & Partial<Pick<SearchIndex, "aids">>,
  products: readonly Product[],
  signal?: AbortSignal,
): Promise<void> {
  if (products.length === 0) return;
  const { columns, lexical, fields, ownIndexes, texts } = parts;
  const encoded = await encodeFields(parts, products, signal);
  for (const [field, index] of ownIndexes) {
    const { ids, vectors } = ownVectors(products, encoded.vectors, encoded.rows.get(field)!);
    await index.upsert(ids, vectors);
  }
  parts.aids?.follow(
    productsOf(
      columns,
      products.map(({ id }) => id),
    ),
    products,
  );
  const ordinals = columns.upsert(products);
  lexical.upsert(
    products.map((product, at) => ({
      ordinal: ordinals[at]!,
      fields: lexicalTexts(product, texts),
    })),
  );
  for (const [field, vectorField] of fields) {
    vectorField.upsert(ordinals, encoded.vectors, encoded.rows.get(field)!);
  }
}

/** Takes products out; ids that are not there are passed over. */
export async function removeProducts(
  { columns, lexical, fields, ownIndexes, aids }: SearchIndex,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  for (const index of ownIndexes.values()) await index.delete(ids);
  aids.follow(productsOf(columns, ids), []);
  const ordinals = columns.delete(ids);
  lexical.delete(ordinals);
  for (const field of fields.values()) field.delete(ordinals);
}

/** Those of the ids that are there, as the columns have them. */
function productsOf(columns: ProductColumns, ids: readonly string[]): readonly Product[] {
  return ids
    .map(columns.ordinalOf)
    .filter((ordinal) => ordinal >= 0)
    .map(columns.productAt);
}

/**
 * Makes what a first search would wait for: the encoder of queries and what helps to read them.
 *
 * @throws {VitrineError} What opening the encoder throws.
 */
export async function warmSearchIndex({ aids, encodeQuery }: SearchIndex): Promise<void> {
  await encodeQuery("a");
  await aids.warm();
}

/** Lets the memory of an index go, but for the encoder and the shop's own indexes. It can not be used afterwards. */
export function closeSearchIndex({ fields }: SearchIndexParts): void {
  for (const field of fields.values()) field.close();
}

interface EncodedFields {
  /** Of each distinct text. */
  readonly vectors: Vectors;
  /** Row of each product's text by field, −1 where it has none. */
  readonly rows: ReadonlyMap<SemanticField, Int32Array>;
}

async function encodeFields(
  { encoder, fields, texts }: SearchIndexParts,
  products: readonly Product[],
  signal: AbortSignal | undefined,
): Promise<EncodedFields> {
  const rowOfText = new Map<string, number>();
  const rows = new Map<SemanticField, Int32Array>();
  for (const field of fields.keys()) {
    rows.set(
      field,
      Int32Array.from(products, (product) => {
        const text = semanticText(product, field, texts);
        if (text === undefined) return -1;
        const row = rowOfText.get(text) ?? rowOfText.size;
        rowOfText.set(text, row);
        return row;
      }),
    );
  }
  const vectors = await encoder.encode(
    [...rowOfText.keys()],
    signal === undefined ? {} : { signal },
  );
  return { vectors, rows };
}

/** The vectors of the products that have the text, for an index that goes by id. */
function ownVectors(
  products: readonly Product[],
  { data, dimensions }: Vectors,
  rows: Int32Array,
): { readonly ids: readonly string[]; readonly vectors: Vectors } {
  const held = products.flatMap(({ id }, at) => (rows[at]! < 0 ? [] : [{ id, row: rows[at]! }]));
  const gathered = new Float32Array(held.length * dimensions);
  held.forEach(({ row }, at) => {
    gathered.set(data.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
  });
  return {
    ids: held.map(({ id }) => id),
    vectors: { data: gathered, count: held.length, dimensions },
  };
}

function createSources(
  { lexical, fields, proposing, ownIndexes, columns }: SearchIndexParts,
  encodeQuery: (text: string) => Promise<Float32Array>,
): readonly Source[] {
  const sources: Source[] = [createLexicalSource("words", lexical)];
  const encodeHead = async (text: string): Promise<Float32Array> => encodeQuery(headOfTitle(text));
  for (const [name, field] of fields) {
    const own = ownIndexes.get(name);
    sources.push(
      createDenseSource({
        name,
        field,
        encodeQuery: name === "head" ? encodeHead : encodeQuery,
        proposes: proposing.has(name),
        ...(own === undefined ? {} : { own: { index: own, columns } }),
        movable: true,
      }),
    );
    if (name === "category") {
      sources.push(
        createDenseSource({
          name: "head-category",
          field,
          encodeQuery: encodeHead,
          proposes: false,
          movable: false,
        }),
      );
    }
  }
  return sources;
}

function rememberQueries(encoder: Encoder): (text: string) => Promise<Float32Array> {
  const remembered = new RecentMap<string, Promise<Float32Array>>(REMEMBERED_QUERIES);
  return async (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const vector = encoder.encode([text]).then(({ data }) => data);
    remembered.set(text, vector);
    // A failure is not remembered: the next call tries again.
    vector.catch(() => {
      remembered.delete(text);
    });
    return vector;
  };
}
