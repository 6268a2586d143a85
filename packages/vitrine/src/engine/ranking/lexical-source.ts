/**
 * @file The words of a query in all fields of a product: BM25F, forgiving typing errors.
 */
import type { OrdinalLexicalIndex } from "../../indexes/ordinal-lexical-index.js";
import type { QueryReading } from "../../indexes/lexical-query.js";
import type { RankingQuery, Source } from "./source.js";

/** Builds the source over a lexical index. */
export function createLexicalSource(name: string, index: OrdinalLexicalIndex): Source {
  return {
    name,
    group: "lexical",
    open(query) {
      const reading = wordReading(query);
      const words = query.words ?? query.text;
      return Promise.resolve({
        candidates: (count, accept) =>
          Promise.resolve(
            // The same ranking that the caller has made already, where it has.
            query.byWords?.ordinals.slice(0, count) ??
              index.rank(words, {
                k: count,
                ...reading,
                ...(accept === undefined ? {} : { accept }),
              }).ordinals,
          ),
        scores: (pool) => Promise.resolve(index.scoresOf(words, pool, reading)),
      });
    },
  };
}

/** How the words of a query are read, wherever they are. */
export function wordReading({ prefix, alternatives }: RankingQuery): QueryReading {
  return {
    fuzzy: true,
    prefix: prefix ?? false,
    ...(alternatives === undefined ? {} : { alternatives }),
  };
}
