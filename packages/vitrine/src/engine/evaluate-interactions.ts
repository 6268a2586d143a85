/** @file Measures models of behaviour on two files of interactions; no workspace data is needed. */
import type { EvaluationReport } from "../evaluation/evaluation-report.js";
import { evaluateInteractions } from "../evaluation/evaluate-interactions.js";
import type { EvaluateInteractionsOptions } from "../evaluation/evaluate-interactions.js";
import type { EngineContext } from "./engine-context.js";
import { readInteractionFiles } from "./interactions-files.js";
import type { InteractionFilesOptions } from "./interactions-files.js";

/** The files, the models and how to measure them. */
export interface EvaluateInteractionFilesOptions
  extends
    Pick<InteractionFilesOptions, "train" | "test">,
    Omit<EvaluateInteractionsOptions, "clock"> {}

/**
 * Measures models on files of lines `user item item …`, gzipped or not.
 *
 * @throws {VitrineError} `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FORMAT_BROKEN`, `ROW_INVALID`, `PARAM_INVALID`,
 *   `NOTHING_TO_MEASURE`, `CANCELLED`.
 */
export async function evaluateInteractionFiles(
  { now }: Pick<EngineContext, "now">,
  { train, test, ...options }: EvaluateInteractionFilesOptions,
): Promise<EvaluationReport> {
  const { signal, onProgress } = options;
  const split = await readInteractionFiles({
    train,
    test,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return evaluateInteractions(split, { ...options, clock: now });
}
