/**
 * @file The whole words among the pieces of a tokenizer's vocabulary.
 *
 * A vocabulary of word pieces holds the commonest words of a language whole and writes `##`
 * before pieces that only go on a word. Words it holds whole are words, whatever the
 * catalogue holds: no speller should change them. Rare words ("settee", "duvet") are not
 * among them, and a few names and foreign words are.
 */

/**
 * Words of at least three letters that stand whole in a vocabulary.
 *
 * @param vocabulary - Tokens in lower case; one that goes on a word begins with `##`.
 *
 * @example
 * wholeWordsOf(["sofa", "##s", "of", "[CLS]"]); // Set { "sofa" }
 */
export function wholeWordsOf(vocabulary: Iterable<string>): Set<string> {
  const words = new Set<string>();
  for (const token of vocabulary) if (WORD.test(token)) words.add(token);
  return words;
}

const WORD = /^\p{Ll}{3,}$/u;
