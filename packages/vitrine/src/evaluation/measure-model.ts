/**
 * @file One model on one split: learned, timed, and asked for all users.
 */
import { bestOf, rankHistories } from "../models/rank-histories.js";
import { historyOf } from "../models/interactions.js";
import type { Interactions, UserIndex } from "../models/interactions.js";
import { fitModel } from "../models/models.js";
import type { Model } from "../models/model.js";
import { quantile } from "../metrics/bootstrap.js";
import { createRandom } from "../random.js";
import type { SystemResult } from "./evaluation-report.js";
import type { InteractionSplit } from "./interaction-split.js";

/** What a model is measured with. */
export interface MeasureModelOptions {
  readonly split: InteractionSplit;
  readonly users: readonly UserIndex[];
  readonly k: number;
  readonly seed: number;
  readonly options?: unknown;
  readonly clock?: () => number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

/** What came of it. */
export interface MeasuredModel extends Pick<SystemResult, "latency" | "memoryBytes" | "training"> {
  /** Items in the order of the users, best first. */
  readonly rankings: readonly Int32Array[];
}

/** How many single answers are timed. */
const TIMED_ANSWERS = 200;
/** Answers before those, which pay for compiling. */
const WARM_UP_ANSWERS = 20;

/** Learns a model of this kind, times single answers, and ranks for all users. */
export async function measureModel(
  kind: string,
  { split, users, k, seed, options, clock, signal, onProgress }: MeasureModelOptions,
): Promise<MeasuredModel> {
  const { train } = split;
  const staged = (stage: string): { onProgress?: (done: number, total: number) => void } =>
    onProgress === undefined
      ? {}
      : {
          onProgress: (done, total) => {
            onProgress(stage, done, total);
          },
        };
  const context = { seed, ...(signal === undefined ? {} : { signal }) };
  const started = clock?.();
  const model = await fitModel(kind, train, options, { ...context, ...staged(`Training ${kind}`) });
  const fitted = clock?.();
  const latency = clock === undefined ? null : timeAnswers(model, train, users, k, clock);
  const beforeRanking = clock?.();
  const histories = users.map((user) => historyOf(train, user));
  const selections = await rankHistories(model, histories, {
    k,
    ...(signal === undefined ? {} : { signal }),
    ...staged(`Ranking by ${kind}`),
  });
  const rankings = selections.map(({ indices }) => indices);
  const { bytes: memoryBytes } = model;
  if (started === undefined || fitted === undefined || beforeRanking === undefined) {
    return { rankings, latency, memoryBytes };
  }
  const training = { fitMs: fitted - started, rankMs: clock!() - beforeRanking };
  return { rankings, latency, memoryBytes, training };
}

/** Every order of the items that a user did not have equally likely, each user's by itself. */
export function measureRandom({ split, users, k, seed }: MeasureModelOptions): MeasuredModel {
  const { train } = split;
  const rankings = users.map((user) => {
    const random = createRandom(seed, user);
    const had = new Set(historyOf(train, user).items);
    const wanted = Math.min(k, train.itemCount - had.size);
    const drawn = new Set<number>();
    while (drawn.size < wanted) {
      const item = random.below(train.itemCount);
      if (!had.has(item)) drawn.add(item);
    }
    return Int32Array.from(drawn);
  });
  return { rankings, latency: null, memoryBytes: null };
}

/** Scores of all items and the best of them for one user at a time, as a shop asks. */
function timeAnswers(
  model: Model,
  train: Interactions,
  users: readonly UserIndex[],
  k: number,
  clock: () => number,
): MeasuredModel["latency"] {
  const answers = Math.min(TIMED_ANSWERS, users.length);
  const milliseconds: number[] = [];
  for (let answer = -Math.min(WARM_UP_ANSWERS, answers); answer < answers; answer++) {
    const user = users[Math.floor((Math.max(0, answer) * users.length) / answers)]!;
    const history = historyOf(train, user);
    const start = clock();
    bestOf(model.scores(history), history, k);
    if (answer >= 0) milliseconds.push(clock() - start);
  }
  const sorted = Float64Array.from(milliseconds).sort();
  return { p50Ms: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95), answers, k };
}
