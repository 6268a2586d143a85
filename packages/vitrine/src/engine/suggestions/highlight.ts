/**
 * @file Which parts of a suggestion the typed words stand for.
 */
import { editDistance } from "../../text/edit-distance.js";
import { foldText } from "../../text/fold-text.js";
import { locateWords } from "../../text/segment-words.js";
import type { TypedPrefix } from "./match-entries.js";

/** `text.slice(start, end)`, in UTF-16 code units. */
export interface MatchedRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds what to mark: the typed beginning of each word, or all of the nearest word when it was
 * typed with an error.
 *
 * @returns Ascending, not overlapping.
 */
export function highlight(text: string, { words }: TypedPrefix): MatchedRange[] {
  const spans = locateWords(text).map(({ start, end }) => ({
    start,
    end,
    folded: foldText(text.slice(start, end)).replaceAll(/['.]/g, ""),
  }));
  const ranges = new Map<number, MatchedRange>();
  for (const typed of words) {
    const exact = spans.filter(({ folded }) => folded.startsWith(typed));
    for (const { start, end } of exact) {
      const stop = endOfBeginning(text, start, end, typed.length);
      const known = ranges.get(start);
      if (known === undefined || known.end < stop) ranges.set(start, { start, end: stop });
    }
    if (exact.length > 0) continue;
    const near = spans
      .map((span) => ({ ...span, distance: distanceOfBeginning(span.folded, typed) }))
      .sort((a, b) => a.distance - b.distance || a.start - b.start)[0];
    if (near !== undefined && near.distance <= MOST_ERRORS) {
      ranges.set(near.start, { start: near.start, end: near.end });
    }
  }
  return [...ranges.values()].sort((a, b) => a.start - b.start);
}

const MOST_ERRORS = 2;

/** The shortest beginning of the word whose folding has `length` units: `ß` folds to two. */
function endOfBeginning(text: string, start: number, end: number, length: number): number {
  let stop = Math.min(end, start + length);
  const foldedTo = (at: number): number =>
    foldText(text.slice(start, at)).replaceAll(/['.]/g, "").length;
  while (stop > start + 1 && foldedTo(stop - 1) >= length) stop--;
  while (stop < end && foldedTo(stop) < length) stop++;
  return stop;
}

function distanceOfBeginning(word: string, typed: string): number {
  let least = Infinity;
  for (
    let length = Math.max(1, typed.length - MOST_ERRORS);
    length <= typed.length + MOST_ERRORS;
    length++
  ) {
    least = Math.min(least, editDistance(typed, word.slice(0, length), MOST_ERRORS));
  }
  return least;
}
