/** @file What postings are and find, in plain TypeScript. */
import { KernelError } from "./kernel-error.js";
import { checkList, checkPostingsQueries } from "./postings.js";
import type { BestDocuments, Postings, PostingsOptions, PostingsQuery } from "./postings.js";
import { topKReference } from "./top-k.reference.js";

interface List {
  readonly documents: Uint32Array;
  readonly impacts: Float32Array;
}

const listsOf = new WeakMap<Postings, List[]>();

/** Makes postings without a list. */
export function createReferencePostings(documentCount: number): Postings {
  const lists: List[] = [];
  let bytes = 0;
  let closed = false;
  const postings: Postings = {
    documentCount,
    get listCount() {
      return lists.length;
    },
    get bytes() {
      return bytes;
    },
    add(documents, impacts) {
      if (closed) throw new KernelError("CLOSED", "The postings have been closed. Make others.");
      checkList(documents, impacts, documentCount);
      bytes += 8 * documents.length;
      return lists.push({ documents: documents.slice(), impacts: impacts.slice() }) - 1;
    },
    close() {
      closed = true;
      listsOf.delete(postings);
    },
  };
  listsOf.set(postings, lists);
  return postings;
}

/** Adds up the lists of each query and picks the best. */
export function searchReferencePostings(
  postings: Postings,
  queries: readonly PostingsQuery[],
  options: PostingsOptions,
): BestDocuments[] {
  const lists = listsOf.get(postings);
  if (lists === undefined) {
    throw new KernelError("CLOSED", "The postings have been closed. Make others.");
  }
  checkPostingsQueries(queries, options, postings);
  const { k, accept } = options;
  return queries.map((query) => {
    const scores = new Float32Array(postings.documentCount);
    for (let index = 0; index < query.lists.length; index++) {
      const { documents, impacts } = lists[query.lists[index]!]!;
      const weight = Math.fround(query.weights[index]!);
      documents.forEach((document, at) => {
        scores[document] = scores[document]! + Math.fround(weight * impacts[at]!);
      });
    }
    const found = scores.map((score) => (score > 0 ? score : -Infinity));
    const { rows, scores: best } = topKReference(found, k, accept);
    const matches = topKReference(found, found.length, accept).rows.length;
    return { documents: rows, scores: best, matches };
  });
}
