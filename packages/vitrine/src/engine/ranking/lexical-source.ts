/**
 * @file The words of a query in all fields of a product: BM25F, forgiving typing errors.
 */
import type { LexicalIndex } from "../../indexes/lexical-index.js";
import type { ProductIds } from "./dense-source.js";
import type { Source } from "./source.js";

/** Builds the source over a lexical index. */
export function createLexicalSource(name: string, index: LexicalIndex, ids: ProductIds): Source {
  return {
    name,
    group: "lexical",
    open(query) {
      const reading = { fuzzy: true, prefix: query.prefix ?? false };
      const scores = index.scores(query.text, reading);
      return Promise.resolve({
        candidates(count, accept) {
          const { hits } = index.search(query.text, {
            k: count,
            ...reading,
            ...(accept === undefined
              ? {}
              : { accept: (id: string) => accept[ids.ordinalOf(id)] === 1 }),
          });
          return Promise.resolve(Int32Array.from(hits, ({ id }) => ids.ordinalOf(id)));
        },
        scores: (pool) =>
          Promise.resolve(Float64Array.from(pool, (ordinal) => scores.get(ids.idOf(ordinal)) ?? 0)),
      });
    },
  };
}
