/**
 * @file Postings: for each term the documents that it stands in, with what it adds to their scores.
 *
 * A list is 8 bytes a document; lists are added at the end and never change. A query costs time in
 * the length of its lists and, less, in the number of documents.
 */
import { checkInteger, checkK, checkMask } from "./checks.js";
import { KernelError } from "./kernel-error.js";

/** A query: lists, and what each weighs. */
export interface PostingsQuery {
  /** Numbers that `add` gave; a list may come twice. */
  readonly lists: ArrayLike<number>;
  /** Above 0, one a list. */
  readonly weights: ArrayLike<number>;
}

/** What is asked of postings. */
export interface PostingsOptions {
  /** How many documents at most; an integer in [1, 524287]. */
  readonly k: number;
  /** Shape [documentCount]: 0 for documents that must not be found. Do not change it while the search runs. */
  readonly accept?: Uint8Array;
}

/** The best documents of a query, best first; equal scores rank by lower document. */
export interface BestDocuments {
  readonly documents: Int32Array;
  /** Shape [documents]: Σ weight × impact, in f32, added in the order of the query's lists. */
  readonly scores: Float32Array;
  /** How many accepted documents have a score above 0. */
  readonly matches: number;
}

/** Lists of documents. */
export interface Postings {
  readonly documentCount: number;
  readonly listCount: number;
  /** Bytes that the lists take. */
  readonly bytes: number;
  /**
   * Adds a list.
   *
   * @param documents - Below `documentCount`, each once.
   * @param impacts - Shape [documents], positive and finite.
   * @returns The list's number, from 0 on.
   * @throws {KernelError} `PARAM_INVALID`, `OUT_OF_MEMORY`, `CLOSED`.
   */
  readonly add: (documents: Uint32Array, impacts: Float32Array) => number;
  /** Lets the memory go. */
  readonly close: () => void;
}

/** @throws {KernelError} `PARAM_INVALID`. */
export function checkList(
  documents: Uint32Array,
  impacts: Float32Array,
  documentCount: number,
): void {
  if (documents.length !== impacts.length) {
    throw new KernelError(
      "PARAM_INVALID",
      `A list must have one impact for each document; got ${documents.length} documents and ${impacts.length} impacts.`,
    );
  }
  for (let index = 0; index < documents.length; index++) {
    if (documents[index]! >= documentCount) {
      checkInteger("document", documents[index]!, 0, documentCount - 1);
    }
    const impact = impacts[index]!;
    if (impact > 0 && impact < Infinity) continue;
    throw new KernelError(
      "PARAM_INVALID",
      `Impacts must be positive and finite; got ${impact} for document ${documents[index]}.`,
    );
  }
}

/** @throws {KernelError} `PARAM_INVALID`. */
export function checkPostingsQueries(
  queries: readonly PostingsQuery[],
  { k, accept }: PostingsOptions,
  postings: Postings,
): void {
  checkK(k);
  checkMask(accept, postings.documentCount);
  for (const { lists, weights } of queries) {
    if (lists.length !== weights.length) {
      throw new KernelError(
        "PARAM_INVALID",
        `A query must have one weight for each list; got ${lists.length} lists and ${weights.length} weights.`,
      );
    }
    for (let index = 0; index < lists.length; index++) {
      checkInteger("list", lists[index]!, 0, postings.listCount - 1);
      const weight = weights[index]!;
      if (weight > 0 && weight < Infinity) continue;
      throw new KernelError("PARAM_INVALID", `Weights must be positive and finite; got ${weight}.`);
    }
  }
}
