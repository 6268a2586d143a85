/**
 * @file Gives measures the form in which a word index can match them: `20"`, `20 in` and `51 cm` share a token.
 *
 * Values that people convert lie on a grid of equal ratios, and each gives the two grid
 * points around it: two values within `MEASURE_TOLERANCE` of each other share a token, two
 * that are further apart than twice that share none. What is counted or rated (pieces, GB,
 * mAh, V, W) gives its value exactly. Tokens hold a `:`, which no word does.
 */
import type { MeasureDimension } from "./measures-units.js";
import { isExact, MEASURE_TOLERANCE, parseMeasures } from "./measures.js";

/**
 * The tokens of the measures of a text, in its order, each once. To be indexed beside its words.
 *
 * A range gives the tokens of its two ends.
 *
 * @example
 * measureTokens("20-inch pan"); // two tokens, one of which measureTokens("pan 51 cm") gives too
 */
export function measureTokens(text: string): string[] {
  const tokens = new Set<string>();
  for (const { unit, minimum, maximum } of parseMeasures(text)) {
    for (const value of minimum === maximum ? [minimum] : [minimum, maximum]) {
      for (const token of tokensOf(unit.dimension, value)) tokens.add(token);
    }
  }
  return [...tokens];
}

const GRID = Math.log1p(MEASURE_TOLERANCE);

function tokensOf(dimension: MeasureDimension, value: number): string[] {
  // 3.7 TB and 3700 GB are equal but for the last bit.
  if (isExact(dimension)) return [`${dimension}:${Number(value.toPrecision(9))}`];
  const below = Math.floor(Math.log(value) / GRID);
  return [`${dimension}:${below}`, `${dimension}:${below + 1}`];
}
