/**
 * @file What shoppers did, in memory, kept current: opened at the first recommendation, and
 * brought up to the store before others.
 *
 * Of all shoppers counts by product are held: what was erased or pruned goes on counting, a little less each
 * day, until recommendations are trained again. The newest events of those who were asked about lately are
 * held too, and forgotten with whatever changes the past: a merge, an erasure, a pruning.
 */
import type { BehaviourState } from "../../store/event-store.js";
import type { EngineContext } from "../engine-context.js";
import type { CountsSnapshot } from "./counts-snapshot.js";
import type { EventWeights } from "./event-weights.js";
import { createLiveCounts } from "./live-counts.js";
import type { LiveCounts } from "./live-counts.js";
import { RecentShoppers } from "./recent-shoppers.js";
import type { ShopperNames } from "./recent-shoppers.js";
import { HISTORY_KINDS } from "./shopper-history.js";
import type { HistoryEvent } from "./shopper-history.js";

/** Behaviour that follows the store: what was acknowledged a moment ago, or by this engine, is in every answer. */
export interface LiveBehaviour {
  /** The counts of everything. */
  readonly counts: () => Promise<LiveCounts>;
  /** The newest events of a shopper, in no order. */
  readonly eventsOf: (names: ShopperNames) => Promise<readonly HistoryEvent[]>;
  /** Told that this engine has recorded events: the next answer holds them. */
  readonly changed: () => void;
  /** Told that this engine has changed the past of shoppers: nothing of it stays in memory. */
  readonly pastChanged: () => void;
}

/** What other processes record is looked for at most so often. */
const LOOK_MS = 200;
const BATCH = 10_000;

interface Held {
  readonly identity: string;
  readonly counts: LiveCounts;
  sequence: number;
  /** Of the behaviour. */
  revision: number;
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
  const shoppers = new RecentShoppers(async (name, id, limit) => {
    const opened = await store.open();
    const options = { limit, kinds: HISTORY_KINDS };
    switch (name) {
      case "shopper":
        return opened.shopperEvents(id, options);
      case "anonymous":
        return opened.anonymousEvents(id, options);
      case "session":
        return opened.sessionEvents(id, options);
    }
  });

  const begin = async (identity: string, { sequence, revision }: BehaviourState): Promise<Held> => {
    const snapshot = await readSnapshot();
    const goesOn =
      snapshot?.identity === identity &&
      snapshot.sequence <= sequence &&
      (snapshot.counts.newest ?? 0) <= latest();
    return {
      identity,
      revision,
      sequence: goesOn ? snapshot.sequence : 0,
      counts: createLiveCounts(weights, goesOn ? snapshot.counts : undefined, latest),
    };
  };
  /** Never twice at a time: an event is counted once. */
  const follow = async (): Promise<void> => {
    const started = now();
    const known = changes;
    const opened = await store.open();
    const identity = await opened.identity();
    const state = await opened.behaviour();
    const goesOn = held?.identity === identity && held.sequence <= state.sequence;
    const current = goesOn && held !== undefined ? held : await begin(identity, state);
    if (current !== held || current.revision !== state.revision) shoppers.clear();
    current.revision = state.revision;
    held = current;
    if (current.sequence < state.sequence) {
      for await (const events of opened.eventsSince(current.sequence, { batchSize: BATCH })) {
        events.forEach(current.counts.add);
        shoppers.add(events);
        current.sequence = events.at(-1)?.sequence ?? current.sequence;
      }
    }
    followedChanges = known;
    lookedAt = started;
  };
  const followed = async (): Promise<Held> => {
    const needed = changes;
    if (held !== undefined && followedChanges >= needed && now() - lookedAt < LOOK_MS) return held;
    do {
      following ??= follow().finally(() => {
        following = undefined;
      });
      await following;
      // A step that was under way may have begun before the last change.
    } while (held === undefined || followedChanges < needed);
    return held;
  };
  return {
    counts: async () => (await followed()).counts,
    async eventsOf(names) {
      await followed();
      return shoppers.eventsOf(names);
    },
    changed() {
      changes += 1;
    },
    pastChanged() {
      changes += 1;
      shoppers.clear();
    },
  };
}
