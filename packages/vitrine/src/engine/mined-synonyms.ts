/**
 * @file Synonyms that the catalogue itself suggests, for the shop to look through: a guess with a
 * confidence, applied only once it stands in the shop's file.
 *
 * Words are compared by the encoder of the package, whatever the index uses, since its vocabulary
 * holds common words whole. Some 15 s for a large catalogue.
 */
import { loadEncoder } from "../encoders/encoders.js";
import { loadRealWords } from "../encoders/real-words.js";
import type { Product } from "../data/product.js";
import { createAnalyzer } from "../text/analyze.js";
import type { SearchIndex } from "./search-index.js";
import { countWordContexts, mineSynonyms } from "./synonyms/index.js";
import type { MinedSynonym } from "./synonyms/index.js";

/** So many products say which words stand where; more take memory and tell little more. */
const MOST_PRODUCTS = 200_000;

/**
 * Mines synonyms of an index.
 *
 * @param minimumConfidence - From 0 to 1; default 0.5.
 * @returns Most confident first.
 * @throws {VitrineError} `PARAM_INVALID` when the minimum is out of range.
 */
export async function mineIndexSynonyms(
  { columns, language }: Pick<SearchIndex, "columns" | "language">,
  minimumConfidence?: number,
): Promise<readonly MinedSynonym[]> {
  const { stem } = createAnalyzer(language === undefined ? {} : { language });
  const encoder = await loadEncoder("static");
  return mineSynonyms({
    contexts: countWordContexts(firstProducts(columns)),
    realWords: loadRealWords(),
    vectorsOf: async (words) => encoder.encode(words),
    stem,
    ...(minimumConfidence === undefined ? {} : { minimumConfidence }),
  });
}

function* firstProducts(columns: SearchIndex["columns"]): Generator<Product> {
  let count = 0;
  for (let ordinal = 0; ordinal < columns.length && count < MOST_PRODUCTS; ordinal++) {
    if (!columns.isLive(ordinal)) continue;
    count++;
    yield columns.productAt(ordinal);
  }
}
