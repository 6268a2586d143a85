/**
 * @file The baseline that knows nothing: every order of the products equally likely.
 *
 * The order depends on the seed and the query alone, so a repeated query gives a repeated
 * ranking and the order in which queries are asked does not matter. O(n) time a query.
 */
import { createRandom } from "../random.js";
import { streamOf } from "./query-stream.js";
import type { SearchSystem } from "./search-system.js";

/**
 * Makes the random baseline.
 *
 * @param ids - Ids of all products; their order is part of what the seed decides on.
 * @param seed - Same seed, same rankings.
 */
export function createRandomSystem(ids: readonly string[], seed: number): SearchSystem {
  return {
    name: "random",
    async rank(query, { k, exclude, within }) {
      const candidates = ids.filter((id) => exclude?.has(id) !== true && within?.has(id) !== false);
      return createRandom(seed, streamOf(query)).shuffle(candidates).slice(0, k);
    },
  };
}
