/**
 * @file Systems × queries → a report: the part that all protocols share.
 *
 * Every system answers every query twice: once as a shopper would ask, for a page of products, which
 * is timed; once to the full depth, which is scored. For each query the systems take turns in going
 * first, so that a slow moment of the machine or a warm cache favours none of them.
 *
 * O(systems × queries) rankings. Deterministic but for the latencies.
 */
import { VitrineError, checkNotCancelled } from "../errors.js";
import { quantile } from "../metrics/bootstrap.js";
import { evaluateRanking, hasRelevant, metricNames } from "../metrics/ranking-metrics.js";
import type { MetricName } from "../metrics/ranking-metrics.js";
import { catalogueValues } from "./catalogue-values.js";
import type { CatalogueFacts } from "./catalogue-values.js";
import { compareGroups } from "./compare-groups.js";
import { compareSystems } from "./compare-systems.js";
import { fingerprintOf } from "./evaluation-report.js";
import type { EvaluationReport, FoundProduct } from "./evaluation-report.js";
import type { SearchSystem } from "./search-system.js";

/** A query with everything that is needed to ask and to score it. */
export interface EvaluationQuery {
  readonly query: string;
  /** The product the query was made from, where it was. */
  readonly productId?: string;
  /** Which group of queries it is of, where they are grouped. */
  readonly group?: string;
  /** Product id → grade, only of products that may be returned. */
  readonly grades: ReadonlyMap<string, number>;
  readonly exclude?: ReadonlySet<string>;
  readonly within?: ReadonlySet<string>;
}

