/**
 * @file Finds the longest known phrase that starts at a place of a sequence of words.
 *
 * A hash of joined words: O(words of the longest phrase that starts with the word) a look-up.
 */

/** Phrases and what they mean. */
export interface PhraseTable<Meaning> {
  /** Adds a meaning; a phrase of no words is passed over. */
  readonly add: (words: readonly string[], meaning: Meaning) => void;
  /**
   * Puts a meaning in the place of the one that is the same, or beside the others where none is;
   * undefined takes that one away. O(meanings of the phrase).
   */
  readonly replace: (
    words: readonly string[],
    isSame: (meaning: Meaning) => boolean,
    meaning: Meaning | undefined,
  ) => void;
  /**
   * The longest phrase that starts at `at`.
   *
   * @param longest - How many words it may have at most.
   */
  readonly longestAt: (
    words: readonly string[],
    at: number,
    longest?: number,
  ) => Phrase<Meaning> | undefined;
}

/** A phrase that was found. */
export interface Phrase<Meaning> {
  readonly meanings: readonly Meaning[];
  /** How many words it has. */
  readonly length: number;
}

/** Builds an empty table. */
export function createPhraseTable<Meaning>(): PhraseTable<Meaning> {
  const byPhrase = new Map<string, Meaning[]>();
  const longestOf = new Map<string, number>();
  const add = (words: readonly string[], meaning: Meaning): void => {
    const [first] = words;
    if (first === undefined) return;
    const phrase = words.join(" ");
    const meanings = byPhrase.get(phrase);
    if (meanings === undefined) byPhrase.set(phrase, [meaning]);
    else meanings.push(meaning);
    longestOf.set(first, Math.max(longestOf.get(first) ?? 0, words.length));
  };
  return {
    add,
    replace(words, isSame, meaning) {
      const phrase = words.join(" ");
      const meanings = byPhrase.get(phrase);
      const at = meanings?.findIndex(isSame) ?? -1;
      if (meanings === undefined || at < 0) {
        if (meaning !== undefined) add(words, meaning);
      } else if (meaning !== undefined) meanings[at] = meaning;
      else {
        meanings.splice(at, 1);
        if (meanings.length === 0) byPhrase.delete(phrase);
      }
    },
    longestAt(words, at, longest = Infinity) {
      const known = longestOf.get(words[at] ?? "") ?? 0;
      for (let length = Math.min(known, longest, words.length - at); length > 0; length--) {
        const meanings = byPhrase.get(words.slice(at, at + length).join(" "));
        if (meanings !== undefined) return { meanings, length };
      }
      return undefined;
    },
  };
}
