/** @file The abilities of an engine that learn from behaviour, where it has them. */
import { VitrineError } from "../errors.js";
import type { BehaviourEngine, ServedEngine } from "./served-engine.js";

/**
 * One ability of an engine.
 *
 * @throws {VitrineError} `NOT_READY` when this engine lacks it.
 */
export function needBehaviour<K extends keyof BehaviourEngine>(
  engine: ServedEngine,
  ability: K,
): BehaviourEngine[K] {
  const found: Partial<BehaviourEngine>[K] = engine[ability];
  if (found !== undefined) return found;
  throw new VitrineError(
    "NOT_READY",
    `The engine that is served must be one that can ${ability}; it can not. Serve a newer one.`,
    { workspace: engine.workspace.folder, missing: ability },
  );
}
