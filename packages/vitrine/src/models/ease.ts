/**
 * @file EASE: the best linear map from a history to itself that may not use the item it predicts.
 *
 * With G = XᵀX + λI and P = G⁻¹, B = I − P·diag(1/diag P), so that diag B = 0; the scores are r·B.
 * One inverse of items × items: O(items³) time, 12 bytes × items² while fitting and 4 after it,
 * which is why catalogues are limited.
 *
 * Reference: the dense inverse of the test (Gauss and Jordan), to 1e-5.
 *
 * @see Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", 2019, equation 8.
 */
import { z } from "zod";
import { VitrineError } from "../errors.js";
import { createTopKSelector } from "../indexes/top-k.js";
import { broken, readSections, writeSections } from "../text/byte-sections.js";
import { readItemCount } from "./facts.js";
import { toSparseRows } from "./interactions.js";
import { invertPositiveDefinite } from "./positive-definite.js";
import type { Model, Trainer } from "./model.js";
import { checkHistory, checkItems } from "./neighbour-table.js";

/** Options of EASE. */
export const easeOptionsSchema = z
  .strictObject({
    penalty: z
      .number()
      .positive()
      .max(1e9)
      .default(500)
      .describe("λ: how strongly large weights are held back; more for sparser data."),
  })
  .readonly();
/** Options of EASE. */
export type EaseOptions = z.infer<typeof easeOptionsSchema>;

const KIND = "ease";
const MAX_ITEMS = 20_000;

/** Learns EASE. */
export const easeTrainer: Trainer<EaseOptions> = {
  kind: KIND,
  description: "linear autoencoder in closed form",
  options: easeOptionsSchema,
  needsTimes: false,
  maxItems: MAX_ITEMS,
  async fit(interactions, { penalty }, context) {
    const n = interactions.itemCount;
    if (n > MAX_ITEMS) {
      throw new VitrineError(
        "PARAM_INVALID",
        `EASE takes catalogues of at most ${MAX_ITEMS} items, since it needs memory and time for all pairs; got ${n}. Use gf-cf or itemknn.`,
        { param: "itemCount", got: n },
      );
    }
    const x = toSparseRows(interactions);
    const gram = new Float64Array(n * n);
    const known = new Uint8Array(n);
    for (let user = 0; user < x.rowCount; user++) {
      const end = x.rowStarts[user + 1]!;
      for (let one = x.rowStarts[user]!; one < end; one++) {
        const row = x.columns[one]! * n;
        known[x.columns[one]!] = 1;
        const value = x.values[one]!;
        for (let other = x.rowStarts[user]!; other <= one; other++) {
          gram[row + x.columns[other]!]! += value * x.values[other]!;
        }
      }
    }
    for (let item = 0; item < n; item++) gram[item * n + item]! += penalty;
    await invertPositiveDefinite(gram, n, context); // the lower triangle of P
    const weights = new Float32Array(n * n); // [from, to]
    for (let from = 0; from < n; from++) {
      for (let to = 0; to < n; to++) {
        if (from === to) continue;
        const entry = from > to ? gram[from * n + to]! : gram[to * n + from]!;
        weights[from * n + to] = -entry / gram[to * n + to]!;
      }
    }
    return createEase(weights, known);
  },
  load(bytes) {
    const reader = readSections(KIND, bytes);
    const itemCount = readItemCount(KIND, reader.facts);
    const weights = reader.float32("weights");
    const known = reader.uint8("known");
    if (
      weights.length !== itemCount * itemCount ||
      known.length !== itemCount ||
      !weights.every(Number.isFinite)
    ) {
      throw broken(KIND, `got weights that are not those of ${itemCount} items`, "weights");
    }
    return createEase(weights, known);
  },
};

/**
 * @param weights - B, shape [items, items].
 * @param known - Shape [items]: 0 for items that nobody had, which are not recommended.
 */
function createEase(weights: Float32Array, known: Uint8Array): Model {
  const itemCount = known.length;
  return Object.freeze<Model>({
    kind: KIND,
    itemCount,
    bytes: weights.byteLength + known.byteLength,
    scores(history) {
      checkHistory(history, itemCount);
      const sums = new Float64Array(itemCount);
      history.items.forEach((from, at) => {
        const weight = history.weights?.[at] ?? 1;
        const row = from * itemCount;
        for (let to = 0; to < itemCount; to++) sums[to]! += weight * weights[row + to]!;
      });
      const isCold = history.items.length === 0;
      return Float32Array.from(sums, (sum, item) =>
        isCold || known[item] === 0 ? -Infinity : sum,
      );
    },
    scoresOf(history, candidates) {
      checkHistory(history, itemCount);
      checkItems("candidates", candidates, itemCount);
      const { items, weights: given } = history;
      return Float32Array.from(candidates, (to) => {
        if (items.length === 0 || known[to] === 0) return -Infinity;
        let sum = 0;
        items.forEach((from, at) => (sum += (given?.[at] ?? 1) * weights[from * itemCount + to]!));
        return sum;
      });
    },
    similar(item, count) {
      checkItems("item", Int32Array.of(item), itemCount);
      const selector = createTopKSelector<number>(count, (one, other) => one < other);
      for (let other = 0; other < itemCount; other++) {
        const weight = weights[item * itemCount + other]!;
        if (other !== item && weight > 0) selector.offer(other, weight);
      }
      const best = selector.take();
      return {
        indices: Int32Array.from(best, ({ item: other }) => other),
        scores: Float64Array.from(best, ({ score }) => score),
      };
    },
    save: () => writeSections(KIND, { itemCount }, { known, weights }),
  });
}
