/**
 * @file The last results of an index, so that the pages of a list fit together whatever changes
 * between them.
 *
 * A list is named by its content: the same products in the same order have the same name.
 */
import { createHash } from "node:crypto";
import type { Arrangement } from "./arrange-finding.js";

/** The last results. */
export interface ResultLists {
  readonly get: (list: string) => Arrangement | undefined;
  readonly add: (arrangement: Arrangement) => void;
}

/** How many lists are remembered. */
const REMEMBERED = 256;

export function createResultLists(): ResultLists {
  const lists = new Map<string, Arrangement>();
  return {
    get(list) {
      const held = lists.get(list);
      if (held === undefined) return undefined;
      // The list that was asked for last is forgotten last.
      lists.delete(list);
      lists.set(list, held);
      return held;
    },
    add(arrangement) {
      lists.delete(arrangement.list);
      lists.set(arrangement.list, arrangement);
      if (lists.size <= REMEMBERED) return;
      const oldest = lists.keys().next();
      if (oldest.done !== true) lists.delete(oldest.value);
    },
  };
}

/** The name of a list. @param question - What was asked, other than the page. */
export function nameOfList(question: string, ordinals: Int32Array): string {
  return createHash("sha256")
    .update(question)
    .update(new Uint8Array(ordinals.buffer, ordinals.byteOffset, ordinals.byteLength))
    .digest("base64url")
    .slice(0, 16);
}
