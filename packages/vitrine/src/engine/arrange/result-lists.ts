/**
 * @file The last results of an index, so that the pages of a list fit together whatever changes
 * between them.
 *
 * A list is named by its content: the same products in the same order have the same name.
 */
import { createHash } from "node:crypto";
import { RecentMap } from "../recent-map.js";
import type { Arrangement } from "./arrange-finding.js";

/** The last results. */
export interface ResultLists {
  readonly get: (list: string) => Arrangement | undefined;
  readonly add: (arrangement: Arrangement) => void;
}

/** How many lists are remembered. */
const REMEMBERED = 256;

export function createResultLists(): ResultLists {
  const lists = new RecentMap<string, Arrangement>(REMEMBERED);
  return {
    get: (list) => lists.get(list),
    add: (arrangement) => {
      lists.set(arrangement.list, arrangement);
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
