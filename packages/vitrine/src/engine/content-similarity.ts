/** @file How alike what is said of two products is: the cosine of the vectors of all their texts. */
import type { VectorField } from "../indexes/vector-field.js";
import type { Ordinals } from "./columns/product-columns.js";
import type { SearchIndex } from "./search-index.js";

/** The vectors of everything that is said of a product, of norm 1; of the title where there are none. */
export function contentField({ fields }: SearchIndex): VectorField | undefined {
  return fields.get("everything") ?? fields.get("title");
}

/**
 * Prepares to compare the first of some products.
 *
 * @param window - How many of them.
 * @returns The cosine of two, by their places in `ordinals`; 0 where one has no vector.
 */
export function contentSimilarity(
  index: SearchIndex,
  ordinals: Ordinals,
  window: number,
): (a: number, b: number) => number {
  const field = contentField(index);
  const vectors = Array.from(ordinals.slice(0, window), (ordinal) => field?.get(ordinal));
  return (a, b) => {
    const [left, right] = [vectors[a], vectors[b]];
    return left === undefined || right === undefined ? 0 : innerProduct(left, right);
  };
}

/**
 * A plain loop, for it is asked a thousand times a list. Four sums side by side do not wait for each
 * other, which takes a third of the time of one.
 */
export function innerProduct(a: Float32Array, b: Float32Array): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const whole = a.length & ~3;
  for (let axis = 0; axis < whole; axis += 4) {
    first += a[axis]! * b[axis]!;
    second += a[axis + 1]! * b[axis + 1]!;
    third += a[axis + 2]! * b[axis + 2]!;
    fourth += a[axis + 3]! * b[axis + 3]!;
  }
  for (let axis = whole; axis < a.length; axis++) first += a[axis]! * b[axis]!;
  return first + second + (third + fourth);
}
