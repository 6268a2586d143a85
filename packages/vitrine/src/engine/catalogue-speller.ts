/**
 * @file A speller whose words are those of the catalogue, and stay so while products come and go.
 *
 * Made when it is first asked: some microseconds a product. A change is noted at once and counted
 * before the next answer, 1 µs for each distinct word of the products before and after it: the
 * number of each such word is read again from the index of words, so no sum can drift. When a
 * quarter of the catalogue has changed between two answers the speller is made anew.
 *
 * Invariant: it answers as one that is made anew of the same catalogue.
 */
import { loadRealWords } from "../encoders/real-words.js";
import type { Product } from "../data/product.js";
import type { OrdinalLexicalIndex } from "../indexes/ordinal-lexical-index.js";
import { createAnalyzer } from "../text/analyze.js";
import type { Language } from "../text/language.js";
import { createSpeller } from "../text/spelling.js";
import type { CorrectedText, Speller } from "../text/spelling.js";
import { liveProducts } from "./columns/live-products.js";
import type { ProductColumns } from "./columns/product-columns.js";
import { doAtOnce, doWithPauses, stepThrough } from "./paused-work.js";
import type { PausedWork } from "./paused-work.js";

/** A speller of a catalogue. */
export interface CatalogueSpeller {
  /** Mends typing errors; a text of which every word stands in several products is right as it is. */
  readonly correct: (text: string) => CorrectedText;
  /** Makes the speller now, with pauses; not when the catalogue changes meanwhile. */
  readonly warm: () => Promise<void>;
  /**
   * Notes a change that the columns and the index of words are about to make.
   *
   * @param before - What `after` takes the place of, as the columns have it.
   */
  readonly follow: (before: readonly Product[], after: readonly Product[]) => void;
}

export interface CatalogueSpellerParts {
  readonly columns: ProductColumns;
  readonly lexical: OrdinalLexicalIndex;
  readonly language: Language | undefined;
}

/** A word that stands in so many products is no typing error. */
const SURE_DOCUMENTS = 5;
/** In larger catalogues the speller does without knowing which words stand together. */
const MOST_PAIRED_PRODUCTS = 200_000;
/** When one product in so many has changed since the last answer, a new speller is made sooner. */
const ANEW_SHARE = 4;

/** Prepares the speller of a catalogue. */
export function createCatalogueSpeller(parts: CatalogueSpellerParts): CatalogueSpeller {
  const { columns, lexical, language } = parts;
  const plain = createAnalyzer({ stopWords: true });
  let made: { readonly speller: Speller; readonly pairs: WordPairs | undefined } | undefined;
  let changes = 0;
  const changedIds = new Set<string>();
  const changedWords = new Set<string>();

  const noteWords = (id: string): void => {
    const ordinal = columns.ordinalOf(id);
    if (ordinal < 0) return;
    for (const word of lexical.wordsOf(ordinal)) changedWords.add(word);
  };
  const making = function* (): PausedWork<NonNullable<typeof made>> {
    const pairs = columns.size > MOST_PAIRED_PRODUCTS ? undefined : createWordPairs();
    if (pairs !== undefined) {
      yield* stepThrough(liveProducts(columns), ({ title }) => {
        pairs.add(title);
      });
      yield;
    }
    const speller = createSpeller({
      words: lexical.words(),
      realWords: loadRealWords(),
      ...(pairs === undefined ? {} : { pairCount: pairs.countOf }),
      ...(language === undefined ? {} : { language }),
    });
    return { speller, pairs };
  };
  const current = (): Speller => {
    if (made === undefined || changedIds.size * ANEW_SHARE > columns.size)
      made = doAtOnce(making());
    else {
      changedIds.forEach(noteWords);
      for (const word of changedWords) made.speller.set(word, lexical.wordFrequency(word));
    }
    changedIds.clear();
    changedWords.clear();
    return made.speller;
  };
  return {
    correct(text) {
      const isRight = plain
        .words(text)
        .every((word) => lexical.documentFrequency(word) >= SURE_DOCUMENTS);
      if (isRight) return { text, corrections: [], confidence: 1, suggestions: [] };
      return current().correct(text);
    },
    async warm() {
      if (made !== undefined) return;
      const began = changes;
      const warmed = await doWithPauses(making(), () => changes !== began);
      made ??= warmed;
    },
    follow(before, after) {
      changes += 1;
      if (made === undefined) return;
      for (const { id, title } of before) {
        noteWords(id);
        changedIds.add(id);
        made.pairs?.remove(title);
      }
      for (const { id, title } of after) {
        changedIds.add(id);
        made.pairs?.add(title);
      }
    },
  };
}

/** In how many titles one word follows another at once. */
interface WordPairs {
  readonly add: (title: string) => void;
  readonly remove: (title: string) => void;
  readonly countOf: (left: string, right: string) => number;
}

function createWordPairs(): WordPairs {
  const { words } = createAnalyzer();
  const counts = new Map<string, number>();
  const change = (title: string, by: 1 | -1): void => {
    const of = words(title);
    for (const pair of new Set(of.slice(1).map((word, at) => `${of[at]!} ${word}`))) {
      const count = (counts.get(pair) ?? 0) + by;
      if (count > 0) counts.set(pair, count);
      else counts.delete(pair);
    }
  };
  return {
    add(title) {
      change(title, 1);
    },
    remove(title) {
      change(title, -1);
    },
    countOf: (left, right) => counts.get(`${left} ${right}`) ?? 0,
  };
}
