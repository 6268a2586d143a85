/**
 * @file What a typed word may have been meant as, with probabilities.
 *
 * A noisy channel: how often a word stands in the catalogue × how likely a hand makes this
 * error of it × how often it stands beside its neighbours; against the word being meant as
 * it stands: known to the catalogue, known to be a word, or unknown to both and then as
 * likely as its letters. About 0.3 ms among 300,000 words.
 *
 * Source: Kernighan, Church and Gale, "A spelling correction program based on a noisy channel
 * model", 1990.
 */
import type { SpellingChannel } from "./spelling-channel.js";
import type { NearSpelling, SpellingIndex } from "./spelling-index.js";
import type { LetterModel } from "./spelling-letters.js";

/** A reading of a typed word. */
export interface SpellingCandidate {
  /** One word, or two parted by a space. */
  readonly text: string;
  readonly kind: "typo" | "split";
  /** Among all readings, the word as it stands included; 0 to 1. */
  readonly probability: number;
}

/** What candidates are made and weighed by. */
export interface SpellingKnowledge {
  readonly index: SpellingIndex;
  /** Words of the language, each counted once. */
  readonly realWords: SpellingIndex;
  readonly channel: SpellingChannel;
  readonly letters: LetterModel;
  /** In how many titles `right` follows `left`; 0 without pairs. */
  readonly pairCount: (left: string, right: string) => number;
  readonly stem: (word: string) => string;
}

/** Words beside the typed one, where the catalogue knows them. */
export interface SpellingContext {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Reads a typed word.
 *
 * @param typed - Folded, letters only.
 * @returns Best first, at most five; empty when nothing is near.
 */
export function readSpelling(
  knowledge: SpellingKnowledge,
  typed: string,
  context: SpellingContext,
): SpellingCandidate[] {
  const { index, realWords, channel, stem } = knowledge;
  const bound = boundOf(typed.length);
  const total = Math.max(1, index.total);
  const near = index.near(typed, bound).filter(({ word }) => word !== typed);
  const stemmed = stem(typed);
  let inflected = 0;
  const other = near.filter(({ word, count }) => {
    const isForm = stem(word) === stemmed;
    if (isForm) inflected += count;
    return !isForm;
  });
  const scored: { text: string; kind: "typo" | "split"; score: number }[] = splitsOf(
    knowledge,
    typed,
  );
  let best = scored.reduce((highest, { score }) => Math.max(highest, score), -Infinity);
  const hope = ({ count, distance }: NearSpelling): number =>
    Math.log(count / total) - CHEAPEST_ERROR * distance;
  other.sort((a, b) => hope(b) - hope(a) || (a.word < b.word ? -1 : 1));
  for (const candidate of other.slice(0, MOST_WEIGHED)) {
    const share = candidate.count / total;
    const beside = contextOf(knowledge, candidate.word, share, context);
    if (hope(candidate) + beside < best - HOPELESS) continue;
    const score = Math.log(share) + beside - channel(candidate.word, typed);
    scored.push({ text: candidate.word, kind: "typo", score });
    best = Math.max(best, score);
  }
  // A word that the catalogue lacks may be mistyped too.
  const unknownShare = UNKNOWN_SHARE - Math.log(languageSize(realWords));
  const real = realWords
    .near(typed, bound)
    .sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1));
  for (const { word, distance } of real.slice(0, MOST_WEIGHED)) {
    if (distance === 0 || index.countOf(word) > 0 || stem(word) === stemmed) continue;
    if (unknownShare - CHEAPEST_ERROR * distance < best - HOPELESS) continue;
    scored.push({ text: word, kind: "typo", score: unknownShare - channel(word, typed) });
  }
  const asForm = inflected > 0 ? Math.log(inflected / total) - INFLECTED : -Infinity;
  const asItStands = Math.max(asForm, scoreAsItStands(knowledge, typed, context));
  const highest = Math.max(best, asItStands);
  const sum = scored.reduce(
    (all, { score }) => all + Math.exp(score - highest),
    Math.exp(asItStands - highest),
  );
  return scored
    .map(({ text, kind, score }) => ({ text, kind, probability: Math.exp(score - highest) / sum }))
    .sort((a, b) => b.probability - a.probability || (a.text < b.text ? -1 : 1))
    .slice(0, 5);
}

