/**
 * @file How the sources are brought together: every number of the hybrid ranking, in one declaration.
 *
 * The defaults are round numbers on a plateau that was found on grocery titles, product
 * reviews and one half of the queries of two shops (docs/results); the measured sets move by
 * less than their interval when any of them is halved or doubled.
 */
import { z } from "zod";

export const rankingOptionsSchema = z.strictObject({
  lexicalWeight: z
    .number()
    .min(0)
    .max(1)
    .default(0.35)
    .describe(
      "Share of the sources that compare words; the rest goes to those that compare meaning.",
    ),
  candidatesPerSource: z
    .int()
    .min(10)
    .max(10_000)
    .default(100)
    .describe("How many products each source proposes; more is slower and hardly better."),
  voteWeight: z
    .number()
    .min(0)
    .max(10)
    .default(3)
    .describe(
      "Weight of the categories that the nearest products vote for, in standard deviations; 0 for no vote.",
    ),
  voteNeighbours: z.int().min(1).max(1000).default(50).describe("How many nearest products vote."),
  voteTemperature: z
    .number()
    .positive()
    .max(100)
    .default(0.75)
    .describe(
      "How fast a voter's weight falls with its distance from the best, in standard deviations.",
    ),
  voteLevels: z
    .array(z.number().min(0))
    .min(1)
    .default([1, 0.5, 0.25])
    .describe("Weights of the vote for the same leaf, the same parent, the same grandparent."),
  feedbackWeight: z
    .number()
    .min(0)
    .max(10)
    .default(1)
    .describe("How far the query is moved towards its own best results; 0 for no feedback."),
  feedbackResults: z
    .int()
    .min(1)
    .max(100)
    .default(10)
    .describe("How many best results it is moved towards."),
  feedbackTemperature: z
    .number()
    .positive()
    .max(100)
    .default(1)
    .describe(
      "How fast a result's pull falls with its distance from the best, in standard deviations.",
    ),
  preferenceWeight: z
    .number()
    .min(0)
    .max(10)
    .default(2)
    .describe(
      "Weight of what a query is read to prefer (a colour, a brand, cheap), in standard deviations; 0 for none.",
    ),
  fusion: z
    .enum(["z-score", "reciprocal-rank"])
    .default("z-score")
    .describe("How scores of different scales are added."),
  sourceWeights: z
    .record(z.string(), z.number().min(0))
    .default({})
    .describe("Weight of a source within its group, by name; 1 when not named, 0 to leave it out."),
});

/** Options of the hybrid ranking with every default filled in. */
export type RankingOptions = z.output<typeof rankingOptionsSchema>;
export type RankingOptionsInput = z.input<typeof rankingOptionsSchema>;
