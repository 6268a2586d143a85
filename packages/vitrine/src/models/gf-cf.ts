/**
 * @file Graph filters: item-item neighbours and the smooth part of the spectrum, without training.
 *
 * With X̃ = D_U^−½·X·D_I^−½ and V its leading right singular vectors, the scores of a history r are
 *
 *   r·(X̃ᵀX̃ + α·D_I^−½·V·Vᵀ·D_I^½),
 *
 * a linear filter beside an ideal low pass. The diagonal of X̃ᵀX̃ is left out: it would only lift what
 * is in the history. O(Σ over users of the square of their items) and the singular vectors to fit;
 * memory 8 bytes × items × neighbours + 4 bytes × items × factors.
 *
 * @see Shen et al., "How Powerful is Graph Convolution for Recommendation?", 2021, equation 10 and
 *   the authors' code (α = 0.3, 256 vectors).
 */
import { z } from "zod";
import { broken, readSections } from "../text/byte-sections.js";
import type { SparseRows } from "../text/sparse-rows.js";
import { readItemCount } from "./facts.js";
import { createGfCf } from "./gf-cf-model.js";
import { toSparseRows } from "./interactions.js";
import { itemProducts } from "./item-products.js";
import type { Trainer } from "./model.js";
import { readTable } from "./neighbour-table.js";
import { inParts } from "./progress-parts.js";
import { leadingSingularVectors } from "./singular-vectors.js";

/** Options of graph filters. */
export const gfCfOptionsSchema = z
  .strictObject({
    factors: z.int().min(1).max(2048).default(256).describe("Singular vectors of the low pass."),
    alpha: z.number().min(0).max(100).default(0.3).describe("Weight of the low pass."),
    neighbours: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(300)
      .describe("Entries kept for each item in the item-item filter, the greatest."),
  })
  .readonly();
/** Options of graph filters. */
export type GfCfOptions = z.infer<typeof gfCfOptionsSchema>;

const KIND = "gf-cf";

/** Learns graph filters. */
export const gfCfTrainer: Trainer<GfCfOptions> = {
  kind: KIND,
  description: "item-item filter with 256 singular vectors",
  options: gfCfOptionsSchema,
  needsTimes: false,
  async fit(interactions, { factors, alpha, neighbours }, { onProgress, ...context }) {
    const [onTable, onVectors] = inParts(onProgress, [1, 5]);
    const x = toSparseRows(interactions);
    const { normalised, degrees } = normaliseDegrees(x);
    const table = await itemProducts(normalised, {
      ...context,
      onProgress: onTable,
      limit: neighbours,
      weigh: ({ item, values }) => {
        values[item] = 0;
      },
    });
    const { values, vectors } = await leadingSingularVectors(normalised, factors, {
      ...context,
      onProgress: onVectors,
    });
    return createGfCf(KIND, {
      table,
      degrees,
      alpha,
      factors: values.length,
      vectors,
    });
  },
  load(bytes) {
    const reader = readSections(KIND, bytes);
    const itemCount = readItemCount(KIND, reader.facts);
    const facts = factsSchema.safeParse(reader.facts);
    if (!facts.success) throw broken(KIND, "got a head without factors and alpha");
    const { factors, alpha } = facts.data;
    const degrees = reader.float32("degrees");
    const vectors = reader.float32("vectors");
    if (
      degrees.length !== itemCount ||
      vectors.length !== itemCount * factors ||
      !degrees.every((degree) => degree >= 0) ||
      !vectors.every(Number.isFinite)
    ) {
      throw broken(KIND, `got vectors that are not ${factors} for ${itemCount} items`, "vectors");
    }
    const table = readTable(KIND, reader, itemCount);
    return createGfCf(KIND, { table, degrees, alpha, factors, vectors });
  },
};

const factsSchema = z.looseObject({ factors: z.int().min(0).max(65_536), alpha: z.number() });

/** X̃ with the degrees of the items. */
function normaliseDegrees(x: SparseRows): { normalised: SparseRows; degrees: Float32Array } {
  const ofUsers = new Float64Array(x.rowCount);
  const ofItems = new Float64Array(x.columnCount);
  for (let user = 0; user < x.rowCount; user++) {
    for (let entry = x.rowStarts[user]!; entry < x.rowStarts[user + 1]!; entry++) {
      ofUsers[user]! += x.values[entry]!;
      ofItems[x.columns[entry]!]! += x.values[entry]!;
    }
  }
  const values = new Float32Array(x.values.length);
  for (let user = 0; user < x.rowCount; user++) {
    for (let entry = x.rowStarts[user]!; entry < x.rowStarts[user + 1]!; entry++) {
      values[entry] = x.values[entry]! / Math.sqrt(ofUsers[user]! * ofItems[x.columns[entry]!]!);
    }
  }
  return { normalised: { ...x, values }, degrees: Float32Array.from(ofItems) };
}
