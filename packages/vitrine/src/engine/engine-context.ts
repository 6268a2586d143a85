/** @file What every use case of the engine works with. */
import { VitrineError } from "../errors.js";
import type { Registry } from "../registry/registry.js";
import type { Config } from "./config.js";
import type { ComingVersion, FollowMode } from "./follow-versions.js";
import type { WorkspaceStore } from "./workspace-store.js";
import type { Workspace } from "./workspace.js";

/** Where the engine says what the caller should know. */
export interface EngineLog {
  warn(message: string): void;
}

/** What every use case of the engine works with. */
export interface EngineContext {
  readonly workspace: Workspace;
  readonly config: Config;
  readonly registry: Registry;
  readonly store: WorkspaceStore;
  readonly log: EngineLog;
  readonly clock: () => Date;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  readonly offline: boolean;
  /** When a version that is published while another is served begins to answer. */
  readonly follow: FollowMode;
  /** Versions that are to answer and do not yet, by artifact. */
  readonly coming: Map<string, ComingVersion>;
  /** Aborted when the engine is closed. */
  readonly closing: AbortSignal;
}

/** Follows long work: the stage in words, and how much of it is done. */
export type StageProgress = (stage: string, done: number, total: number) => void;

/** The artifact that is the search index. */
export const SEARCH_ARTIFACT = "search";

/** What is thrown when a step has to come first. */
export function notReady(
  { workspace }: EngineContext,
  missing: string,
  remedy: string,
): VitrineError<"NOT_READY"> {
  return new VitrineError(
    "NOT_READY",
    `The workspace ${workspace.folder} must have ${missing} first; it has none. ${remedy}`,
    { workspace: workspace.folder, missing },
  );
}
