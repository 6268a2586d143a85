/**
 * @file What everybody likes: the number of interactions of each item, recent ones counting more
 * where a half-life is given.
 *
 * score(j) = Σ over interactions of weight × ½^(age / half-life), the age being the time to the
 * newest interaction of all, so that no clock is asked. O(interactions).
 */
import { z } from "zod";
import { VitrineError } from "../errors.js";
import { createItemScores, loadItemScores } from "./item-scores.js";
import type { Interactions } from "./interactions.js";
import type { Trainer } from "./model.js";

/** Options of popularity. */
export const popularityOptionsSchema = z
  .strictObject({
    weighted: z
      .boolean()
      .default(true)
      .describe("Whether interactions count with their weights; else each user counts once."),
    halfLifeDays: z
      .number()
      .positive()
      .max(36_500)
      .nullable()
      .default(null)
      .describe("Days after which an interaction counts half; null for no decay. Needs times."),
  })
  .readonly();
/** Options of popularity. */
export type PopularityOptions = z.infer<typeof popularityOptionsSchema>;

const KIND = "popularity";
export const DAY_MS = 86_400_000;

/** Learns what everybody likes. */
export const popularityTrainer: Trainer<PopularityOptions> = {
  kind: KIND,
  description: "what most shoppers had",
  options: popularityOptionsSchema,
  needsTimes: false,
  fit(interactions, { weighted, halfLifeDays }) {
    const { itemCount, items, weights } = interactions;
    const sums = new Float64Array(itemCount);
    const ageDays = halfLifeDays === null ? undefined : agesOf(interactions, "a half-life");
    items.forEach((item, entry) => {
      const weight = weighted ? (weights?.[entry] ?? 1) : 1;
      sums[item]! +=
        weight * (ageDays === undefined ? 1 : 0.5 ** (ageDays[entry]! / halfLifeDays!));
    });
    return createItemScores(KIND, sums);
  },
  load: (bytes) => loadItemScores(KIND, bytes),
};

/**
 * Days from each interaction to the newest of all.
 *
 * @throws {VitrineError} `PARAM_INVALID` when there are no times.
 */
export function agesOf({ times }: Interactions, whatFor: string): Float64Array {
  if (times === undefined) {
    throw new VitrineError(
      "PARAM_INVALID",
      `Interactions must have times for ${whatFor}; got none. Add the times, or choose a model that needs none.`,
      { param: "times", got: undefined },
    );
  }
  let newest = -Infinity;
  for (const time of times) newest = Math.max(newest, time);
  return times.map((time) => (newest - time) / DAY_MS);
}
