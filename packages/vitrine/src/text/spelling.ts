/**
 * @file Corrects typing errors in a query by the words of the catalogue.
 *
 * Changing a word that was meant ("couch" to "touch", because the shop has no couch) is worse
 * than leaving an error in. So a word stands when the catalogue holds it, when it is a form
 * of one that it holds, when it is kept by the caller, when it holds a digit, has two letters
 * or fewer or is written without spaces; a word of the list of real words is changed by
 * suggestion at most. What is changed without asking has a probability of `APPLIED_FROM`.
 * Among 300,000 words a query takes 0.3 ms in the median, 2 ms once in a hundred; 170 bytes a word.
 */
import { foldText } from "./fold-text.js";
import type { Language } from "./language.js";
import { locateWords } from "./segment-words.js";
import { readJoined, readSpelling } from "./spelling-candidates.js";
import type {
  SpellingCandidate,
  SpellingContext,
  SpellingKnowledge,
} from "./spelling-candidates.js";
import { createSpellingChannel } from "./spelling-channel.js";
import { createSpellingIndex } from "./spelling-index.js";
import type { CountedWord } from "./spelling-index.js";
import { fitLetterModel } from "./spelling-letters.js";
import { stemmerOf } from "./stem.js";

/** What a speller knows. */
export interface SpellerOptions {
  /** Folded words of the catalogue, brands included, and how often each occurs. */
  readonly words: Iterable<CountedWord>;
  /** Folded words of the language, whatever the catalogue holds (`wholeWordsOf`); default none. */
  readonly realWords?: ReadonlySet<string>;
  /** Words that are never changed; default none. */
  readonly keeps?: (word: string) => boolean;
  /** In how many titles `right` follows `left` at once; default unknown. */
  readonly pairCount?: (left: string, right: string) => number;
  /** Decides the keyboard and the stemmer. */
  readonly language?: Language;
}

/** A change of a text. */
export interface SpellingCorrection {
  /** As it was typed. */
  readonly from: string;
  /** Folded. */
  readonly to: string;
  /** `joined`: two words became one; `split`: one became two. */
  readonly kind: "typo" | "joined" | "split";
  /** Probability that `to` was meant; 0 to 1. */
  readonly confidence: number;
}

/** A whole text to offer as "did you mean". */
export interface SpellingSuggestion {
  readonly text: string;
  readonly corrections: readonly SpellingCorrection[];
  readonly confidence: number;
}

/** What a speller makes of a text. */
export interface CorrectedText {
  /** To be searched: the text with `corrections` made, else as it was. */
  readonly text: string;
  readonly corrections: readonly SpellingCorrection[];
  /** The least of the corrections'; 1 without any. */
  readonly confidence: number;
  /** To be offered, not searched; likeliest first, at most three. */
  readonly suggestions: readonly SpellingSuggestion[];
}

/** Corrects texts by a vocabulary that may change. */
export interface Speller {
  /** Distinct words of the catalogue. */
  readonly size: number;
  /** Adds to the count of a folded word. */
  readonly add: (word: string, count?: number) => void;
  /** Takes from the count of a folded word. */
  readonly remove: (word: string, count?: number) => void;
  /** Gives a folded word another count, 0 included. */
  readonly set: (word: string, count: number) => void;
  readonly correct: (text: string) => CorrectedText;
}

/** From this probability a correction is made without asking. */
export const APPLIED_FROM = 0.85;
/** From this probability a correction is offered. */
export const OFFERED_FROM = 0.3;

/**
 * Builds a speller. 2 s for 300,000 words.
 *
 * @example
 * const speller = createSpeller({ words: [{ word: "chair", count: 80 }, { word: "oak", count: 9 }] });
 * speller.correct("oak chiar").text; // "oak chair"
 */
