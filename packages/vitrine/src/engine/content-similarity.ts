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
 * @returns The cosines of one, by its place in `ordinals`, with each of the window; 0 where one has no vector.
 */
export function contentSimilarity(
  index: SearchIndex,
  ordinals: Ordinals,
  window: number,
): (place: number) => Float64Array {
  const field = contentField(index);
  const compared = Int32Array.from(ordinals.slice(0, window));
  return (place) => {
    const vector = field?.get(compared[place]!);
    if (field === undefined || vector === undefined) return new Float64Array(compared.length);
    const similarities = field.scores(vector, compared);
    for (let at = 0; at < similarities.length; at++) {
      if (Number.isNaN(similarities[at]!)) similarities[at] = 0;
    }
    return similarities;
  };
}
