/** @file Metrics of rankings, intervals and significance tests: pure functions. */
export { evaluateRanking, hasRelevant, metricNames } from "./ranking-metrics.js";
export type { MetricName, MetricValues } from "./ranking-metrics.js";
export { catalogueCoverage, giniIndex, intraListDiversity, novelty } from "./beyond-accuracy.js";
export type { Popularity, Rankings } from "./beyond-accuracy.js";
export { bootstrapMean } from "./bootstrap.js";
export type { BootstrapOptions, Interval } from "./bootstrap.js";
export { holmCorrection, pairedBootstrap, pairedRandomisationTest } from "./significance.js";
export type { PairedDifference, RandomisationOptions, RandomisationTest } from "./significance.js";
