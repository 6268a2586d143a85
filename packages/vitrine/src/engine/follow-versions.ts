/**
 * @file Which version of an artifact answers while its alias moves.
 *
 * At once: whoever asks after a move waits until the new version is open. In the background: the
 * version that is held goes on answering until the new one is open and verified, and stays when
 * that fails; the failure is kept where health and metrics look, and tried again after a while.
 *
 * Another process's moves are looked for at most every quarter of a second, one small folder; those
 * of this process are seen at once.
 */
import type { EngineContext } from "./engine-context.js";

/** When a version that was published while another is held begins to answer. */
export type FollowMode = "at once" | "in the background";

/** A version that is to answer and does not yet. */
export interface ComingVersion {
  readonly artifact: string;
  readonly version: string;
  readonly state: "loading" | "failed";
  /** Why it could not be opened. */
  readonly error?: unknown;
}

/** Something made of a version, perhaps not open yet. */
export interface Opening {
  /** Settles when it is open. */
  readonly ready: Promise<unknown>;
}

/** How versions are opened and let go. */
export interface VersionKeeper<T extends Opening> {
  readonly begin: (version: string) => T;
  /** What is done to one that is open, before it takes the place of another in the background. */
  readonly complete?: (opened: T) => Promise<void>;
  /** Done every quarter of a second to the one that answers, where versions are followed in the background. */
  readonly tend?: (held: T) => Promise<void>;
  /** One that another has replaced, or that is not wanted any more. */
  readonly replaced?: (former: T) => Promise<void>;
}

/** The versions of an artifact, followed. */
export interface FollowedVersions<T extends Opening> {
  /** The version that the alias points at; empty when nothing was published yet. */
  readonly look: () => Promise<string>;
  /** What answers when the alias points at `version`. */
  readonly choose: (version: string) => T;
  /**
   * What answers, without a look: in the background what is held is looked after by itself, and
   * nobody waits for a disk. Undefined when it must be chosen.
   */
  readonly ready: () => T | undefined;
  /** What answered last. */
  readonly held: () => T | undefined;
  /** Lets go of what is held, when nothing is being opened or tended any more. */
  readonly close: () => Promise<void>;
}

const LOOK_MS = 250;
/** A version that could not be opened is tried again after so long. */
const RETRY_MS = 30_000;

/** Follows the alias of an artifact. */
export function followVersions<T extends Opening>(
  context: EngineContext,
  name: string,
  { begin, complete, tend, replaced }: VersionKeeper<T>,
): FollowedVersions<T> {
  const { follow, coming, now, log } = context;
  const { look, hasMoved } = watchVersion(context, name);
  let held: { readonly version: string; readonly value: T } | undefined;
  let loading: Promise<void> | undefined;
  let looking: Promise<void> | undefined;
  let failed: { readonly version: string; readonly at: number } | undefined;
  let wanted = "";
  let timer: NodeJS.Timeout | undefined;
  /** Whether the last look in the background failed. */
  let isBlind = false;
  const stopLooking = (): void => {
    clearInterval(timer);
    timer = undefined;
  };

  const letGo = async (value: T): Promise<void> => {
    // What it is let go of is served no more: nobody is left to be told of a failure.
    await replaced?.(value).catch(() => undefined);
  };
  const takeAtOnce = (version: string): T => {
    const former = held;
    const taken = { version, value: begin(version) };
    held = taken;
    taken.value.ready.then(
      async () => {
        if (former !== undefined) await letGo(former.value);
      },
      () => {
        // A failed opening is not kept: the next call tries again.
        if (held === taken) held = former;
      },
    );
    return taken.value;
  };
  const load = async (version: string): Promise<void> => {
    const next = { version, value: begin(version) };
    try {
      await next.value.ready;
      // Closed meanwhile: nobody waits for it.
      if (held !== undefined) await complete?.(next.value);
      // Rolled back meanwhile.
      const isUnwanted = held === undefined || wanted === held.version;
      const former = isUnwanted ? next : held;
      if (!isUnwanted) held = next;
      failed = undefined;
      coming.delete(name);
      if (former !== undefined) await letGo(former.value);
    } catch (error) {
      const isNews = failed?.version !== version;
      failed = { version, at: now() };
      coming.set(name, { artifact: name, version, state: "failed", error });
      if (isNews && held !== undefined) {
        log.warn(
          `The artifact ${name} ${version} must be one that can be served; it is not: ${error instanceof Error ? error.message : String(error)} Version ${held.version} goes on serving. Publish another version, or go back: vitrine artifacts rollback ${name}`,
        );
      }
      await letGo(next.value);
    }
  };
  const loadLater = (version: string): void => {
    if (loading !== undefined) return;
    if (failed?.version === version && now() - failed.at < RETRY_MS) return;
    coming.set(name, { artifact: name, version, state: "loading" });
    loading = load(version).finally(() => {
      loading = undefined;
    });
  };
  const choose = (version: string): T => {
    wanted = version;
    if (held === undefined || (follow === "at once" && held.version !== version)) {
      if (follow === "in the background") lookOn();
      return takeAtOnce(version);
    }
    if (held.version !== version) loadLater(version);
    else if (loading === undefined) {
      failed = undefined;
      coming.delete(name);
    }
    return held.value;
  };
  /** So that nobody who asks waits for a look, and a new version is there after a quiet time. */
  const lookOn = (): void => {
    const lookAndTend = async (): Promise<void> => {
      const version = await look();
      if (held === undefined) return;
      choose(version);
      await tend?.(held.value);
      isBlind = false;
    };
    if (context.closing.aborted) return;
    timer ??= setInterval(() => {
      looking ??= lookAndTend()
        .catch((error: unknown) => {
          // Nobody waits for a look who could be told; at the end it is no news.
          if (!isBlind && !context.closing.aborted) {
            log.warn(
              `Which version of ${name} is current must be readable; it is not: ${error instanceof Error ? error.message : String(error)} What is held goes on serving, and it is looked at again every ${LOOK_MS} ms.`,
            );
          }
          isBlind = true;
        })
        .finally(() => {
          looking = undefined;
        });
    }, LOOK_MS).unref();
    context.closing.addEventListener("abort", stopLooking, { once: true });
  };
  return {
    look,
    choose,
    ready: () => (follow === "in the background" && !hasMoved() ? held?.value : undefined),
    held: () => held?.value,
    async close() {
      stopLooking();
      const last = held;
      held = undefined;
      await looking;
      await loading;
      if (last !== undefined) await replaced?.(last.value);
    },
  };
}

function watchVersion(
  { registry, now }: EngineContext,
  name: string,
): {
  readonly look: () => Promise<string>;
  /** Whether this process has moved an alias since the last look. */
  readonly hasMoved: () => boolean;
} {
  let seen: { readonly version: string; readonly at: number; readonly moves: number } | undefined;
  return {
    async look() {
      const moves = registry.ownMoves();
      const at = now();
      if (seen?.moves === moves && at - seen.at < LOOK_MS) return seen.version;
      const version = (await registry.current(name)) ?? "";
      if (seen === undefined || seen.at <= at) seen = { version, at, moves };
      return version;
    },
    hasMoved: () => seen?.moves !== registry.ownMoves(),
  };
}