/** How to measure; the same for every protocol. */
export interface MeasureOptions {
  /** Milliseconds of a clock that only goes forward, such as `performance.now`. Without one there are no latencies. */
  readonly clock?: () => number;
  /** How many of the first places count; default [5, 10]. */
  readonly ks?: readonly number[];
  /** How far down `mrr` and `map` look; default 1000, as trec_eval. */
  readonly depth?: number;
  /** The metric of wins, losses and plots; default `ndcg@k` of the largest k. */
  readonly primaryMetric?: MetricName;
  /** Compare only this system with the others: fewer comparisons, so less to correct for. Default: all pairs. */
  readonly subject?: string;
  /** Names of systems that plots and groups set `hybrid`, else the best of the others, against; default the best of the rest. */
  readonly baselines?: readonly string[];
  /** Default 1. */
  readonly seed?: number;
  /** Default 10,000. */
  readonly resamples?: number;
  /** Adds coverage, Gini, novelty and diversity to the systems. */
  readonly catalogue?: CatalogueFacts;
  /** Titles for the lists of wins and losses. */
  readonly titleOf?: (id: string) => string | undefined;
  readonly signal?: AbortSignal;
  /** Called with the number of queries done so far. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a protocol adds to the report by itself. */
export interface MeasuredProtocol {
  readonly protocol: EvaluationReport["protocol"];
  readonly queries: readonly EvaluationQuery[];
  /** Reason → queries that the protocol left out already. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly notes?: readonly string[];
  /** Whether a product without a grade is known to be irrelevant, and not merely unjudged. Default false. */
  readonly gradesAreComplete?: boolean;
  /** What the groups of the queries are called, where they have some. */
  readonly groupBy?: string;
}

const CONFIDENCE = 0.95;
/** How many products of each ranking a report shows. */
const SHOWN_PRODUCTS = 5;
/** The reason under which queries are counted that no ranking could satisfy. */
export const NO_POSITIVE_GRADE = "without a positive grade";

interface Answers {
  /** Rankings in the order of the queries, to the full depth. */
  readonly rankings: (readonly string[])[];
  readonly milliseconds: number[];
}

/**
 * Measures systems on queries.
 *
 * @param systems - At least one, with distinct names.
 * @throws {VitrineError} `PARAM_INVALID` for no or repeated systems, an unknown `subject` or baseline or a wrong `ks`;
 * `NOTHING_TO_MEASURE` when no query has a positive grade; `CANCELLED`.
 */
export async function measureSystems(
  systems: readonly SearchSystem[],
  measured: MeasuredProtocol,
  options: MeasureOptions,
): Promise<EvaluationReport> {
  const { ks = [5, 10], depth = 1000, seed = 1, resamples = 10_000, baselines } = options;
  checkSystems(systems, options.subject);
  for (const baseline of baselines ?? []) checkNamed(systems, "baseline", baseline);
  const metrics = metricNames(ks);
  const primaryMetric = options.primaryMetric ?? `ndcg@${Math.max(...ks)}`;
  checkPrimaryMetric(primaryMetric, metrics);
  const pageSize = Math.max(...ks);

  const queries = measured.queries.filter(({ grades }) => hasRelevant(grades));
  const skipped = { ...measured.skipped };
  const withoutGrade = measured.queries.length - queries.length;
  if (withoutGrade > 0) {
    skipped[NO_POSITIVE_GRADE] = (skipped[NO_POSITIVE_GRADE] ?? 0) + withoutGrade;
  }
  if (queries.length === 0) throw nothingToMeasure(measured.protocol.name, skipped);

  const answers = await askAll(systems, queries, Math.max(depth, pageSize), pageSize, options);
  const scores = answers.map(({ rankings }) =>
    rankings.map((ranked, at) => evaluateRanking(ranked, queries[at]!.grades, ks)),
  );
  const values = scores.map((ofSystem) =>
    ofSystem.map((ofQuery) => metrics.map((metric) => ofQuery[metric]!)),
  ); // [systems][queries][metrics]
  const compared = compareSystems(
    systems.map(({ name }, index) => ({ name, values: values[index] ?? [] })),
    metrics,
    {
      seed,
      resamples,
      confidence: CONFIDENCE,
      ...(options.subject === undefined ? {} : { subject: options.subject }),
    },
  );

  const perQuery = queries.map((query, at) => ({
    query: query.query,
    ...(query.group === undefined ? {} : { group: query.group }),
    ...(query.productId === undefined ? {} : { productId: query.productId }),
    relevant: [...query.grades.values()].filter((grade) => grade >= 1).length,
    values: byName(systems, (index) => values[index]?.[at] ?? []),
    top: byName(systems, (index) =>
      topOf(answers[index]?.rankings[at] ?? [], query.grades, measured.gradesAreComplete),
    ),
  }));
  const report: EvaluationReport = {
    kind: "vitrine-evaluation",
    schemaVersion: 1,
    protocol: {
      ...measured.protocol,
      options: { ...measured.protocol.options, depth, ks: ks.join(",") },
    },
    seed,
    resamples,
    confidence: CONFIDENCE,
    dataFingerprint: fingerprintOf(queries.map(canonicalQuery)),
    queries: queries.length,
    skipped,
    notes: measured.notes ?? [],
    metrics,
    primaryMetric,
    systems: systems.map(({ name, memoryBytes }, index) => ({
      name,
      metrics: compared.intervals[index] ?? {},
      catalogue:
        options.catalogue === undefined
          ? {}
          : catalogueValues(answers[index]?.rankings ?? [], ks, options.catalogue),
      latency: latencyOf(answers[index]?.milliseconds ?? [], pageSize),
      memoryBytes: memoryBytes ?? null,
    })),
    comparisons: compared.comparisons,
    ...(baselines === undefined ? {} : { baselines }),
    ceiling: ceilingOf(queries, ks),
    perQuery,
    titles: titlesOf(perQuery, options.titleOf),
  };
  return measured.groupBy === undefined
    ? report
    : { ...report, groups: { by: measured.groupBy, results: compareGroups(report) } };
}

/** The error for an evaluation that has no query left. */
export function nothingToMeasure(
  protocol: string,
  skipped: Readonly<Record<string, number>>,
): VitrineError<"NOTHING_TO_MEASURE"> {
  const reasons = Object.entries(skipped).map(([reason, count]) => `${count} ${reason}`);
  const got = reasons.length === 0 ? "none at all" : reasons.join(", ");
  return new VitrineError(
    "NOTHING_TO_MEASURE",
    `An evaluation (${protocol}) must have at least one query with a relevant product; got ${got}. Check that the ids and labels are those of the imported catalogue.`,
    { protocol, skipped },
  );
}

async function askAll(
  systems: readonly SearchSystem[],
  queries: readonly EvaluationQuery[],
  depth: number,
  pageSize: number,
  { clock, signal, onProgress }: MeasureOptions,
): Promise<readonly Answers[]> {
  const answers = systems.map((): Answers => ({ rankings: [], milliseconds: [] }));
  const [first] = queries;
  // One answer of each system is thrown away: it pays for loading and compiling.
  if (first !== undefined) for (const system of systems) await ask(system, first, pageSize);

  for (const [at, query] of queries.entries()) {
    checkNotCancelled(signal, "The evaluation");
    for (let turn = 0; turn < systems.length; turn++) {
      const index = (at + turn) % systems.length;
      const system = systems[index]!;
      if (clock !== undefined) {
        const start = clock();
        await ask(system, query, pageSize);
        answers[index]!.milliseconds.push(clock() - start);
      }
      const ranked = await ask(system, query, depth);
      checkRanking(system.name, ranked, query, depth);
      answers[index]!.rankings.push(ranked);
    }
    onProgress?.(at + 1, queries.length);
  }
  return answers;
}

function ask(
  system: SearchSystem,
  { query, exclude, within }: EvaluationQuery,
  k: number,
): Promise<readonly string[]> {
  return system.rank(query, {
    k,
    ...(exclude === undefined ? {} : { exclude }),
    ...(within === undefined ? {} : { within }),
  });
}

/** A system that breaks its contract would be scored for it, so it is a fault of the program. */
function checkRanking(
  name: string,
  ranked: readonly string[],
  { query, exclude, within }: EvaluationQuery,
  depth: number,
): void {
  const foul = ranked.find((id) => exclude?.has(id) === true || within?.has(id) === false);
  if (foul === undefined && ranked.length <= depth) return;
  const what =
    foul === undefined
      ? `${ranked.length} products instead of ${depth}`
      : `"${foul}", which it may not`;
  throw new Error(`internal: the system "${name}" returned ${what}, for the query "${query}"`);
}

function latencyOf(
  milliseconds: readonly number[],
  k: number,
): EvaluationReport["systems"][number]["latency"] {
  if (milliseconds.length === 0) return null;
  const sorted = Float64Array.from(milliseconds).sort();
  return { p50Ms: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95), answers: sorted.length, k };
}

