/** @file The two halves of the judged queries: a product type is in one of them only. */
import { createRandom } from "../random.js";
import { productTypes } from "../world/departments.js";

/** What may be tuned on, and what is reported. */
export type Half = "test" | "train";

/** The half that each product type's queries go into, by the type's key. */
export function halvesOf(seed: number): ReadonlyMap<string, Half> {
  const sides = createRandom(seed, "train and test").shuffled(productTypes);
  return new Map(sides.map(({ type }, at) => [type.key, at % 2 === 0 ? "train" : "test"]));
}
