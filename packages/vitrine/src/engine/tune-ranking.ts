/**
 * @file Finds the weights of the ranking from judged queries by nested cross-validation.
 *
 * Outer folds give the gain: every query is scored once, by a setting in whose choice it had no
 * say. Inside each outer fold inner folds decide how much may be chosen at all (nothing, the
 * balance of words and meaning, the steps of the ranking, the weights of single sources), then
 * the best setting of that family on the fold's queries is taken. What is published is chosen in
 * the same way from all queries.
 *
 * O(queries × settings) rankings from remembered scores (rehearse-query.ts).
 *
 * @see Varma and Simon, "Bias in error estimation when using cross-validation for model
 *   selection", 2006.
 */
import { VitrineError } from "../errors.js";
import { crossValidate, foldsOf } from "../evaluation/cross-validation.js";
import { fingerprintOf } from "../evaluation/evaluation-report.js";
import type { JudgedQuery } from "../evaluation/judgements.js";
import { hasRelevant } from "../metrics/ranking-metrics.js";
import type { EngineContext, StageProgress } from "./engine-context.js";
import { loadJudgements } from "./judgements-file.js";
import { FEWEST_QUERIES, scoreSettings } from "./learn-ranking.js";
import { publishRanking } from "./ranking-artifact.js";
import { settingFamilies } from "./ranking-settings.js";
import type { SettingFamily } from "./ranking-settings.js";
import type { RankingOptions } from "./ranking/ranking-options.js";
import type { SearchIndex } from "./search-index.js";

