/**
 * @file Texts to the tokens of a static encoder, by greedy longest match (WordPiece).
 *
 * Lower case → NFD → combining marks and format characters out → whatever is not printable
 * ASCII separates words → runs of letters and digits, and each punctuation mark alone → the
 * longest known piece first. A word that pieces do not cover, or of more than 100 characters,
 * gives no token. Neither does a script other than Latin: lexical search covers those.
 * Millions of characters a second once words repeat.
 *
 * Reference: BERT's uncased tokenizer; the same tokens on printable ASCII of known pieces.
 *
 * @see Wu et al., "Google's Neural Machine Translation System", 2016, section 4.1.
 */

/** Turns texts into rows of a vocabulary. */
export interface StaticTokenizer {
  /** Rows of the tokens of `text` in its order, repetitions kept. */
  encode(text: string): Int32Array;
}

const longestWord = 100;
/** Words whose tokens are remembered; when there are more, all are forgotten. */
const rememberedWords = 50_000;

/**
 * Makes a tokenizer.
 *
 * @param vocabulary - Distinct tokens; one that goes on a word begins with `##`.
 */
export function createStaticTokenizer(vocabulary: readonly string[]): StaticTokenizer {
  const heads = new Map<string, number>();
  const tails = new Map<string, number>();
  let longestPiece = 0;
  vocabulary.forEach((token, row) => {
    const isTail = token.startsWith("##");
    const piece = isTail ? token.slice(2) : token;
    (isTail ? tails : heads).set(piece, row);
    longestPiece = Math.max(longestPiece, piece.length);
  });
  const remembered = new Map<string, readonly number[]>();

  const split = (word: string): readonly number[] => {
    const rows: number[] = [];
    for (let start = 0; start < word.length;) {
      const pieces = start === 0 ? heads : tails;
      let end = Math.min(word.length, start + longestPiece);
      let row: number | undefined;
      while (end > start && (row = pieces.get(word.slice(start, end))) === undefined) end--;
      if (row === undefined) return [];
      rows.push(row);
      start = end;
    }
    return rows;
  };
  const rowsOf = (word: string): readonly number[] => {
    const known = remembered.get(word);
    if (known !== undefined) return known;
    // Longer words are not remembered either, so that what is remembered stays small.
    if (word.length > longestWord) return [];
    const rows = split(word);
    if (remembered.size >= rememberedWords) remembered.clear();
    remembered.set(word, rows);
    return rows;
  };
  return {
    encode(text) {
      const ascii = toLowerAscii(text);
      const rows: number[] = [];
      const append = (start: number, end: number): void => {
        for (const row of rowsOf(ascii.slice(start, end))) rows.push(row);
      };
      let wordStart = -1;
      for (let at = 0; at < ascii.length; at++) {
        const kind = characterKinds[ascii.charCodeAt(at)] ?? SEPARATOR;
        if (kind === WORD) {
          if (wordStart < 0) wordStart = at;
          continue;
        }
        if (wordStart >= 0) append(wordStart, at);
        wordStart = -1;
        if (kind === PUNCTUATION) append(at, at + 1);
      }
      if (wordStart >= 0) append(wordStart, ascii.length);
      return Int32Array.from(rows);
    },
  };
}

const SEPARATOR = 0;
const WORD = 1;
const PUNCTUATION = 2;
/** What each ASCII character is; whatever is beyond is a separator. */
const characterKinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z0-9]/.test(character)) return WORD;
  return code > 32 && code < 127 ? PUNCTUATION : SEPARATOR;
});

/** Latin letters without their marks; what is not ASCII after that separates words. */
function toLowerAscii(text: string): string {
  const lower = text.toLowerCase();
  if (/^[\0-\x7f]*$/.test(lower)) return lower;
  return lower.normalize("NFD").replace(/[\p{Mn}\p{Cf}]/gu, "");
}
