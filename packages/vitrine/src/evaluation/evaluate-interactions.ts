/**
 * @file The protocol of recommenders: what a shopper did later, found among all items.
 *
 * Every model learns from the same interactions and ranks all items for every user, without those
 * that the user had in training; the items of the test are right, all others wrong. Beside the
 * models stand a random order and popularity. One model is in memory at a time.
 *
 * Of a user recall, NDCG, precision, hit and reciprocal rank of the first k are measured as RecBole
 * and LightGCN do; over all users how much of the catalogue is shown, how evenly, and how rare and
 * varied it is.
 */
import { VitrineError } from "../errors.js";
import { binaryMetricKinds, binaryMetrics } from "../metrics/binary-metrics.js";
import { historyOf } from "../models/interactions.js";
import type { Interactions, UserIndex } from "../models/interactions.js";
import { trainerOf, trainers } from "../models/models.js";
import { compareSystems } from "./compare-systems.js";
import type { EvaluationReport } from "./evaluation-report.js";
import { createInteractionFacts } from "./interaction-facts.js";
import { fingerprintOfSplit } from "./interaction-split.js";
import type { InteractionSplit } from "./interaction-split.js";
import { nothingToMeasure } from "./measure-systems.js";
import { measureModel, measureRandom } from "./measure-model.js";
import type { MeasuredModel } from "./measure-model.js";

