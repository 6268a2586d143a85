/**
 * @file What all shoppers did, in memory, kept current: opened at the first recommendation, and
 * brought up to the store before others.
 *
 * Only counts by product are held, no shopper: what was erased or pruned goes on counting, a little less each
 * day, until recommendations are trained again.
 */
import type { EngineContext } from "../engine-context.js";
import type { CountsSnapshot } from "./counts-snapshot.js";
import type { EventWeights } from "./event-weights.js";
import { createLiveCounts } from "./live-counts.js";
import type { LiveCounts } from "./live-counts.js";

/** Counts of behaviour that follow the store. */
export interface LiveBehaviour {
  /** The counts of everything that was acknowledged a moment ago, or by this engine. */
  readonly counts: () => Promise<LiveCounts>;
  /** Told that this engine has recorded events: the next answer holds them. */
  readonly changed: () => void;
}

/** What other processes record is looked for at most so often. */
const LOOK_MS = 200;
const BATCH = 10_000;

interface Held {
  readonly identity: string;
  readonly counts: LiveCounts;
  sequence: number;
}

/**
 * Prepares to follow the behaviour of a workspace.
 *
 * @param readSnapshot - What was counted before, if anything was.
 */
export function createLiveBehaviour(
  { store, now, clock }: Pick<EngineContext, "store" | "now" | "clock">,
  weights: EventWeights,
  readSnapshot: () => Promise<CountsSnapshot | undefined>,
): LiveBehaviour {
  let held: Held | undefined;
  let lookedAt = -Infinity;
  /** How many changes this engine was told of, and up to which of them `held` follows the store. */
  let changes = 0;
  let followedChanges = -1;
  let following: Promise<void> | undefined;
  const latest = (): number => clock().getTime();

  const begin = async (identity: string, sequence: number): Promise<Held> => {
    const snapshot = await readSnapshot();
    const goesOn =
      snapshot?.identity === identity &&
      snapshot.sequence <= sequence &&
      (snapshot.counts.newest ?? 0) <= latest();
    return goesOn
      ? {
          identity,
          sequence: snapshot.sequence,
          counts: createLiveCounts(weights, snapshot.counts, latest),
        }
      : { identity, sequence: 0, counts: createLiveCounts(weights, undefined, latest) };
  };
  /** Never twice at a time: an event is counted once. */
  const follow = async (): Promise<void> => {
    const started = now();
    const known = changes;
    const opened = await store.open();
    const identity = await opened.identity();
    const { sequence } = await opened.behaviour();
    const goesOn = held?.identity === identity && held.sequence <= sequence;
    const current = goesOn && held !== undefined ? held : await begin(identity, sequence);
    held = current;
    if (current.sequence < sequence) {
      for await (const events of opened.eventsSince(current.sequence, { batchSize: BATCH })) {
        events.forEach(current.counts.add);
        current.sequence = events.at(-1)?.sequence ?? current.sequence;
      }
    }
    followedChanges = known;
    lookedAt = started;
  };
  return {
    async counts() {
      const needed = changes;
      if (held !== undefined && followedChanges >= needed && now() - lookedAt < LOOK_MS) {
        return held.counts;
      }
      do {
        following ??= follow().finally(() => {
          following = undefined;
        });
        await following;
        // A step that was under way may have begun before the last change.
      } while (held === undefined || followedChanges < needed);
      return held.counts;
    },
    changed() {
      changes += 1;
    },
  };
}
