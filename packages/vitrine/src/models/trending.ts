/**
 * @file What is on the rise: items with more interactions of late than they usually have.
 *
 * Let cⱼ be the weight of item j in the window before the newest interaction and eⱼ what is expected
 * of it there: its weight in the time before, at the pace that all items together have in the
 * window. With a prior p, which one event alone can not overcome,
 *
 *   score(j) = cⱼ·log₂((cⱼ + p) / (eⱼ + p)) where cⱼ > eⱼ:
 *
 * the surprise of the rise (a Poisson deviance without its linear part), so that a large rise of many
 * outranks a larger one of few. Items that do not rise are not recommended. O(interactions).
 */
import { z } from "zod";
import { createItemScores, loadItemScores } from "./item-scores.js";
import type { Trainer } from "./model.js";
import { agesOf } from "./popularity.js";

/** Options of trending. */
export const trendingOptionsSchema = z
  .strictObject({
    windowDays: z
      .number()
      .positive()
      .max(3650)
      .default(7)
      .describe("Days before the newest interaction that are of late."),
    prior: z
      .number()
      .positive()
      .max(1e6)
      .default(5)
      .describe(
        "Interactions added to what was and to what was expected; more asks for more evidence.",
      ),
    minimumCount: z
      .number()
      .min(0)
      .max(1e6)
      .default(2)
      .describe("Interactions that an item must have had of late."),
  })
  .readonly();
/** Options of trending. */
export type TrendingOptions = z.infer<typeof trendingOptionsSchema>;

const KIND = "trending";

/** Learns what is on the rise. */
export const trendingTrainer: Trainer<TrendingOptions> = {
  kind: KIND,
  description: "what rises of late",
  options: trendingOptionsSchema,
  needsTimes: true,
  fit(interactions, { windowDays, prior, minimumCount }) {
    const { itemCount, items, weights } = interactions;
    const ageDays = agesOf(interactions, "what is on the rise");
    const recent = new Float64Array(itemCount);
    const earlier = new Float64Array(itemCount);
    let allRecent = 0;
    let allEarlier = 0;
    items.forEach((item, entry) => {
      const weight = weights?.[entry] ?? 1;
      if (ageDays[entry]! < windowDays) {
        recent[item]! += weight;
        allRecent += weight;
      } else {
        earlier[item]! += weight;
        allEarlier += weight;
      }
    });
    const pace = allEarlier > 0 ? allRecent / allEarlier : 0;
    const rises = recent.map((count, item) => {
      if (count < minimumCount) return 0;
      return count * Math.log2((count + prior) / (earlier[item]! * pace + prior));
    });
    return createItemScores(KIND, rises);
  },
  load: (bytes) => loadItemScores(KIND, bytes),
};
