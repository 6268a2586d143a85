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
  { store, now }: Pick<EngineContext, "store" | "now">,
  weights: EventWeights,
  readSnapshot: () => Promise<CountsSnapshot | undefined>,
): LiveBehaviour {
  let held: Held | undefined;
  let lookedAt = -Infinity;
  let following: Promise<LiveCounts> | undefined;

  const begin = async (identity: string, sequence: number): Promise<Held> => {
    const snapshot = await readSnapshot();
    const goesOn = snapshot?.identity === identity && snapshot.sequence <= sequence;
    return goesOn
      ? {
          identity,
          sequence: snapshot.sequence,
          counts: createLiveCounts(weights, snapshot.counts),
        }
      : { identity, sequence: 0, counts: createLiveCounts(weights) };
  };
  const follow = async (): Promise<LiveCounts> => {
    const started = now();
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
    lookedAt = started;
    return current.counts;
  };
  return {
    async counts() {
      if (held !== undefined && now() - lookedAt < LOOK_MS) return held.counts;
      following ??= follow().finally(() => {
        following = undefined;
      });
      return following;
    },
    changed() {
      lookedAt = -Infinity;
      // A step that is under way may have begun before the change.
      following = following?.then(follow).finally(() => {
        following = undefined;
      });
    },
  };
}