export interface TuneOptions {
  /** A file of judged queries, JSON Lines. */
  readonly judgements: string;
  /** Of the folds, the draws and the interval; default 1. */
  readonly seed?: number;
  /** Whether the found setting is published even where no gain is shown; default false. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: StageProgress;
}

/** What tuning found. */
export interface TuningResult {
  readonly queries: number;
  /** How many settings were tried. */
  readonly settings: number;
  /** Mean ndcg@10 of the present ranking, and of held-out queries under what was tuned without them. */
  readonly before: number;
  readonly after: number;
  /** Held-out gain in ndcg@10 with its 95 % interval, paired by query. */
  readonly gain: { readonly value: number; readonly low: number; readonly high: number };
  /** What one would have deceived oneself by on the queries that were learned from. */
  readonly optimism: number;
  /** How much was chosen, by the folds and at last. */
  readonly freedom: { readonly folds: readonly string[]; readonly chosen: string };
  readonly ranking: RankingOptions;
  /** The published version; absent where nothing was. */
  readonly version?: string;
  /** Why it was published or not, as a sentence. */
  readonly reason: string;
}

const OUTER_FOLDS = 5;
const INNER_FOLDS = 4;

/**
 * Tunes the ranking of an index and publishes it where that is shown to be better.
 *
 * @throws {VitrineError} `NOTHING_TO_MEASURE` with fewer than 20 usable queries; what reading judgements throws; `CANCELLED`.
 */
export async function tuneRanking(
  context: EngineContext,
  index: SearchIndex,
  options: TuneOptions,
): Promise<TuningResult> {
  const { judgements, seed = 1, force = false } = options;
  const { queries } = await loadJudgements(judgements, (id) => index.columns.ordinalOf(id) >= 0);
  const { learned, usable, isConfigured } = await learnNested(index, queries, options);
  const { gain, ranking } = learned;
  const isBetter = !isConfigured && gain.low > 0;
  const publishes = isBetter || (force && !isConfigured);
  const version = publishes
    ? await publishRanking(context, {
        ranking,
        gain,
        judgements: {
          queries: usable.length,
          fingerprint: fingerprintOf(usable.map(({ query, grades }) => [query, [...grades]])),
        },
        seed,
      })
    : undefined;
  return {
    ...learned,
    ...(version === undefined ? {} : { version }),
    reason: isConfigured
      ? "The present setting is the best that was tried."
      : isBetter
        ? "The tuned setting is better on queries that it was not tuned on."
        : publishes
          ? "Published because that was asked for; no gain is shown on queries that it was not tuned on."
          : "Not published: no gain is shown on queries that it was not tuned on. --force publishes it all the same.",
  };
}

/** What was learned, from which queries. */
export interface LearnedNested {
  readonly learned: Omit<TuningResult, "version" | "reason">;
  readonly usable: readonly JudgedQuery[];
  /** Whether the present setting is the best. */
  readonly isConfigured: boolean;
}

/** Learns without publishing anything. */
export async function learnNested(
  index: SearchIndex,
  judged: readonly JudgedQuery[],
  { seed = 1, signal, onProgress }: Pick<TuneOptions, "seed" | "signal" | "onProgress">,
): Promise<LearnedNested> {
  const usable = judged.filter(({ grades }) => hasRelevant(grades));
  if (usable.length < FEWEST_QUERIES) {
    throw new VitrineError(
      "NOTHING_TO_MEASURE",
      `Tuning must have at least ${FEWEST_QUERIES} judged queries with a relevant product of the catalogue; got ${usable.length}. Judge more queries.`,
      {
        protocol: "search",
        skipped: { "without a relevant product": judged.length - usable.length },
      },
    );
  }
  const sources = index.ranker.sources.map(({ name }) => name);
  const families = settingFamilies(index.ranking, sources, seed);
  const settings = families.at(-1)!.settings;
  const values = await scoreSettings(index, usable, settings, {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const positions = usable.map((_, position) => position);
  const held = await crossValidate(positions, {
    k: OUTER_FOLDS,
    seed,
    fit: (train) => chooseNested(values, families, train, seed),
    score: ({ setting }, position) => values[setting]![position]!,
    scoreBaseline: (position) => values[0]![position]!,
    ...(signal === undefined ? {} : { signal }),
  });
  const { setting, family } = chooseNested(values, families, positions, seed);
  const { value, low, high } = held.gain.difference;
  return {
    usable,
    learned: {
      queries: usable.length,
      settings: settings.length,
      before: meanOf(held.baselineValues),
      after: meanOf(held.values),
      gain: { value, low, high },
      optimism: held.optimism,
      freedom: { folds: held.fitted.map((one) => one.family), chosen: family },
      ranking: settings[setting]!,
    },
    isConfigured: setting === 0,
  };
}

interface Choice {
  /** Its place among all settings. */
  readonly setting: number;
  readonly family: string;
}

/**
 * Chooses a family by inner folds and the best setting of it on all of `positions`.
 *
 * @param values - Shape [settings][queries].
 * @param families - The settings of each are the first so many of all.
 */
export function chooseNested(
  values: readonly Float64Array[],
  families: readonly SettingFamily[],
  positions: readonly number[],
  seed: number,
): Choice {
  const folds = foldsOf(positions, Math.min(INNER_FOLDS, positions.length), seed);
  let family = families[0]!;
  let best = -Infinity;
  for (const candidate of families) {
    const count = candidate.settings.length;
    const held = folds.flatMap(({ train, test }) => {
      const setting = bestOn(values, count, train);
      return test.map((position) => values[setting]![position]!);
    });
    // Of equal families the smaller one.
    if (meanOf(held) > best) [family, best] = [candidate, meanOf(held)];
  }
  return { setting: bestOn(values, family.settings.length, positions), family: family.name };
}

/** The first of the best among the first `count` settings. */
function bestOn(
  values: readonly Float64Array[],
  count: number,
  positions: readonly number[],
): number {
  let best = 0;
  let bestSum = -Infinity;
  for (let setting = 0; setting < count; setting++) {
    let sum = 0;
    for (const position of positions) sum += values[setting]![position]!;
    if (sum > bestSum) [best, bestSum] = [setting, sum];
  }
  return best;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
