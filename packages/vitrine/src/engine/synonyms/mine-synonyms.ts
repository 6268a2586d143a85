/**
 * @file Finds words of a catalogue that mean the same: "sofa" and "couch".
 *
 * Candidates are words whose vectors are near. They are kept when they stand in the same
 * categories, are no two values of one attribute ("red" and "blue" are near too), no forms of
 * one word, no numbers, brands, colours, sizes or opposites, and both stand whole in the
 * encoder's vocabulary: the vectors of words made of pieces follow their spelling. What is
 * left gets a confidence by a logistic curve. Of 153 pairs labelled by hand, in 10-fold
 * cross-validation, .59 were right from a confidence of .5 (29 pairs), .71 from .6 (17) and
 * .83 from .7 (6); 40 % of the right ones lie above .5. A guess, to be weighed as one.
 *
 * O(words² × dimensions) time over at most 4,000 words, and as much for the ranks among the
 * vocabulary; some 15 s; 100 MB.
 *
 * @see Lin et al., "Identifying Synonyms among Distributionally Similar Words", 2003: why
 *   near is not the same.
 */
import { VitrineError } from "../../errors.js";
import type { SynonymRule } from "../../text/synonyms.js";
import { nearPairs, ranksOf } from "./near-pairs.js";
import type { NearPair } from "./near-pairs.js";
import { standingOf } from "./word-contexts.js";
import type { Standing, WordContexts } from "./word-contexts.js";

/** What speaks for two words meaning the same. */
export interface SynonymEvidence extends Standing {
  /** Of their vectors. */
  readonly cosine: number;
  /** Words of the vocabulary that are nearer to the one than the other is; the smaller number of the two. */
  readonly nearerRank: number;
  /** The greater number. */
  readonly fartherRank: number;
}

/** Two words and why they may mean the same. */
export interface MinedSynonym {
  /** The two words; the first stands before the second in code-unit order. */
  readonly words: readonly [string, string];
  /** Estimated share of such pairs that mean the same; 0 to 1. */
  readonly confidence: number;
  readonly evidence: SynonymEvidence;
}

/** What synonyms are mined from. */
export interface MineSynonymsOptions {
  /** Where words stand (`countWordContexts`). The most frequent 4,000 that may be synonyms are compared. */
  readonly contexts: WordContexts;
  /** Words that the encoder knows whole (`wholeWordsOf`). */
  readonly realWords: ReadonlySet<string>;
  /** Unit vectors of words, shape [words.length, dimensions]; zeros for a word without one. */
  readonly vectorsOf: (
    words: readonly string[],
  ) => Promise<{ readonly data: Float32Array; readonly dimensions: number }>;
  /** Forms of one word are no synonyms; default the word itself. */
  readonly stem?: (word: string) => string;
  /** Pairs below are left out; 0 to 1, default 0.5. */
  readonly minimumConfidence?: number;
}

/**
 * Mines synonyms.
 *
 * @returns Most confident first.
 * @throws {VitrineError} `PARAM_INVALID` when the minimum is not from 0 to 1.
 */
export async function mineSynonyms(options: MineSynonymsOptions): Promise<MinedSynonym[]> {
  const { contexts, realWords, vectorsOf, stem = asItIs, minimumConfidence = 0.5 } = options;
  if (!(minimumConfidence >= 0 && minimumConfidence <= 1)) {
    throw new VitrineError(
      "PARAM_INVALID",
      `minimumConfidence must be from 0 to 1; got ${minimumConfidence}. Leave it out for 0.5.`,
      { param: "minimumConfidence", got: minimumConfidence },
    );
  }
  const words = contexts.candidates(MOST_WORDS, (word) => realWords.has(word));
  const { data, dimensions } = await vectorsOf(words);
  const kept: { pair: NearPair; standing: Standing }[] = [];
  for (const pair of nearPairs(data, dimensions, LEAST_COSINE, MOST_NEAR)) {
    const left = words[pair.a]!;
    const right = words[pair.b]!;
    if (stem(left) === stem(right) || looksAlike(left, right)) continue;
    const standing = standingOf(contexts, left, right);
    if (standing !== undefined && standing.sharedContext >= LEAST_CONTEXT)
      kept.push({ pair, standing });
  }
  const vocabulary = await vectorsOf([...realWords]);
  const ranks = ranksOf(
    data,
    vocabulary.data,
    dimensions,
    kept.map(({ pair }) => pair),
  );
  return kept
    .map(({ pair, standing }, at): MinedSynonym => {
      const left = words[pair.a]!;
      const right = words[pair.b]!;
      const [ofLeft, ofRight] = ranks[at]!;
      const evidence = {
        ...standing,
        cosine: pair.cosine,
        nearerRank: Math.min(ofLeft, ofRight),
        fartherRank: Math.max(ofLeft, ofRight),
      };
      const confidence = synonymConfidence(evidence);
      return { words: left < right ? [left, right] : [right, left], confidence, evidence };
    })
    .filter(({ confidence }) => confidence >= minimumConfidence)
    .sort(
      (a, b) => b.confidence - a.confidence || (a.words.join(" ") < b.words.join(" ") ? -1 : 1),
    );
}

/** Rules both ways for the search; a certain pair weighs 0.7, one of confidence 0.5 weighs 0.4. */
export function minedSynonymRules(mined: readonly MinedSynonym[]): SynonymRule[] {
  return mined.flatMap(({ words: [a, b], confidence }) => {
    const weight = 0.1 + 0.6 * confidence;
    return [
      { from: [a], to: [b], weight, source: "catalogue" as const },
      { from: [b], to: [a], weight, source: "catalogue" as const },
    ];
  });
}

/** Estimated share of pairs with this evidence that mean the same. */
export function synonymConfidence(evidence: SynonymEvidence): number {
  const { cosine, sharedContext, nearerRank, fartherRank, together } = evidence;
  const sum =
    CURVE.bias +
    CURVE.cosine * cosine +
    CURVE.sharedContext * sharedContext +
    CURVE.fartherRank * Math.log10(1 + fartherRank) +
    CURVE.nearerRank * Math.log10(1 + nearerRank) +
    CURVE.together * together;
  return 1 / (1 + Math.exp(-sum));
}

/** Fitted on 153 pairs labelled by hand, of a furniture, a grocery and a generated catalogue. */
const CURVE = {
  bias: -1.36,
  cosine: 2.25,
  sharedContext: 1.26,
  fartherRank: -1.64,
  nearerRank: -1.76,
  together: -0.66,
} as const;

const MOST_WORDS = 4_000;
const LEAST_COSINE = 0.5;
const LEAST_CONTEXT = 0.1;
/** Neighbours of a word that are looked at. */
const MOST_NEAR = 10;

const asItIs = (word: string): string => word;

/** A common beginning or an ending that is the other word: forms, compounds and kinds of one thing. */
function looksAlike(a: string, b: string): boolean {
  if (a.endsWith(b) || b.endsWith(a)) return true;
  let common = 0;
  while (common < a.length && a[common] === b[common]) common++;
  return common >= Math.min(4, Math.min(a.length, b.length) / 2);
}
