/**
 * @file The head of a title: what the thing is, before what it is made of and good for.
 *
 * "Folding Desk, 31.5 inch, with Drawers for Home Office" is a folding desk; sellers put the
 * rest behind a comma, a bracket, a dash, "with" or "for". The head alone is compared with
 * names of categories better than the whole title is.
 */

const TAIL = /\s*(?:[,|([–—:;]|\s-\s|\b(?:with|for|w\/)\s)/i;
const LONGEST_HEAD_WORDS = 8;

/**
 * Takes the head of a title; a head of a single word is too little to go by, and the first
 * words of the title serve instead.
 *
 * @example
 * headOfTitle("Folding Desk, 31.5 inch, with Drawers"); // "Folding Desk"
 */
export function headOfTitle(title: string): string {
  const head = title.split(TAIL, 1)[0]?.trim() ?? "";
  if (head.includes(" ")) return head;
  return title.trim().split(/\s+/).slice(0, LONGEST_HEAD_WORDS).join(" ");
}
