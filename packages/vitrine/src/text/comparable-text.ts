/** @file Texts in the form in which they are compared. */
import { foldText } from "./fold-text.js";

/** What filters compare: case, accents, compatibility forms and white space are folded. */
export function comparableText(text: string): string {
  const folded = foldText(text);
  return UNEVEN_SPACE.test(folded) ? folded.replace(/\s+/g, " ").trim() : folded;
}

/** What titles of duplicates have in common. */
export function normalisedTitle(title: string): string {
  if (ASCII.test(title)) {
    const plain = title.toLowerCase();
    return plain.replace(/[^a-z0-9]+/g, " ").trim() || plain.trim();
  }
  const folded = title.normalize("NFKC").toLowerCase();
  const words = folded.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
  return words === "" ? folded.trim() : words;
}

// Most texts need no work on their spaces, and looking is cheaper than replacing.
const UNEVEN_SPACE = /[^\S ]| {2}|^ | $/;
const ASCII = /^[\x00-\x7f]*$/;
