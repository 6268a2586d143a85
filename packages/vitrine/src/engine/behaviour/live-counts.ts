/**
 * @file How much is done with each product lately: counts that decay, kept current event by event.
 *
 * The popularity of a product is the weight of what was done with it, each halved in every
 * half-life. A trend compares a short half-life with a long one: how far the recent weight lies above what the long
 * run lets expect, in standard deviations of a count, so that one event is no trend.
 * O(1) an event. A ranking is kept; what has changed since is put into its new places, O(products).
 */
import { z } from "zod";
import type { Event } from "../../data/event.js";
import { weightOf } from "./event-weights.js";
import type { EventWeights } from "./event-weights.js";

/** A product with its score. */
export interface CountedProduct {
  readonly id: string;
  readonly score: number;
}

/** Decaying counts by product. */
export interface LiveCounts {
  /** Counts an event. */
  readonly add: (event: Event) => void;
  /**
   * Best first, all of positive weight.
   *
   * @param now - In milliseconds; where no event is so new, as of the newest one.
   */
  readonly popular: (now: number) => readonly CountedProduct[];
  /** Those that are above what was to be expected, best first. */
  readonly trending: (now: number) => readonly CountedProduct[];
  /** The products that have had at least so many events, decay aside. */
  readonly knownProducts: (leastEvents: number) => Iterable<string>;
  /** Everything that was counted, as JSON. */
  readonly save: () => SavedCounts;
}

/** Counts as they are kept. */
export const savedCountsSchema = z.strictObject({
  origin: z.number().nullable(),
  newest: z.number().nullable(),
  counts: z.array(
    z.tuple([z.string(), z.number().describe("Popular."), z.number().describe("Recent."), z.int()]),
  ),
});
export type SavedCounts = z.infer<typeof savedCountsSchema>;

const DAY_MS = 86_400_000;
/** Half-lives in days. */
const POPULAR_DAYS = 30;
const RECENT_DAYS = 2;
/** What is added to the expected weight, so that little weight is no trend. */
const PRIOR = 5;
/** So many standard deviations above what was to be expected are no trend yet. */
const LEAST_TREND = 1;
/** Time alone changes the order of trends, but slowly: after so long all are looked at again. */
const STALE_MS = 60_000;

interface Count {
  popular: number;
  recent: number;
  events: number;
}

/**
 * Starts with nothing counted, or with what was.
 *
 * @param latest - The time, in milliseconds; what is said to have happened later counts as of now, for
 *   clocks are wrong, and one event of the next century would outweigh all others.
 */
export function createLiveCounts(
  weights: EventWeights,
  saved?: SavedCounts,
  latest: () => number = () => Infinity,
): LiveCounts {
  const counts = new Map<string, Count>(
    saved?.counts.map(([id, popular, recent, events]) => [id, { popular, recent, events }]),
  );
  let newest = saved?.newest ?? -Infinity;
  /** Weights are held as they would be at this time, so that all decay by one factor. */
  let origin = saved?.origin ?? undefined;
  const changed = { popular: new Set<string>(), trending: new Set<string>() };

  const rescale = (to: number): void => {
    const from = origin ?? to;
    for (const count of counts.values()) {
      count.popular *= decay(to - from, POPULAR_DAYS);
      count.recent *= decay(to - from, RECENT_DAYS);
    }
    origin = to;
  };
  /** Keeps a ranking and brings it up to date. @param scoreAt - Gives the score of a count at a time. */
  const remembered = (
    since: Set<string>,
    scoreAt: (now: number) => (count: Count) => number,
  ): ((now: number) => readonly CountedProduct[]) => {
    let held: { at: number; ranking: readonly CountedProduct[] } | undefined;
    const rank = (ids: Iterable<string>, score: (count: Count) => number): CountedProduct[] =>
      Array.from(ids, (id) => ({ id, score: score(counts.get(id)!) }))
        .filter((counted) => counted.score > 0)
        .sort(byScore);
    return (asked) => {
      const now = Math.min(asked, newest);
      const isStale = held === undefined || Math.abs(now - held.at) > STALE_MS;
      if (held !== undefined && !isStale && since.size === 0) return held.ranking;
      if (held === undefined || isStale) {
        held = { at: now, ranking: rank(counts.keys(), scoreAt(now)) };
      } else {
        // As at the time of the others, so that the scores can be compared.
        const moved = rank(since, scoreAt(held.at));
        const stayed = held.ranking.filter(({ id }) => !since.has(id));
        held = { at: held.at, ranking: merge(stayed, moved) };
      }
      since.clear();
      return held.ranking;
    };
  };
  return {
    add(event) {
      const id = event.product;
      if (id === undefined) return;
      const weight = weightOf(event, weights);
      if (weight === 0) return;
      const time = Math.min(Date.parse(event.time), latest());
      origin ??= time;
      newest = Math.max(newest, time);
      // Far from the origin weights would leave the range of numbers.
      if (time - origin > MOST_HALF_LIVES * RECENT_DAYS * DAY_MS) rescale(time);
      const count = counts.get(id) ?? { popular: 0, recent: 0, events: 0 };
      count.popular += weight * decay(origin - time, POPULAR_DAYS);
      count.recent += weight * decay(origin - time, RECENT_DAYS);
      count.events += 1;
      counts.set(id, count);
      changed.popular.add(id);
      changed.trending.add(id);
    },
    popular: remembered(changed.popular, (now) => {
      const factor = decay(now - (origin ?? now), POPULAR_DAYS);
      return ({ popular }) => popular * factor;
    }),
    trending: remembered(changed.trending, (now) => {
      const age = now - (origin ?? now);
      const [long, short] = [decay(age, POPULAR_DAYS), decay(age, RECENT_DAYS)];
      return ({ popular, recent }) => {
        // Of an even stream the recent weight is this share of the long one.
        const expected = popular * long * (RECENT_DAYS / POPULAR_DAYS);
        const deviation = Math.sqrt(Math.max(0, expected) + PRIOR);
        return (recent * short - expected) / deviation - LEAST_TREND;
      };
    }),
    save: () => ({
      origin: origin ?? null,
      newest: Number.isFinite(newest) ? newest : null,
      counts: [...counts].map(([id, { popular, recent, events }]) => [id, popular, recent, events]),
    }),
    *knownProducts(leastEvents) {
      for (const [id, { events }] of counts) if (events >= leastEvents) yield id;
    },
  };
}

const MOST_HALF_LIVES = 200;

function byScore(a: CountedProduct, b: CountedProduct): number {
  return b.score - a.score || (a.id < b.id ? -1 : 1);
}

/** Merges two rankings. */
function merge(
  a: readonly CountedProduct[],
  b: readonly CountedProduct[],
): readonly CountedProduct[] {
  const merged: CountedProduct[] = [];
  let [fromA, fromB] = [0, 0];
  while (fromA < a.length && fromB < b.length) {
    merged.push(byScore(a[fromA]!, b[fromB]!) < 0 ? a[fromA++]! : b[fromB++]!);
  }
  return [...merged, ...a.slice(fromA), ...b.slice(fromB)];
}

/** What is left of a weight after some time. */
function decay(ms: number, halfLifeDays: number): number {
  return 2 ** (-ms / (halfLifeDays * DAY_MS));
}
