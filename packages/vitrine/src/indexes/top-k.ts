/**
 * @file Picks the k best of many candidates without sorting the rest.
 *
 * A min-heap of at most k candidates: O(n log k) time, O(k) space. Equal scores
 * rank by an order that the caller gives (by lower index in `topK`), so one set
 * of scores gives one ranking on every machine.
 *
 * Reference: `topKBySort` (top-k.reference.ts), which must agree exactly.
 */
import { VitrineError } from "../errors.js";

/** Indices and scores of a selection, both of shape `[count]`, best first. */
export interface Selection {
  readonly indices: Int32Array;
  readonly scores: Float64Array;
}

/** A candidate with its score. */
export interface Scored<T> {
  readonly item: T;
  readonly score: number;
}

/** Keeps the best of the candidates it is offered. */
export interface TopKSelector<T> {
  /** The score below which nothing enters any more; `-Infinity` until k candidates are held. */
  readonly floor: number;
  /** How many candidates are held, at most k. */
  readonly count: number;
  /** Whether the candidate entered. NaN and `-Infinity` never do. */
  offer(item: T, score: number): boolean;
  /** The held candidates, best first; the selector is empty afterwards. */
  take(): Scored<T>[];
}

/**
 * Selects the `k` largest entries of `scores`.
 *
 * @param scores - Shape `[n]`. `-Infinity` marks an excluded entry; NaN is never selected.
 * @param k - How many to select; an integer, at least 1.
 * @returns Shape `[count]`, where `count = min(k, selectable entries)`.
 * @throws {VitrineError} `PARAM_INVALID` when `k` is not a positive integer.
 *
 * @example
 * topK(Float32Array.of(0.1, 0.7, 0.4), 2).indices; // Int32Array [1, 2]
 */
export function topK(scores: Float32Array | Float64Array, k: number): Selection {
  const selector = createTopKSelector<number>(k, (a, b) => a < b);
  // Later indices lose at equal scores, so that most scores need no more than this look.
  let floor = selector.floor;
  for (let index = 0; index < scores.length; index++) {
    if (!(scores[index]! > floor)) continue;
    selector.offer(index, scores[index]!);
    floor = selector.floor;
  }
  const best = selector.take();
  return {
    indices: Int32Array.from(best, ({ item }) => item),
    scores: Float64Array.from(best, ({ score }) => score),
  };
}

/**
 * Starts a selection of candidates that come one by one.
 *
 * @param k - How many to keep; an integer, at least 1.
 * @param precedes - Whether `a` ranks before `b` at equal scores; a strict total order.
 * @throws {VitrineError} `PARAM_INVALID` when `k` is not a positive integer.
 */
export function createTopKSelector<T>(
  k: number,
  precedes: (a: T, b: T) => boolean,
): TopKSelector<T> {
  checkK(k);
  return new HeapSelector(k, precedes);
}

/**
 * A class, for a search makes a dozen: an object literal with getters would get a hidden class of its own
 * each time, which outlives the young generation, and with it everything that `precedes` can see.
 */
class HeapSelector<T> implements TopKSelector<T> {
  readonly #k: number;
  readonly #precedes: (a: T, b: T) => boolean;
  /** The worst candidate at the root. */
  readonly #heap: Scored<T>[] = [];

  constructor(k: number, precedes: (a: T, b: T) => boolean) {
    this.#k = k;
    this.#precedes = precedes;
  }

  get floor(): number {
    return this.#heap.length < this.#k ? -Infinity : this.#heap[0]!.score;
  }

  get count(): number {
    return this.#heap.length;
  }

  offer(item: T, score: number): boolean {
    if (!(score > -Infinity)) return false;
    if (this.#heap.length < this.#k) {
      this.#siftUp({ item, score });
      return true;
    }
    const root = this.#heap[0]!;
    if (score < root.score) return false;
    if (score === root.score && !this.#precedes(item, root.item)) return false;
    this.#siftDown({ item, score });
    return true;
  }

  take(): Scored<T>[] {
    return this.#heap.splice(0).sort((a, b) => (this.#isWorse(b, a) ? -1 : 1));
  }

  #isWorse(a: Scored<T>, b: Scored<T>): boolean {
    return a.score < b.score || (a.score === b.score && this.#precedes(b.item, a.item));
  }

  #siftUp(candidate: Scored<T>): void {
    const heap = this.#heap;
    let place = heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#isWorse(candidate, heap[parent]!)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = candidate;
  }

  #siftDown(candidate: Scored<T>): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.#isWorse(heap[child + 1]!, heap[child]!)) child++;
      if (!this.#isWorse(heap[child]!, candidate)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = candidate;
  }
}

/** Throws `PARAM_INVALID` unless `k` is a positive integer. */
export function checkK(k: number): void {
  if (Number.isSafeInteger(k) && k >= 1) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `k must be a positive integer; got ${k}. Ask for at least one result.`,
    { param: "k", got: k },
  );
}
