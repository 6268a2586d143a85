/**
 * @file What an evaluation leaves: one JSON document, whose `systems` part is a fixed shape for scripts.
 *
 * Everything a reader needs to judge the numbers is in it: the protocol with its options, the seed,
 * a fingerprint of queries and grades, what was skipped and why, the best that was possible, and the
 * values of every query, from which all means, intervals and comparisons can be computed again.
 */
import { createHash } from "node:crypto";
import { z } from "zod";

const intervalSchema = z
  .strictObject({
    value: z.number(),
    /** Limits of the percentile bootstrap over queries, at `confidence`. */
    low: z.number(),
    high: z.number(),
  })
  .readonly();
/** A mean over queries with its interval. */
export type IntervalValue = z.infer<typeof intervalSchema>;

const metricsSchema = z.record(z.string(), intervalSchema);

const latencySchema = z
  .strictObject({
    p50Ms: z.number().nonnegative(),
    p95Ms: z.number().nonnegative(),
    /** How many answers were timed. */
    answers: z.int().nonnegative(),
    /** How many products each timed answer was asked for. */
    k: z.int().positive(),
  })
  .readonly();

const systemSchema = z
  .strictObject({
    /** `random`, `tfidf`, `bm25`, `static`, `hybrid`, or the last path segment of a model's name. */
    name: z.string(),
    /** `precision@5`, `ndcg@10`, `mrr`, … → mean over queries with its interval. */
    metrics: metricsSchema,
    /** What the rankings are like as a whole: `coverage@10`, `gini@10`, `diversity@10`, … Nothing is averaged over queries here that has an interval. */
    catalogue: z.record(z.string(), z.number()),
    latency: latencySchema.nullable(),
    memoryBytes: z.number().nonnegative().nullable(),
    /** How long learning took, and ranking for all users; of models that were learned for the evaluation. */
    training: z
      .strictObject({ fitMs: z.number().nonnegative(), rankMs: z.number().nonnegative() })
      .readonly()
      .optional(),
  })
  .readonly();
/** One row of the table of systems. */
export type SystemResult = z.infer<typeof systemSchema>;

const comparisonSchema = z
  .strictObject({
    metric: z.string(),
    system: z.string(),
    baseline: z.string(),
    /** `system` minus `baseline`, paired by query; the interval is of the paired bootstrap. */
    difference: intervalSchema,
    /** Two-sided paired randomisation test. */
    pValue: z.number().min(0).max(1),
    /** Corrected by Holm over all comparisons of this metric. */
    holmPValue: z.number().min(0).max(1),
    /** Whether `holmPValue` is below 1 − confidence. */
    significant: z.boolean(),
    /** Queries on which `system` is better, worse, equal. */
    wins: z.int().nonnegative(),
    losses: z.int().nonnegative(),
    ties: z.int().nonnegative(),
  })
  .readonly();
/** One system against another on one metric. */
export type Comparison = z.infer<typeof comparisonSchema>;

const foundSchema = z
  .strictObject({
    id: z.string(),
    /** Null where the product is not judged for this query. */
    grade: z.number().nullable(),
  })
  .readonly();
/** A product in the top of a ranking. */
export type FoundProduct = z.infer<typeof foundSchema>;

const querySchema = z
  .strictObject({
    query: z.string(),
    /** The group it is of, where queries were grouped. */
    group: z.string().optional(),
    /** The product whose title the query was made from, where it was. */
    productId: z.string().optional(),
    /** How many products have a positive grade. */
    relevant: z.int().positive(),
    /** System → values in the order of `metrics`. */
    values: z.record(z.string(), z.array(z.number()).readonly()),
    /** System → its first products. */
    top: z.record(z.string(), z.array(foundSchema).readonly()),
  })
  .readonly();
/** One query with what every system made of it. */
export type QueryResult = z.infer<typeof querySchema>;

const groupSchema = z
  .strictObject({
    name: z.string(),
    queries: z.int().positive(),
    /** System → mean of the primary metric over the queries of the group. */
    systems: z.record(z.string(), intervalSchema),
    /** The report's challenger against each baseline on the primary metric; Holm's correction is over the groups. */
    comparisons: z.array(comparisonSchema).readonly(),
  })
  .readonly();
/** The systems on the queries of one group. */
export type GroupResult = z.infer<typeof groupSchema>;

export const evaluationReportSchema = z
  .strictObject({
    kind: z.literal("vitrine-evaluation"),
    schemaVersion: z.literal(1),
    /** What was measured, in words and with every option that shapes the numbers. */
    protocol: z
      .strictObject({
        name: z.string(),
        description: z.string(),
        options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      })
      .readonly(),
    seed: z.number(),
    /** Bootstrap resamples and random assignments of each test. */
    resamples: z.int().positive(),
    confidence: z.number(),
    /** sha256 over queries, grades and candidates: two reports with the same one measured the same data. */
    dataFingerprint: z.string(),
    /** Queries that were scored. */
    queries: z.int().positive(),
    /** Reason → how many queries were left out for it. */
    skipped: z.record(z.string(), z.int().nonnegative()),
    /** Remarks on the data that the reader should know, such as judged ids that the catalogue lacks. */
    notes: z.array(z.string()).readonly(),
    /** Names of the metrics, in the order of the values of `perQuery`. */
    metrics: z.array(z.string()).readonly(),
    /** The metric that wins, losses and plots are about. */
    primaryMetric: z.string(),
    systems: z.array(systemSchema).readonly(),
    comparisons: z.array(comparisonSchema).readonly(),
    /** What the challenger is set against, where it was named; the first is that of the plots. */
    baselines: z.array(z.string()).readonly().optional(),
    /** The same queries in groups, where they were grouped, in the order of their first query. */
    groups: z
      .strictObject({
        /** The key of the judgements that names a query's group. */
        by: z.string(),
        results: z.array(groupSchema).readonly(),
      })
      .readonly()
      .optional(),
    /** Mean of each metric for the best ranking that the data allows. */
    ceiling: z.record(z.string(), z.number()),
    perQuery: z.array(querySchema).readonly(),
    /** Titles of the products that `perQuery` names, where they are known. */
    titles: z.record(z.string(), z.string()),
  })
  .readonly();

/** The whole result of an evaluation. */
export type EvaluationReport = z.infer<typeof evaluationReportSchema>;

/** sha256 of a JSON value, as lower-case hex: the fingerprint of what was measured. */
export function fingerprintOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