export function createSpeller(options: SpellerOptions): Speller {
  const { realWords = new Set<string>(), keeps = () => false, language } = options;
  const words = [...options.words];
  const index = createSpellingIndex(words);
  const knowledge: SpellingKnowledge = {
    index,
    realWords: createSpellingIndex([...realWords].map((word) => ({ word, count: 1 }))),
    channel: createSpellingChannel(language),
    letters: fitLetterModel([
      ...realWords,
      ...new Set(words.flatMap(({ word, count }) => (count > 0 ? [word] : []))),
    ]),
    pairCount: options.pairCount ?? (() => 0),
    stem: (language === undefined ? undefined : stemmerOf(language)) ?? ((word) => word),
  };
  const set = (word: string, count: number): void => {
    const wasThere = index.countOf(word) > 0;
    index.set(word, count);
    if (!wasThere && count > 0) knowledge.letters.add(word);
    if (wasThere && count <= 0) knowledge.letters.remove(word);
  };
  const stands = (word: string): boolean =>
    !CORRECTABLE.test(word) || UNSPACED.test(word) || word.length > LONGEST_WORD || keeps(word);

  return Object.freeze({
    get size() {
      return index.size;
    },
    add(word: string, count = 1) {
      set(word, index.countOf(word) + count);
    },
    remove(word: string, count = 1) {
      set(word, Math.max(0, index.countOf(word) - count));
    },
    set,
    correct(text: string) {
      const normal = text.normalize("NFKC");
      const typed = locateWords(normal)
        .slice(0, MOST_WORDS)
        .map(({ start, end }) => ({ start, end, word: foldText(normal.slice(start, end)) }));
      const readings: Reading[] = [];
      for (let at = 0; at < typed.length; at++) {
        const here = typed[at]!;
        if (stands(here.word)) continue;
        const next = typed[at + 1];
        if (
          next !== undefined &&
          !stands(next.word) &&
          GAP.test(normal.slice(here.end, next.start))
        ) {
          const probability = readJoined(knowledge, here.word, next.word);
          if (probability >= OFFERED_FROM) {
            const joined = { text: here.word + next.word, kind: "joined", probability } as const;
            readings.push({
              start: here.start,
              end: next.end,
              candidates: [joined],
              isReal: false,
            });
            at++;
            continue;
          }
        }
        const count = index.countOf(here.word);
        const isReal = count > 0 || realWords.has(here.word);
        if (count > RARE || (count > 0 && realWords.has(here.word))) continue;
        const known = (word: string | undefined): string | undefined =>
          word !== undefined && index.countOf(word) > 0 ? word : undefined;
        const context: SpellingContext = {
          before: known(typed[at - 1]?.word),
          after: known(next?.word),
        };
        const candidates = readSpelling(knowledge, here.word, context);
        readings.push({ start: here.start, end: here.end, candidates, isReal });
      }
      return decide(normal, text, readings);
    },
  });
}

/** Letters only, three at least. */
const CORRECTABLE = /^\p{L}[\p{L}\p{M}]{2,}$/u;
const UNSPACED =
  /[\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LONGEST_WORD = 40;
/** Words beyond these are a text, not a query, and stand. */
const MOST_WORDS = 32;
/** A word that stands in so few products may be an error of the catalogue's own. */
const RARE = 2;
/** What may stand between two words that were meant as one. */
const GAP = /^[\s-]$/;

interface Reading {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly (Omit<SpellingCandidate, "kind"> & {
    readonly kind: SpellingCorrection["kind"];
  })[];
  /** The word as it was typed is one; it may be questioned, not changed. */
  readonly isReal: boolean;
}

interface Change extends SpellingCorrection {
  readonly start: number;
  readonly end: number;
}

function decide(normal: string, original: string, readings: readonly Reading[]): CorrectedText {
  const applied: Change[] = [];
  const offered: Change[][] = [];
  for (const { start, end, candidates, isReal } of readings) {
    const changes = candidates
      .filter(({ probability }) => probability >= OFFERED_FROM)
      .map(({ text, kind, probability }) => ({
        from: normal.slice(start, end),
        to: text,
        kind,
        confidence: probability,
        start,
        end,
      }));
    const [best] = changes;
    if (best === undefined) continue;
    // A space put in changes no word, so it may part a real one that the catalogue writes apart.
    if (best.confidence >= APPLIED_FROM && (!isReal || best.kind === "split")) applied.push(best);
    else offered.push(changes);
  }
  const choices: Change[][] = [];
  if (offered.length > 0) {
    choices.push(offered.map(([best]) => best!));
    offered.forEach((changes, at) => {
      for (const other of changes.slice(1)) {
        choices.push(offered.map(([best], place) => (place === at ? other : best!)));
      }
    });
  }
  const suggestions = choices
    .map((changes) => {
      const all = [...applied, ...changes].sort((a, b) => a.start - b.start);
      return { text: replace(normal, all), corrections: all.map(publicOf), confidence: least(all) };
    })
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MOST_SUGGESTIONS);
  return {
    text: applied.length === 0 ? original : replace(normal, applied),
    corrections: applied.map(publicOf),
    confidence: least(applied),
    suggestions,
  };
}

const MOST_SUGGESTIONS = 3;

function replace(text: string, changes: readonly Change[]): string {
  let made = "";
  let done = 0;
  for (const { start, end, to } of changes) {
    made += text.slice(done, start) + to;
    done = end;
  }
  return made + text.slice(done);
}

const publicOf = ({ from, to, kind, confidence }: Change): SpellingCorrection => ({
  from,
  to,
  kind,
  confidence,
});

const least = (changes: readonly SpellingCorrection[]): number =>
  changes.reduce((smallest, { confidence }) => Math.min(smallest, confidence), 1);
