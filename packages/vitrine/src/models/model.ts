/**
 * @file The contract of a model: what a shopper did in, a score for every item out.
 *
 * Implementations stand beside this file, one file each, and are listed in `models.ts`. Every one
 * passes test/contract/model.contract.ts.
 *
 * A model holds items only, never a user: what is known of a shopper comes with each question, so an
 * event counts at once, and a shopper is erased without touching a model.
 */
import type { z } from "zod";
import type { Selection } from "../indexes/top-k.js";
import type { History, Interactions } from "./interactions.js";

export type { History } from "./interactions.js";

/** How items are chosen for many histories at once. */
export interface RankOptions {
  /** How many items at most for each history; a positive integer. */
  readonly k: number;
  /** Whether the items of a history are left out of its ranking; default true. */
  readonly unseenOnly?: boolean;
  readonly signal?: AbortSignal;
  /** Called with the number of histories done so far. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Something that was learned. It is frozen; an ability that it lacks is an absent method. */
export interface Model {
  /** That of its trainer. */
  readonly kind: string;
  readonly itemCount: number;
  /** Bytes of what was learned, in memory. */
  readonly bytes: number;
  /**
   * How well each item suits a history. The items of the history have scores like any others.
   *
   * @returns Shape [itemCount]; higher is better, `-Infinity` for an item that the model has no
   *   reason to recommend. A model that knows nothing without a history gives nothing else for an empty one.
   * @throws {VitrineError} `PARAM_INVALID` when an item of the history is not below `itemCount`.
   */
  scores(history: History): Float32Array;
  /**
   * The scores of some items, faster than those of all.
   *
   * @param candidates - Shape [n], each below `itemCount`.
   * @returns Shape [n], as `scores` gives them.
   */
  scoresOf?(history: History, candidates: Int32Array): Float32Array;
  /**
   * The items of finite score with their scores, in no promised order, faster than all scores where
   * they are few.
   */
  sparseScores?(history: History): Selection;
  /**
   * The best items for each of many histories, faster than one by one.
   *
   * @returns Shape [histories.length], each as the best of `scores` to rounding; equal scores rank by lower item.
   */
  rank?(histories: readonly History[], options: RankOptions): Promise<Selection[]>;
  /**
   * The items most like one, best first, without itself.
   *
   * @param count - How many at most; a positive integer.
   */
  similar?(item: number, count: number): Selection;
  /** Everything that was learned, with a checksum; the same model gives the same bytes. */
  save(): Uint8Array;
}

/** What every fit is given. */
export interface FitContext {
  /** Same seed, same bytes. */
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Called with how much of the work is done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Learns models of one kind. */
export interface Trainer<Options = unknown> {
  /** What users type and reports print. */
  readonly kind: string;
  /** What it does, in a few words. */
  readonly description: string;
  /** Declares the options: ranges, defaults and descriptions. */
  readonly options: z.ZodType<Options>;
  /** Whether it needs the times of interactions. */
  readonly needsTimes: boolean;
  /** The most items that it can learn of; absent where only memory limits it. */
  readonly maxItems?: number;
  /**
   * Learns from interactions.
   *
   * @param options - Checked by the schema; `fitModel` does both.
   * @throws {VitrineError} `PARAM_INVALID` when there are more items than it can learn of, or no times where it
   *   needs them; `CANCELLED`.
   */
  fit(interactions: Interactions, options: Options, context: FitContext): Model | Promise<Model>;
  /**
   * Reads what `save` gave.
   *
   * @throws {VitrineError} `BYTES_INVALID` when the bytes are cut short, changed or of another kind.
   */
  load(bytes: Uint8Array): Model;
}
