/**
 * @file A catalogue made searchable: the immutable whole that one version of the index is in memory.
 */
import type { Product } from "../data/product.js";
import type { Encoder } from "../encoders/encoder.js";
import { twinsOf } from "../evaluation/product-twins.js";
import type { LexicalIndex } from "../indexes/lexical-index.js";
import type { VectorIndex } from "../indexes/vector-index.js";
import type { Language } from "../text/language.js";
import type { SemanticField, TextSettings } from "./product-texts.js";
import { createDenseSource } from "./ranking/dense-source.js";
import type { ProductIds } from "./ranking/dense-source.js";
import { headOfTitle } from "./ranking/head-of-title.js";
import type { HybridRanker } from "./ranking/hybrid-ranker.js";
import { createLexicalSource } from "./ranking/lexical-source.js";
import type { RankingOptions } from "./ranking/ranking-options.js";
import type { Source } from "./ranking/source.js";

/** What an index is assembled from. */
export interface SearchIndexParts {
  /** In the catalogue's order; ids are unique. */
  readonly products: readonly Product[];
  readonly texts: TextSettings;
  readonly language: Language | undefined;
  readonly encoder: Encoder;
  /** What queries are encoded with, when it is not the encoder itself. */
  readonly queryEncoder?: Encoder;
  readonly lexical: LexicalIndex;
  readonly fields: ReadonlyMap<SemanticField, VectorIndex>;
  readonly ranking: RankingOptions;
  /** Cosine below which a product that shares no word with the query counts as not found. */
  readonly minimumSimilarity: number;
}

/** A catalogue made searchable. */
export interface SearchIndex extends SearchIndexParts, ProductIds {
  readonly ranker: HybridRanker;
  /** The vector of a query, shape [dimensions]; the last ones asked for are remembered. */
  readonly encodeQuery: (text: string) => Promise<Float32Array>;
  /** The ids that can not be told from a product: its own, its duplicates' and its variants'. */
  readonly twinsOf: (product: Product) => ReadonlySet<string>;
}

/** How many vectors of queries are remembered. */
const REMEMBERED_QUERIES = 256;

/** Puts the parts together. */
export function assembleSearchIndex(parts: SearchIndexParts): SearchIndex {
  const { products } = parts;
  const ordinals = new Map(products.map(({ id }, ordinal) => [id, ordinal]));
  const ids: ProductIds = {
    idOf: (ordinal) => products[ordinal]!.id,
    ordinalOf: (id) => ordinals.get(id) ?? -1,
  };
  const encodeQuery = rememberQueries(parts.queryEncoder ?? parts.encoder);
  return Object.freeze({
    ...parts,
    ...ids,
    encodeQuery,
    twinsOf: twinsOf(products),
    ranker: {
      sources: createSources(parts, ids, encodeQuery),
      options: parts.ranking,
      pathOf: (ordinal: number) =>
        parts.texts.withCategory ? products[ordinal]!.categoryPath : [],
    },
  });
}

function createSources(
  { lexical, fields }: SearchIndexParts,
  ids: ProductIds,
  encodeQuery: (text: string) => Promise<Float32Array>,
): readonly Source[] {
  const sources: Source[] = [createLexicalSource("words", lexical, ids)];
  const encodeHead = async (text: string): Promise<Float32Array> => encodeQuery(headOfTitle(text));
  for (const [field, index] of fields) {
    if (index.size === 0) continue;
    sources.push(
      createDenseSource({
        name: field,
        index,
        ids,
        encodeQuery: field === "head" ? encodeHead : encodeQuery,
        proposes: field !== "category" && field !== "category-path",
        movable: true,
      }),
    );
    if (field === "category") {
      sources.push(
        createDenseSource({
          name: "head-category",
          index,
          ids,
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
  const remembered = new Map<string, Promise<Float32Array>>();
  return async (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const vector = encoder.encode([text]).then(({ data }) => data);
    remembered.set(text, vector);
    // A failure is not remembered: the next call tries again.
    vector.catch(() => remembered.delete(text));
    if (remembered.size > REMEMBERED_QUERIES) {
      const oldest = remembered.keys().next();
      if (oldest.done !== true) remembered.delete(oldest.value);
    }
    return vector;
  };
}
