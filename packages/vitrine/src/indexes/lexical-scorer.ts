/**
 * @file Scores documents by BM25F over postings: all that match, or one in detail.
 *
 * O(occurrences of the query's terms) for all, a binary search a word for one; both add up
 * the same numbers in the same order, so that their scores are equal to the last bit.
 */
import type { FieldWeight } from "../text/bm25.js";
import { fieldFrequency, saturate } from "../text/bm25.js";
import type { LexicalPostings } from "./lexical-postings.js";
import { fieldOf, frequencyOf } from "./lexical-postings.js";
import type { Alternative, TermGroup } from "./lexical-query.js";
import type { LexicalVocabulary } from "./lexical-vocabulary.js";

/** What a group of terms adds to one document's score. */
export interface GroupWeight {
  readonly group: TermGroup;
  /** The best of the group in this document. */
  readonly alternative: Alternative;
  readonly weight: number;
  /** What each word adds to the weight in each field. */
  readonly parts: readonly WordPart[];
}

export interface WordPart {
  readonly word: number;
  readonly field: number;
  /** Occurrences of the word in the field. */
  readonly frequency: number;
  readonly weight: number;
}

export interface LexicalScorer {
  /** Calls `visit` with every slot that matches, those of deleted documents included, each once. */
  readonly scoreAll: (
    groups: readonly TermGroup[],
    visit: (slot: number, score: number) => void,
  ) => void;
  /** What adds up to the score of one slot, in the order of the groups. */
  readonly weigh: (groups: readonly TermGroup[], slot: number) => GroupWeight[];
}

/**
 * Builds a scorer over postings, which may change between calls.
 *
 * @param fields - Shape [fieldCount].
 */
export function createLexicalScorer(
  postings: LexicalPostings,
  vocabulary: LexicalVocabulary,
  fields: readonly FieldWeight[],
  k1: number,
): LexicalScorer {
  const fieldCount = fields.length;
  const { take, release } = createScratch(postings);

  const averageLengths = (): number[] =>
    fields.map((_, field) => postings.totalLengths[field]! / postings.holders[field]!);

  const frequencyAt = (pair: number, averages: readonly number[]): number => {
    const packed = postings.pool[pair + 1]!;
    const field = fieldOf(packed);
    const length = postings.lengths[postings.pool[pair]! * fieldCount + field]!;
    return fieldFrequency(fields[field]!, frequencyOf(packed), length, averages[field]!);
  };

  /** Adds up the field frequencies of a term by slot; notes the slots that had none. */
  const addFrequencies = (
    term: number,
    averages: readonly number[],
    frequencies: Float64Array,
    touched: number[],
  ): void => {
    for (const word of vocabulary.wordsOf(term)) {
      const end = postings.endOf(word);
      for (let pair = postings.startOf(word); pair < end; pair += 2) {
        const slot = postings.pool[pair]!;
        if (frequencies[slot] === 0) touched.push(slot);
        frequencies[slot]! += frequencyAt(pair, averages);
      }
    }
  };

  /** The weight of each slot that a group matches: that of its best term there. */
  const weighGroup = (
    group: TermGroup,
    averages: readonly number[],
    visit: (slot: number, weight: number) => void,
  ): void => {
    const best = take();
    const matched: number[] = [];
    for (const { term, discount } of group.alternatives) {
      const frequencies = take();
      const touched: number[] = [];
      addFrequencies(term, averages, frequencies, touched);
      const worth = group.count * group.idf * discount;
      const found = release(frequencies, touched);
      for (let index = 0; index < touched.length; index++) {
        const slot = touched[index]!;
        const weight = worth * saturate(found[index]!, k1);
        if (best[slot] === 0) matched.push(slot);
        if (weight > best[slot]!) best[slot] = weight;
      }
    }
    release(best, matched).forEach((weight, index) => {
      visit(matched[index]!, weight);
    });
  };

  const weighOne = (
    group: TermGroup,
    alternative: Alternative,
    slot: number,
    averages: readonly number[],
  ): GroupWeight | undefined => {
    let sum = 0;
    const parts: { word: number; field: number; frequency: number; share: number }[] = [];
    for (const word of vocabulary.wordsOf(alternative.term)) {
      const end = postings.endOf(word);
      let pair = firstPairOf(postings, word, slot);
      for (; pair < end && postings.pool[pair] === slot; pair += 2) {
        const share = frequencyAt(pair, averages);
        const packed = postings.pool[pair + 1]!;
        sum += share;
        parts.push({ word, field: fieldOf(packed), frequency: frequencyOf(packed), share });
      }
    }
    if (parts.length === 0) return undefined;
    const weight = group.count * group.idf * alternative.discount * saturate(sum, k1);
    const toPart = ({ word, field, frequency, share }: (typeof parts)[number]): WordPart => {
      return { word, field, frequency, weight: (weight * share) / sum };
    };
    return { group, alternative, weight, parts: parts.map(toPart) };
  };

  return {
    scoreAll(groups, visit) {
      const averages = averageLengths();
      const scores = take();
      const touched: number[] = [];
      for (const group of groups) {
        weighGroup(group, averages, (slot, weight) => {
          if (scores[slot] === 0) touched.push(slot);
          scores[slot]! += weight;
        });
      }
      release(scores, touched).forEach((score, index) => {
        visit(touched[index]!, score);
      });
    },

    weigh(groups, slot) {
      const averages = averageLengths();
      return groups.flatMap((group) => {
        let best: GroupWeight | undefined;
        for (const alternative of group.alternatives) {
          const weighed = weighOne(group, alternative, slot, averages);
          if (weighed !== undefined && weighed.weight > (best?.weight ?? 0)) best = weighed;
        }
        return best === undefined ? [] : [best];
      });
    },
  };
}

/** Arrays of zeros, one number a slot, used again and again: most of their numbers are never touched. */
interface Scratch {
  readonly take: () => Float64Array;
  /** Returns the numbers at `slots`, in their order, sets them to 0 and keeps the array for the next `take`. */
  readonly release: (numbers: Float64Array, slots: readonly number[]) => Float64Array;
}

function createScratch(postings: LexicalPostings): Scratch {
  const spares: Float64Array[] = [];
  return {
    take() {
      const zeros = spares.pop();
      const slotCount = postings.ids.length;
      if (zeros !== undefined && zeros.length >= slotCount) return zeros;
      return new Float64Array(Math.ceil(1.25 * slotCount));
    },
    release(numbers, slots) {
      const held = new Float64Array(slots.length);
      for (let index = 0; index < slots.length; index++) {
        const slot = slots[index]!;
        held[index] = numbers[slot]!;
        numbers[slot] = 0;
      }
      spares.push(numbers);
      return held;
    },
  };
}

/** The place of the first of a word's pairs whose slot is not before `slot`: they lie by rising slot. */
function firstPairOf(postings: LexicalPostings, word: number, slot: number): number {
  let low = postings.startOf(word) / 2;
  let high = postings.endOf(word) / 2;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (postings.pool[2 * middle]! < slot) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}
