/**
 * @file The best items for many histories, by whatever a model can do.
 */
import { checkNotCancelled } from "../errors.js";
import { topK } from "../indexes/top-k.js";
import type { Selection } from "../indexes/top-k.js";
import { breathe } from "./breathe.js";
import type { Model, RankOptions } from "./model.js";
import type { History } from "./interactions.js";

/** Histories between two turns of the event loop. */
const HISTORIES_AT_ONCE = 64;

/**
 * Ranks for each history: by the model's own way for many where it has one, else one by one.
 *
 * @returns Shape [histories.length], best first; equal scores rank by lower item.
 * @throws {VitrineError} `PARAM_INVALID`, `CANCELLED`.
 */
export async function rankHistories(
  model: Model,
  histories: readonly History[],
  options: RankOptions,
): Promise<Selection[]> {
  if (model.rank !== undefined) return model.rank(histories, options);
  const { k, unseenOnly = true, signal, onProgress } = options;
  const rankings: Selection[] = [];
  for (const [index, history] of histories.entries()) {
    if (index % HISTORIES_AT_ONCE === 0) {
      onProgress?.(index, histories.length);
      await breathe();
      checkNotCancelled(signal, "The ranking");
    }
    rankings.push(bestOf(model.scores(history), history, k, unseenOnly));
  }
  onProgress?.(histories.length, histories.length);
  return rankings;
}

/** The k best of all scores, without the items of the history where only unseen ones are wanted. */
export function bestOf(
  scores: Float32Array,
  { items }: History,
  k: number,
  unseenOnly = true,
): Selection {
  if (unseenOnly) for (const item of items) scores[item] = -Infinity;
  return topK(scores, k);
}
