/**
 * @file The words of a query in all fields of a product: BM25F, forgiving typing errors.
 */
import type { OrdinalLexicalIndex, OrdinalRanking } from "../../indexes/ordinal-lexical-index.js";
import type { QueryReading } from "../../indexes/lexical-query.js";
import type { Ordinals, RankingQuery, Source } from "./source.js";

/** Builds the source over a lexical index. */
export function createLexicalSource(name: string, index: OrdinalLexicalIndex): Source {
  return {
    name,
    group: "lexical",
    proposes: true,
    open(query) {
      const reading = wordReading(query);
      const words = query.words ?? query.text;
      const scoresOf = (pool: Ordinals): Float64Array => {
        const { byWords } = query;
        if (byWords === undefined) return index.scoresOf(words, pool, reading);
        return scoresFrom(byWords, pool, (rest) => index.scoresOf(words, rest, reading));
      };
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
        scores: (pool) => Promise.resolve(scoresOf(pool)),
      });
    },
  };
}

/**
 * Scores of a pool, as far as they can be from a ranking that has been made.
 *
 * @param scoreRest - Scores those whose score the ranking does not tell.
 */
function scoresFrom(
  { ordinals, scores, total }: OrdinalRanking,
  pool: Ordinals,
  scoreRest: (rest: Ordinals) => Float64Array,
): Float64Array {
  const placeOf = new Map<number, number>();
  for (let place = 0; place < ordinals.length; place++) placeOf.set(ordinals[place]!, place);
  const found = new Float64Array(pool.length);
  const rest: number[] = [];
  for (let at = 0; at < pool.length; at++) {
    const place = placeOf.get(pool[at]!);
    if (place === undefined) rest.push(at);
    else found[at] = scores[place]!;
  }
  // A ranking of all that match leaves nothing to be scored.
  if (rest.length === 0 || ordinals.length === total) return found;
  const others = scoreRest(Int32Array.from(rest, (at) => pool[at]!));
  rest.forEach((at, n) => (found[at] = others[n]!));
  return found;
}

/** How the words of a query are read, wherever they are. */
export function wordReading({ prefix, alternatives }: RankingQuery): QueryReading {
  return {
    fuzzy: true,
    prefix: prefix ?? false,
    ...(alternatives === undefined ? {} : { alternatives }),
  };
}
