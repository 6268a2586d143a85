/**
 * @file Whether the index that is served is loaded and verified, asked of the engine itself each
 * time. Where nothing is open, the probe that asks tries again; where a version is, the server stays
 * ready while a newer one is loaded, and when that fails.
 */
import type { ServedIndex } from "../engine/engine.js";
import { VitrineError } from "../errors.js";
import type { ServedEngine } from "./served-engine.js";

/** Tells whether the server is ready. */
export interface Readiness {
  /**
   * What is served.
   *
   * @throws {VitrineError} `NOT_READY` while it is being opened or the server is stopping, and what
   *   opening it throws.
   */
  check(): Promise<ServedIndex>;
  /** From now on the server is not ready, so that a balancer sends nothing more. */
  stop(): void;
}

/** An answer that takes longer than this is no answer to a probe. */
const PATIENCE_MS = 1000;
/** Patience is counted in turns: a process that is late with everything is not late with this. */
const PATIENCE_TURNS = 10;

/** Begins to open the index. */
export function watchReadiness(engine: ServedEngine): Readiness {
  let opening: Promise<ServedIndex> | undefined;
  let isStopping = false;
  const prepare = async (): Promise<ServedIndex> => {
    opening ??= engine.prepare().finally(() => {
      opening = undefined;
    });
    return opening;
  };
  // What goes wrong is told to the probe that asks next.
  prepare().catch(() => undefined);
  const missing = (what: string): VitrineError<"NOT_READY"> =>
    new VitrineError(
      "NOT_READY",
      `The server must have its index open and be going on; ${what}. Ask again in a while.`,
      { workspace: engine.workspace.folder, missing: what },
    );
  return {
    async check() {
      if (isStopping) throw missing("the server is stopping");
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        let turns = 0;
        const wait = (): void => {
          turns += 1;
          if (turns > PATIENCE_TURNS) reject(missing("the search index is being opened"));
          else timer = setTimeout(wait, PATIENCE_MS / PATIENCE_TURNS);
        };
        wait();
      });
      const ready = prepare();
      ready.catch(() => undefined);
      return Promise.race([ready, late]).finally(() => {
        clearTimeout(timer);
      });
    },
    stop() {
      isStopping = true;
    },
  };
}
