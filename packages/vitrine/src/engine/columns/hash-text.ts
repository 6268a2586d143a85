/**
 * @file Texts as they are compared, and their hashes.
 *
 * The definitions are private to data/match-filter.ts (`comparableText`) and
 * evaluation/product-twins.ts (`normalisedTitle`); the property tests hold them equal.
 */
import { foldText } from "../../text/fold-text.js";

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

/** 32 bits of a text; hashes of different seeds are independent for texts nobody chose for it. */
export function hashText(text: string, seed = 0): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ text.length;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x5bd1e995);
    hash ^= hash >>> 15;
  }
  return mixBits(hash);
}

/** Spreads a number over 32 bits (the finaliser of MurmurHash3). */
export function mixBits(bits: number): number {
  let mixed = bits ^ (bits >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
