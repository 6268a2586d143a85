/** @file Words as thumbs type them. */
import type { Random } from "../random.js";

const rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/**
 * Puts one typing error into a query: in its longest word, never in the first letter.
 *
 * @returns The query with letters swapped, doubled, dropped or hit beside; unchanged when no
 *   word has five letters.
 */
export function mistyped(query: string, random: Random): string {
  const words = query.split(" ");
  const longest = words.reduce(
    (best, word, at) => (word.length > words[best]!.length ? at : best),
    0,
  );
  const word = words[longest]!;
  if (word.length < 5) return query;
  const at = 1 + random.below(word.length - 2);
  const wrong = random.pick([swapped, dropped, doubled, besides])(word, at, random);
  words[longest] = wrong === word ? dropped(word, at) : wrong;
  return words.join(" ");
}

/** Two letters in each other's place, from `at` on. */
export const swapped = (word: string, at: number): string =>
  word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
/** Without the letter at `at`. */
export const dropped = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1);
/** With the letter at `at` twice. */
export const doubled = (word: string, at: number): string =>
  word.slice(0, at) + word.charAt(at) + word.slice(at);

/** The key beside the letter at `at` hit in its place. */
export function besides(word: string, at: number, random: Random): string {
  const row = rows.find((keys) => keys.includes(word.charAt(at)));
  if (row === undefined) return dropped(word, at);
  const key = row.indexOf(word.charAt(at)) + (random.chance(0.5) ? 1 : -1);
  return (
    word.slice(0, at) + row.charAt(Math.max(0, Math.min(row.length - 1, key))) + word.slice(at + 1)
  );
}
