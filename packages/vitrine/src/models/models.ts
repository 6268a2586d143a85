/**
 * @file The one list of trainers. What stands here is fitted, loaded, documented and tested.
 */
import { VitrineError } from "../errors.js";
import { coOccurrenceTrainer } from "./co-occurrence.js";
import { easeTrainer } from "./ease.js";
import { gfCfTrainer } from "./gf-cf.js";
import { checkInteractions } from "./interactions.js";
import type { Interactions } from "./interactions.js";
import { itemKnnTrainer } from "./item-knn.js";
import type { FitContext, Model, Trainer } from "./model.js";
import { popularityTrainer } from "./popularity.js";
import { trendingTrainer } from "./trending.js";

/** Every trainer. */
export const trainers: readonly Trainer[] = [
  popularityTrainer,
  trendingTrainer,
  coOccurrenceTrainer,
  itemKnnTrainer,
  easeTrainer,
  gfCfTrainer,
];

/**
 * The trainer of a kind.
 *
 * @throws {VitrineError} `PARAM_INVALID` when there is none.
 */
export function trainerOf(kind: string): Trainer {
  const trainer = trainers.find((candidate) => candidate.kind === kind);
  if (trainer !== undefined) return trainer;
  throw new VitrineError(
    "PARAM_INVALID",
    `The kind of a model must be one of ${trainers.map((known) => known.kind).join(", ")}; got "${kind}".`,
    { param: "kind", got: kind },
  );
}

/**
 * Learns a model.
 *
 * @param options - What is left out takes its default.
 * @throws {VitrineError} `PARAM_INVALID` when there is no such kind, an option is wrong, or the interactions are not
 *   whole or not what this kind can learn from; `CANCELLED`.
 *
 * @example
 * const model = await fitModel("itemknn", interactions, { neighbours: 50 }, { seed: 1 });
 * topK(model.scores({ items: Int32Array.of(3, 8) }), 10);
 */
export async function fitModel(
  kind: string,
  interactions: Interactions,
  options: unknown,
  context: FitContext,
): Promise<Model> {
  const trainer = trainerOf(kind);
  const parsed = trainer.options.safeParse(options ?? {});
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const param = issue.path.join(".") || "options";
    throw new VitrineError(
      "PARAM_INVALID",
      `Option ${param} of the model ${kind} is wrong: ${issue.message}. Mend or leave out the option.`,
      { param, got: options },
    );
  }
  checkInteractions(interactions);
  return trainer.fit(interactions, parsed.data, context);
}

/**
 * Reads a model of a kind.
 *
 * @throws {VitrineError} `PARAM_INVALID` when there is no such kind; `BYTES_INVALID`.
 */
export function loadModel(kind: string, bytes: Uint8Array): Model {
  return trainerOf(kind).load(bytes);
}