/** How to measure models on interactions. */
export interface EvaluateInteractionsOptions {
  /** Kinds of models, and `random`; default the personal ones. Random and popularity are always measured. */
  readonly models?: readonly string[];
  /** Kind → its options; what is left out takes its default. */
  readonly modelOptions?: Readonly<Record<string, unknown>>;
  /** How many of the first places count; default 20. */
  readonly k?: number;
  /** Of the models, the random order and the resampling; default 1. */
  readonly seed?: number;
  /** Default 2,000. */
  readonly resamples?: number;
  /** The most users whose own values are in the report; with more users, none are. Default 1,000. */
  readonly maxListedUsers?: number;
  /** Milliseconds of a clock that only goes forward. Without one there are no times in the report. */
  readonly clock?: () => number;
  readonly signal?: AbortSignal;
  /** Called with the stage, such as `Training gf-cf`, and how much of it is done. */
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

const CONFIDENCE = 0.95;
/** How many items of each ranking a report shows. */
const SHOWN_ITEMS = 5;
const RANDOM = "random";
const BASELINES = [RANDOM, "popularity"];
/** Measured unless models are named. */
export const defaultModels = ["itemknn", "ease", "gf-cf"] as const;

/** The names that a model of an evaluation can have. */
export function evaluatedNames(): readonly string[] {
  return [RANDOM, ...trainers.map(({ kind }) => kind)];
}

/**
 * Measures models by what users did after what the models learned from.
 *
 * A model that can not learn from these interactions (too many items, no times) is left out, and
 * the notes say so.
 *
 * @throws {VitrineError} `PARAM_INVALID` for an unknown or repeated model or a wrong k; `NOTHING_TO_MEASURE` when no
 *   user has test items; `CANCELLED`.
 */
export async function evaluateInteractions(
  split: InteractionSplit,
  options: EvaluateInteractionsOptions = {},
): Promise<EvaluationReport> {
  const { k = 20, seed = 1, resamples = 2000, maxListedUsers = 1000, onProgress } = options;
  checkK(k);
  const names = namesOf(options.models ?? defaultModels);
  const { train, test } = split;
  const users = usersWithItems(test);
  const skipped = { "without test items": train.userCount - users.length };
  if (users.length === 0) throw nothingToMeasure("interactions", skipped);
  const relevant = users.map((user) => new Set(historyOf(test, user).items));
  const facts = createInteractionFacts(split, users, { k, seed });

  const notes = [...(split.notes ?? []), facts.note];
  const measured: { readonly name: string; readonly model: MeasuredModel }[] = [];
  for (const name of names) {
    const reason = reasonToLeaveOut(name, train);
    if (reason !== undefined) {
      notes.push(`${name} was left out: ${reason}.`);
      continue;
    }
    const given = { split, users, k, seed, ...optional(options, name) };
    const model = name === RANDOM ? measureRandom(given) : await measureModel(name, given);
    measured.push({ name, model });
  }

  onProgress?.("Comparing", 0, 0);
  const metrics = binaryMetricKinds.map((kind) => `${kind}@${k}`);
  const values = measured.map(({ model }) =>
    model.rankings.map((ranked, at) => binaryMetrics(ranked, relevant[at]!, k)),
  ); // [systems][users][metrics]
  const compared = compareSystems(
    measured.map(({ name }, index) => ({ name, values: values[index]! })),
    metrics,
    { seed, resamples, confidence: CONFIDENCE },
  );
  const isListed = users.length <= maxListedUsers;
  if (!isListed) {
    notes.push(
      `Single users are not listed, there being more than ${maxListedUsers}; all values are over all users.`,
    );
  }
  const top = (model: MeasuredModel, at: number): { id: string; grade: number }[] =>
    Array.from(model.rankings[at]!.subarray(0, SHOWN_ITEMS), (item) => ({
      id: split.itemIds[item]!,
      grade: relevant[at]!.has(item) ? 1 : 0,
    }));
  return {
    kind: "vitrine-evaluation",
    schemaVersion: 1,
    protocol: {
      name: "interactions",
      description:
        "Each user ranks all items but those of the training; the user's items of the test are right, all others wrong.",
      options: {
        k,
        users: train.userCount,
        items: train.itemCount,
        trainInteractions: train.items.length,
        testInteractions: test.items.length,
      },
    },
    seed,
    resamples,
    confidence: CONFIDENCE,
    dataFingerprint: fingerprintOfSplit(split),
    queries: users.length,
    skipped,
    notes,
    metrics,
    primaryMetric: `recall@${k}`,
    systems: measured.map(({ name, model }, index) => ({
      name,
      metrics: compared.intervals[index]!,
      catalogue: facts.valuesOf(
        model.rankings.map((ranked) => Array.from(ranked, (item) => split.itemIds[item]!)),
      ),
      latency: model.latency,
      memoryBytes: model.memoryBytes,
      ...(model.training === undefined ? {} : { training: model.training }),
    })),
    comparisons: compared.comparisons,
    ceiling: ceilingOf(relevant, k),
    perQuery: !isListed
      ? []
      : users.map((user, at) => ({
          query: split.userIds[user]!,
          relevant: relevant[at]!.size,
          values: Object.fromEntries(
            measured.map(({ name }, index) => [name, values[index]![at]!]),
          ),
          top: Object.fromEntries(measured.map(({ name, model }) => [name, top(model, at)])),
        })),
    titles: {},
  };
}

/** The baselines first, then the others in the order they were named. */
function namesOf(models: readonly string[]): readonly string[] {
  const known = evaluatedNames();
  for (const [index, name] of models.entries()) {
    if (known.includes(name) && models.indexOf(name) === index) continue;
    throw new VitrineError(
      "PARAM_INVALID",
      `Models must be among ${known.join(", ")}, each named once; got "${name}". Mend the list.`,
      { param: "models", got: name },
    );
  }
  return [...new Set([...BASELINES, ...models])];
}

function reasonToLeaveOut(name: string, train: Interactions): string | undefined {
  if (name === RANDOM) return undefined;
  const { maxItems = Infinity, needsTimes } = trainerOf(name);
  if (train.itemCount > maxItems) {
    return `it takes at most ${maxItems.toLocaleString("en")} items, and these are ${train.itemCount.toLocaleString("en")}`;
  }
  if (needsTimes && train.times === undefined) {
    return "it needs the times of interactions, and these have none";
  }
  return undefined;
}

function optional(
  { modelOptions, clock, signal, onProgress }: EvaluateInteractionsOptions,
  name: string,
): Pick<EvaluateInteractionsOptions, "clock" | "signal" | "onProgress"> & { options?: unknown } {
  return {
    ...(clock === undefined ? {} : { clock }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(modelOptions?.[name] === undefined ? {} : { options: modelOptions[name] }),
  };
}

function usersWithItems({ userCount, rowStarts }: Interactions): readonly UserIndex[] {
  const users: UserIndex[] = [];
  for (let user = 0; user < userCount; user++) {
    if (rowStarts[user + 1]! > rowStarts[user]!) users.push(user as UserIndex);
  }
  return users;
}

/** What the best ranking would get: all right items of a user first. */
function ceilingOf(relevant: readonly ReadonlySet<number>[], k: number): Record<string, number> {
  const best = relevant.map((items) => binaryMetrics(Int32Array.from(items), items, k));
  return Object.fromEntries(
    binaryMetricKinds.map((kind, metric) => {
      const sum = best.reduce((total, values) => total + values[metric]!, 0);
      return [`${kind}@${k}`, sum / best.length];
    }),
  );
}

function checkK(k: number): void {
  if (Number.isSafeInteger(k) && k >= 1) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `k must be a positive integer; got ${k}. Ask for at least the first place.`,
    { param: "k", got: k },
  );
}
