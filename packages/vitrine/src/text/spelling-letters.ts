/**
 * @file How much a string looks like a word: a model of which letters follow which.
 *
 * A typed word that neither the catalogue nor a list of words holds is either a typing error
 * or a word that both lack. "settee" looks like a word, "setete" does not; this model puts a
 * number on it. Letters follow from the three before them, smoothed towards shorter
 * contexts. O(letters) time; 3 MB of counts, whatever the number of words.
 *
 * Source: Witten and Bell, "The zero-frequency problem", 1991 (the smoothing).
 */

/** Counts of letters, of words that come and go. */
export interface LetterModel {
  /** The natural logarithm of the probability of a word by its letters, its end included. */
  readonly logProbabilityOf: (word: string) => number;
  readonly add: (word: string) => void;
  /** Takes back what `add` counted of a word. */
  readonly remove: (word: string) => void;
}

/**
 * Counts letters.
 *
 * @param words - Folded words, each counted once whatever its frequency.
 */
export function fitLetterModel(words: Iterable<string>): LetterModel {
  // counts[order] has one entry for each string of `order` symbols.
  const counts = [1, 2, 3, 4].map((order) => new Float32Array(SYMBOLS ** order));
  const kinds = [0, 1, 2, 3].map((order) => new Uint8Array(SYMBOLS ** order));
  const contexts = [0, 1, 2, 3].map((order) => new Float32Array(SYMBOLS ** order));
  const count = (word: string, by: 1 | -1): void => {
    eachSymbol(word, (symbol, context) => {
      for (let order = 0; order < ORDERS; order++) {
        const before = context % SYMBOLS ** order;
        const place = before * SYMBOLS + symbol;
        // The first of its kind comes, or the last goes.
        if (counts[order]![place]! === (by === 1 ? 0 : 1)) kinds[order]![before]! += by;
        counts[order]![place]! += by;
        contexts[order]![before]! += by;
      }
    });
  };
  for (const word of words) count(word, 1);
  const logProbabilityOf = (word: string): number => {
    let logarithm = 0;
    eachSymbol(word, (symbol, context) => {
      let probability = 1 / SYMBOLS;
      for (let order = 0; order < ORDERS; order++) {
        const before = context % SYMBOLS ** order;
        const seen = contexts[order]![before]!;
        if (seen === 0) break;
        const kind = kinds[order]![before]! + CAUTION;
        const own = counts[order]![before * SYMBOLS + symbol]!;
        probability = (own + kind * probability) / (seen + kind);
      }
      logarithm += Math.log(probability);
      if (symbol === OTHER) logarithm -= OTHER_LETTERS;
    });
    return logarithm;
  };
  return {
    logProbabilityOf,
    add(word) {
      count(word, 1);
    },
    remove(word) {
      count(word, -1);
    },
  };
}

/** Trust in shorter contexts beside Witten and Bell's, so that few words are not taken for a language. */
const CAUTION = 2;
const ORDERS = 4;
const EDGE = 0;
const OTHER = 27;
const SYMBOLS = 28;
/** Logarithm of the letters that stand behind the symbol of all that are not a to z. */
const OTHER_LETTERS = Math.log(30);

/** Calls `visit` with every letter of a word and its end, each with the three symbols before it as one number. */
function eachSymbol(word: string, visit: (symbol: number, context: number) => void): void {
  let context = 0;
  for (let at = 0; at <= word.length; at++) {
    const symbol = at === word.length ? EDGE : symbolOf(word.charCodeAt(at));
    visit(symbol, context);
    context = (context * SYMBOLS + symbol) % SYMBOLS ** (ORDERS - 1);
  }
}

function symbolOf(unit: number): number {
  return unit >= 97 && unit <= 122 ? unit - 96 : OTHER;
}
