/**
 * @file How similar a text that means nothing is to the nearest product: the line under which
 * nearness tells nothing.
 *
 * Every query has a nearest product, "zorvik pelumo" too. The line is what made-up words reach
 * on this catalogue with this encoder, so it needs no setting for either. Costs one pass over the
 * vectors of each field for all texts together; a field with a graph costs none.
 */
import type { Encoder } from "../encoders/encoder.js";
import type { VectorField } from "../indexes/vector-field.js";
import { createRandom } from "../random.js";

const SAMPLES = 100;
const QUANTILE = 0.9;
const SEED = 1;

/**
 * Estimates the line.
 *
 * @returns The cosine that nine in ten meaningless texts stay below, with their nearest vector in any field.
 */
export async function estimateMinimumSimilarity(
  encoder: Encoder,
  fields: readonly VectorField[],
): Promise<number> {
  const texts = meaninglessTexts();
  const vectors = await encoder.encode(texts);
  const reached = new Float64Array(texts.length);
  for (const field of fields) {
    const nearest = await field.greatest(vectors);
    reached.forEach((best, text) => (reached[text] = Math.max(best, nearest[text]!)));
  }
  reached.sort();
  return reached[Math.floor(QUANTILE * reached.length)] ?? 0;
}

/** Texts of one to three pronounceable words that no language has. */
function meaninglessTexts(): string[] {
  const random = createRandom(SEED);
  const letter = (letters: string): string => letters[random.below(letters.length)] ?? "";
  const word = (): string =>
    Array.from(
      { length: 2 + random.below(3) },
      () =>
        letter("bdfgklmprstvz") + letter("aeiou") + (random.next() < 0.3 ? letter("kmnrx") : ""),
    ).join("");
  return Array.from({ length: SAMPLES }, () =>
    Array.from({ length: 1 + random.below(3) }, word).join(" "),
  );
}
