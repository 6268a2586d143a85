/**
 * @file Item-item neighbours: who had this also had that, by cosine with shrinkage.
 *
 * sim(i, j) = Σᵤ wᵤ·xᵤᵢ·xᵤⱼ / (‖i‖·‖j‖ + shrinkage), ‖i‖² = Σᵤ wᵤ·xᵤᵢ², wᵤ = (Σⱼ xᵤⱼ)^−damping;
 * the score of j is the sum of sim(i, j) over the history's i that have j among their neighbours.
 * Training takes O(Σ over users of the square of their items), memory 8 bytes × items × neighbours.
 *
 * @see Sarwar et al., "Item-Based Collaborative Filtering Recommendation Algorithms", 2001; Deshpande
 *   and Karypis, "Item-Based Top-N Recommendation Algorithms", 2004.
 */
import { z } from "zod";
import type { SparseRows } from "../text/sparse-rows.js";
import { toSparseRows } from "./interactions.js";
import { itemProducts } from "./item-products.js";
import type { Trainer } from "./model.js";
import { createNeighbourModel, loadNeighbourModel } from "./neighbour-model.js";

/** Options of item-item neighbours. */
export const itemKnnOptionsSchema = z
  .strictObject({
    neighbours: z
      .int()
      .min(1)
      .max(100_000)
      .default(200)
      .describe("Neighbours kept for each item, the nearest."),
    shrinkage: z
      .number()
      .min(0)
      .max(1e6)
      .default(1)
      .describe("Added to the denominator of the cosine; more draws items that few met towards 0."),
    damping: z
      .number()
      .min(0)
      .max(2)
      .default(1)
      .describe(
        "How much less each item of a user says where there are many: the exponent of their number; 0 is the plain cosine.",
      ),
  })
  .readonly();
/** Options of item-item neighbours. */
export type ItemKnnOptions = z.infer<typeof itemKnnOptionsSchema>;

const KIND = "itemknn";

/** Learns item-item neighbours. */
export const itemKnnTrainer: Trainer<ItemKnnOptions> = {
  kind: KIND,
  description: "items that the same shoppers had, by cosine",
  options: itemKnnOptionsSchema,
  needsTimes: false,
  async fit(interactions, { neighbours, shrinkage, damping }, context) {
    const x = toSparseRows(interactions);
    const userWeights = userWeightsOf(x, damping);
    const norms = itemNorms(x, userWeights);
    const table = await itemProducts(x, {
      ...context,
      userWeights,
      limit: neighbours,
      weigh({ item, others, values }) {
        for (const other of others) {
          values[other]! /= norms[item]! * norms[other]! + shrinkage;
        }
        values[item] = 0;
      },
    });
    return createNeighbourModel(KIND, table);
  },
  load: (bytes) => loadNeighbourModel(KIND, bytes),
};

/** (Σⱼ xᵤⱼ)^−damping of each user; 1 for one without items, whom nothing asks. */
export function userWeightsOf(x: SparseRows, damping: number): Float64Array {
  const weights = new Float64Array(x.rowCount);
  for (let user = 0; user < x.rowCount; user++) {
    let sum = 0;
    for (let entry = x.rowStarts[user]!; entry < x.rowStarts[user + 1]!; entry++) {
      sum += x.values[entry]!;
    }
    weights[user] = sum > 0 ? sum ** -damping : 1;
  }
  return weights;
}

/** √(Σᵤ wᵤ·xᵤᵢ²) of each item. */
function itemNorms(x: SparseRows, userWeights: Float64Array): Float64Array {
  const squares = new Float64Array(x.columnCount);
  for (let user = 0; user < x.rowCount; user++) {
    for (let entry = x.rowStarts[user]!; entry < x.rowStarts[user + 1]!; entry++) {
      squares[x.columns[entry]!]! += userWeights[user]! * x.values[entry]! ** 2;
    }
  }
  return squares.map(Math.sqrt);
}