/**
 * Reads two typed words as one.
 *
 * @returns The probability that one word was meant; 0 when the catalogue does not hold it or holds both parts.
 */
export function readJoined(knowledge: SpellingKnowledge, left: string, right: string): number {
  const { index } = knowledge;
  const count = index.countOf(left + right);
  if (count === 0 || (index.countOf(left) > 0 && index.countOf(right) > 0)) return 0;
  const none = { before: undefined, after: undefined };
  const together = Math.log(count / Math.max(1, index.total)) - EXTRA_SPACE;
  const apart = scoreAsItStands(knowledge, left, none) + scoreAsItStands(knowledge, right, none);
  return 1 / (1 + Math.exp(apart - together));
}

/** Errors that a word of this length may hold. */
export function boundOf(length: number): number {
  if (length <= 2) return 0;
  return length <= 5 ? 1 : 2;
}

const CHEAPEST_ERROR = 4.5;
/** A candidate with no chance of e^-8 of the best one's is not weighed. */
const HOPELESS = 8;
/** Candidates that are weighed, the most hopeful first. */
const MOST_WEIGHED = 30;
const MISSING_SPACE = 5;
const EXTRA_SPACE = 5;
/** Negative logarithm of another form of a word being typed than the catalogue holds. */
const INFLECTED = 3;
/** Logarithm of the share of words that neither the catalogue nor the list of words holds. */
const UNKNOWN_SHARE = Math.log(0.2);
/** Below 1, so that unusual letters speak less against a word: brands and borrowed words have them. */
const LETTERS_WEIGHT = 0.85;
/** So many words a language has at least, however short the list of them. */
const languageSize = ({ size }: SpellingIndex): number => Math.max(20_000, size);
/** What neighbours say weighs this much against what stands alone. */
const CONTEXT_WEIGHT = 0.4;

function scoreAsItStands(
  knowledge: SpellingKnowledge,
  typed: string,
  context: SpellingContext,
): number {
  const { index, realWords, letters } = knowledge;
  const count = index.countOf(typed);
  if (count > 0) {
    const share = count / Math.max(1, index.total);
    return Math.log(share) + contextOf(knowledge, typed, share, context);
  }
  if (realWords.countOf(typed) > 0) return -Math.log(languageSize(realWords));
  return UNKNOWN_SHARE + LETTERS_WEIGHT * letters.logProbabilityOf(typed);
}

/** Logarithm of how much likelier a word is beside its neighbours than alone. */
function contextOf(
  { index, pairCount }: SpellingKnowledge,
  word: string,
  share: number,
  { before, after }: SpellingContext,
): number {
  const gain = (pairs: number, neighbour: string): number =>
    Math.log(
      1 -
        CONTEXT_WEIGHT +
        (CONTEXT_WEIGHT * pairs) / (Math.max(1, index.countOf(neighbour)) * share),
    );
  let sum = 0;
  if (before !== undefined) sum += gain(pairCount(before, word), before);
  if (after !== undefined) sum += gain(pairCount(word, after), after);
  return sum;
}

/** Two words of the catalogue that a missing space made one. */
function splitsOf(
  { index, realWords, pairCount }: SpellingKnowledge,
  typed: string,
): { text: string; kind: "split"; score: number }[] {
  const splits: { text: string; kind: "split"; score: number }[] = [];
  const total = Math.max(1, index.total);
  for (let at = SHORTEST_PART; at <= typed.length - SHORTEST_PART; at++) {
    const left = typed.slice(0, at);
    const right = typed.slice(at);
    const leftCount = index.countOf(left);
    if (leftCount === 0) continue;
    const rightCount = index.countOf(right);
    if (rightCount === 0) continue;
    const pairs = pairCount(left, right);
    // A word that is one word elsewhere is two here only when the catalogue writes it so.
    if (pairs === 0 && realWords.countOf(typed) > 0) continue;
    const chance = (leftCount / total) * (rightCount / total);
    const share = CONTEXT_WEIGHT * (pairs / total) + (1 - CONTEXT_WEIGHT) * chance;
    splits.push({
      text: `${left} ${right}`,
      kind: "split",
      score: Math.log(share) - MISSING_SPACE,
    });
  }
  return splits;
}

/** Shorter parts are endings and articles more often than words. */
const SHORTEST_PART = 3;
