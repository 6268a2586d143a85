/**
 * @file What goes together: items that meet in baskets or sessions more often than by chance.
 *
 * For n baskets, nᵢ of them with item i and nᵢⱼ with both, lift(i, j) = nᵢⱼ·n / (nᵢ·nⱼ). Pairs below a
 * minimum of support are left out, and a few lucky baskets are drawn towards chance by a prior:
 * strength(i, j) = log₂((nᵢⱼ + s) / (nᵢ·nⱼ / n + s)), of which only what is above 0 is kept. The rows
 * of the matrix are the baskets. O(Σ over baskets of the square of their items).
 *
 * @see Brin et al., "Dynamic Itemset Counting and Implication Rules for Market Basket Data", 1997 (lift).
 */
import { z } from "zod";
import type { SparseRows } from "../text/sparse-rows.js";
import { toSparseRows } from "./interactions.js";
import { itemProducts } from "./item-products.js";
import type { Trainer } from "./model.js";
import { createNeighbourModel, loadNeighbourModel } from "./neighbour-model.js";

/** Options of what goes together. */
export const coOccurrenceOptionsSchema = z
  .strictObject({
    minimumSupport: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(2)
      .describe("Baskets that two items must share."),
    prior: z
      .number()
      .min(0)
      .max(1e6)
      .default(5)
      .describe("Baskets at chance that are added to every pair; 0 is the plain lift."),
    neighbours: z
      .int()
      .min(1)
      .max(100_000)
      .default(100)
      .describe("Items kept for each, the strongest."),
  })
  .readonly();
/** Options of what goes together. */
export type CoOccurrenceOptions = z.infer<typeof coOccurrenceOptionsSchema>;

const KIND = "co-occurrence";

/** Learns what goes together. */
export const coOccurrenceTrainer: Trainer<CoOccurrenceOptions> = {
  kind: KIND,
  description: "items that meet more often than by chance, by lift",
  options: coOccurrenceOptionsSchema,
  needsTimes: false,
  async fit(interactions, { minimumSupport, prior, neighbours }, context) {
    // A basket has an item or has it not: how many of it says nothing of what goes together.
    const { items, userCount } = interactions;
    const present = new Float32Array(items.length).fill(1);
    const x: SparseRows = { ...toSparseRows(interactions), values: present };
    const baskets = new Float64Array(interactions.itemCount);
    for (const item of items) baskets[item]!++;
    const table = await itemProducts(x, {
      ...context,
      limit: neighbours,
      weigh({ item, others, values }) {
        for (const other of others) {
          const together = values[other]!;
          const byChance = (baskets[item]! * baskets[other]!) / userCount;
          const lift = (together + prior) / (byChance + prior);
          values[other] = together < minimumSupport ? -1 : Math.log2(lift);
        }
        values[item] = -1;
      },
    });
    return createNeighbourModel(KIND, table);
  },
  load: (bytes) => loadNeighbourModel(KIND, bytes),
};
