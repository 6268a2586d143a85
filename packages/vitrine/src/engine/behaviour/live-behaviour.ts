/**
 * @file What all shoppers did, in memory, kept current: opened at the first recommendation, and
 * brought up to the store before others. Only counts by product are held, no shopper.
 */
import type { Store } from "../../store/store.js";
import type { EngineContext } from "../engine-context.js";
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
  readonly removalRevision: number;
}

/** Prepares to follow the behaviour of a workspace. */
export function createLiveBehaviour(
  { store, now }: Pick<EngineContext, "store" | "now">,
  weights: EventWeights,
): LiveBehaviour {
  let held: Held | undefined;
  let lookedAt = -Infinity;
  let following: Promise<LiveCounts> | undefined;

  const follow = async (): Promise<LiveCounts> => {
    const started = now();
    const opened = await store.open();
    held = await bringUp(opened, held, weights);
    lookedAt = started;
    return held.counts;
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

async function bringUp(
  store: Store,
  known: Held | undefined,
  weights: EventWeights,
): Promise<Held> {
  const identity = await store.identity();
  const { sequence, removalRevision } = await store.behaviour();
  const goesOn =
    known?.identity === identity &&
    known.removalRevision === removalRevision &&
    known.sequence <= sequence;
  const held = goesOn
    ? known
    : { identity, removalRevision, sequence: 0, counts: createLiveCounts(weights) };
  if (held.sequence < sequence) {
    for await (const events of store.eventsSince(held.sequence, { batchSize: BATCH })) {
      events.forEach(held.counts.add);
      held.sequence = events.at(-1)?.sequence ?? held.sequence;
    }
  }
  return held;
}
