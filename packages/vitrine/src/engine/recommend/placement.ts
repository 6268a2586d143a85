/**
 * @file A placement: a named spot in the shop, with the sources that propose its products, how they
 * are brought together, the rules that hold there, and what steps in when they propose too few.
 */
import { z } from "zod";

/** Where recommendations come from. */
export const sourceNames = [
  "for-you",
  "because-you-viewed",
  "also-viewed",
  "bought-together",
  "similar",
  "like-history",
  "new-for-you",
  "recently-viewed",
  "trending",
  "popular",
] as const;
const sourceNameSchema = z.enum(sourceNames);
export type SourceName = z.infer<typeof sourceNameSchema>;

const weightedSourceSchema = z.union([
  sourceNameSchema.transform((source) => ({ source, weight: 1 })),
  z.strictObject({
    source: sourceNameSchema,
    weight: z.number().positive().max(1000).default(1).describe("What its ranks count."),
  }),
]);

const rulesSchema = z.strictObject({
  filters: z.array(z.string()).default([]).describe("Each `FIELD OP VALUE`; all must hold."),
  pin: z.array(z.string()).default([]).describe("Ids that come first, in this order."),
  bury: z.array(z.string()).default([]).describe("Ids that come last."),
  maxPerBrand: z.int().positive().optional().describe("How many products of one brand may show."),
  excludeBought: z
    .boolean()
    .default(false)
    .describe("Whether what the shopper has bought stays out."),
  excludeViewed: z
    .boolean()
    .default(false)
    .describe("Whether what the shopper has looked at stays out."),
  excludeUnavailable: z
    .boolean()
    .default(true)
    .describe("Whether what is out of stock or discontinued stays out."),
  diversity: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe("How much the products should differ from each other."),
});
export type PlacementRules = z.output<typeof rulesSchema>;

export const placementSchema = z.strictObject({
  sources: z.array(weightedSourceSchema).min(1).describe("What proposes, with weights."),
  fusion: z
    .enum(["reciprocal-rank", "round-robin", "in-order"])
    .default("reciprocal-rank")
    .describe(
      "`reciprocal-rank` adds weight / (60 + rank); `round-robin` takes one of each in turn; `in-order` takes all of the first, then of the next.",
    ),
  rules: rulesSchema.prefault({}),
  fallback: z
    .array(sourceNameSchema)
    .default(["trending", "popular"])
    .describe("What fills the list, in this order, when the sources propose too few."),
});

/** A placement with every default filled in. */
export type Placement = z.output<typeof placementSchema>;
type PlacementInput = z.input<typeof placementSchema>;

/** What every shop has; one of the same name in the configuration takes its place. */
const STANDARD: Readonly<Record<string, PlacementInput>> = {
  "for-you": {
    sources: [{ source: "for-you", weight: 2 }, "like-history"],
    rules: { excludeBought: true, excludeViewed: true, diversity: 0.2 },
  },
  "because-you-viewed": {
    sources: [{ source: "because-you-viewed", weight: 2 }, "similar"],
    rules: { excludeViewed: true },
  },
  "also-viewed": { sources: ["also-viewed"], fallback: ["similar"] },
  "bought-together": { sources: ["bought-together"], fallback: ["also-viewed", "similar"] },
  "complete-the-cart": {
    sources: [{ source: "bought-together", weight: 2 }, "also-viewed"],
    rules: { maxPerBrand: 4 },
    fallback: ["for-you", "popular"],
  },
  "new-for-you": {
    sources: ["new-for-you"],
    rules: { excludeBought: true, excludeViewed: true },
    fallback: ["like-history", "trending", "popular"],
  },
  similar: { sources: ["similar"], fallback: ["also-viewed"] },
  "recently-viewed": { sources: ["recently-viewed"], fallback: [] },
  trending: { sources: ["trending"], fallback: ["popular"] },
  popular: { sources: ["popular"], fallback: [] },
};

/** By name; the shop's own and the standard ones. */
export const placementsSchema = z
  .record(z.string().min(1).max(100), placementSchema)
  .default({})
  .transform((own) => ({
    ...Object.fromEntries(
      Object.entries(STANDARD).map(([name, placement]) => [name, placementSchema.parse(placement)]),
    ),
    ...own,
  }));