/** What the ranking by grade would get: no system can have more. */
function ceilingOf(
  queries: readonly EvaluationQuery[],
  ks: readonly number[],
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { grades } of queries) {
    const ideal = [...grades].sort(([, a], [, b]) => b - a).map(([id]) => id);
    for (const [metric, value] of Object.entries(evaluateRanking(ideal, grades, ks))) {
      sums[metric] = (sums[metric] ?? 0) + value / queries.length;
    }
  }
  return sums;
}

function topOf(
  ranked: readonly string[],
  grades: ReadonlyMap<string, number>,
  gradesAreComplete = false,
): FoundProduct[] {
  const otherwise = gradesAreComplete ? 0 : null;
  return ranked.slice(0, SHOWN_PRODUCTS).map((id) => ({ id, grade: grades.get(id) ?? otherwise }));
}

function titlesOf(
  perQuery: EvaluationReport["perQuery"],
  titleOf: MeasureOptions["titleOf"],
): Record<string, string> {
  if (titleOf === undefined) return {};
  const ids = new Set(
    perQuery.flatMap(({ top }) => Object.values(top).flatMap((found) => found.map(({ id }) => id))),
  );
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const title = titleOf(id);
      return title === undefined ? [] : [[id, title]];
    }),
  );
}

/** Sorted, so that the order of a file's keys does not change the fingerprint. */
function canonicalQuery({ query, grades, exclude, within }: EvaluationQuery): unknown {
  const sorted = (ids: ReadonlySet<string> | undefined): readonly string[] | null =>
    ids === undefined ? null : [...ids].sort();
  return [query, [...grades].sort(([a], [b]) => (a < b ? -1 : 1)), sorted(exclude), sorted(within)];
}

function byName<T>(
  systems: readonly SearchSystem[],
  valueOf: (index: number) => T,
): Record<string, T> {
  return Object.fromEntries(systems.map(({ name }, index) => [name, valueOf(index)]));
}

function checkSystems(systems: readonly SearchSystem[], subject: string | undefined): void {
  const names = systems.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (names.length === 0 || repeated !== undefined) {
    throw new VitrineError(
      "PARAM_INVALID",
      `An evaluation needs at least one system, each named once; got ${names.length === 0 ? "none" : `"${repeated ?? ""}" twice`}. Name the systems to measure.`,
      { param: "systems", got: names },
    );
  }
  if (subject !== undefined) checkNamed(systems, "subject", subject);
}

function checkNamed(
  systems: readonly SearchSystem[],
  param: "subject" | "baseline",
  got: string,
): void {
  const names = systems.map(({ name }) => name);
  if (names.includes(got)) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `The ${param} must be one of the measured systems, ${names.join(", ")}; got "${got}". Name one of these or leave it out.`,
    { param, got },
  );
}

function checkPrimaryMetric(primaryMetric: string, metrics: readonly string[]): void {
  if (metrics.includes(primaryMetric)) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `The primary metric must be one of ${metrics.join(", ")}; got "${primaryMetric}". Choose one of these or change ks.`,
    { param: "primaryMetric", got: primaryMetric },
  );
}
