/**
 * @file Scores documents by BM25F over postings: all that match, or one in detail.
 *
 * O(occurrences of the query's terms) for all, a binary search a term for one; both add up
 * the same numbers in the same order, so that their scores are equal to the last bit.
 */
import type { FieldWeight } from "../text/bm25.js";
import { fieldFrequency, saturate } from "../text/bm25.js";
import type { LexicalPostings } from "./lexical-postings.js";
import { fieldOf, frequencyOf } from "./lexical-postings.js";
import type { Alternative, TermGroup } from "./lexical-query.js";

/** What a group of terms adds to one document's score. */
export interface TermWeight {
  readonly group: TermGroup;
  /** The best of the group in this document. */
  readonly alternative: Alternative;
  readonly weight: number;
  /** What each field adds to the weight. */
  readonly fields: readonly {
    readonly field: number;
    readonly frequency: number;
    readonly weight: number;
  }[];
}

export interface LexicalScorer {
  /** Calls `visit` with every slot that matches, those of deleted documents included, each once. */
  readonly scoreAll: (
    groups: readonly TermGroup[],
    visit: (slot: number, score: number) => void,
  ) => void;
  /** What adds up to the score of one slot, in the order of the groups. */
  readonly weigh: (groups: readonly TermGroup[], slot: number) => TermWeight[];
}

/**
 * Builds a scorer over postings, which may change between calls.
 *
 * @param fields - Shape [fieldCount].
 */
export function createLexicalScorer(
  postings: LexicalPostings,
  fields: readonly FieldWeight[],
  k1: number,
): LexicalScorer {
  const fieldCount = fields.length;

  const averageLengths = (): number[] =>
    fields.map((_, field) => postings.totalLengths[field]! / postings.holders[field]!);

  /** Adds each document's weight for one term to `weights`, or keeps the greater; notes those that had none. */
  const accumulate = (
    group: TermGroup,
    { term, discount }: Alternative,
    averages: readonly number[],
    weights: Float64Array,
    touched: number[],
    keepGreater: boolean,
  ): void => {
    const { pool, lengths } = postings;
    const end = postings.endOf(term);
    const worth = group.count * group.idf * discount;
    for (let at = postings.startOf(term); at < end;) {
      const slot = pool[at]!;
      let frequency = 0;
      for (; at < end && pool[at] === slot; at += 2) {
        const packed = pool[at + 1]!;
        const field = fieldOf(packed);
        frequency += fieldFrequency(
          fields[field]!,
          frequencyOf(packed),
          lengths[slot * fieldCount + field]!,
          averages[field]!,
        );
      }
      const weight = worth * saturate(frequency, k1);
      const before = weights[slot]!;
      if (before === 0) touched.push(slot);
      weights[slot] = keepGreater ? Math.max(before, weight) : before + weight;
    }
  };

  // Zeros, one number a slot; taken away while in use, because `visit` may search again.
  const spares: Float64Array[] = [];
  const takeZeros = (): Float64Array => {
    const zeros = spares.pop();
    const slotCount = postings.ids.length;
    return zeros !== undefined && zeros.length >= slotCount
      ? zeros
      : new Float64Array(Math.ceil(1.25 * slotCount));
  };
  /** The numbers at `slots`, in their order; `weights` is zeros again and can be taken anew. */
  const release = (weights: Float64Array, slots: readonly number[]): Float64Array => {
    const held = Float64Array.from(slots, (slot) => weights[slot]!);
    for (const slot of slots) weights[slot] = 0;
    spares.push(weights);
    return held;
  };

  return {
    scoreAll(groups, visit) {
      const averages = averageLengths();
      const scores = takeZeros();
      const touched: number[] = [];
      for (const group of groups) {
        if (group.alternatives.length === 1) {
          accumulate(group, group.alternatives[0]!, averages, scores, touched, false);
          continue;
        }
        const best = takeZeros();
        const inGroup: number[] = [];
        for (const alternative of group.alternatives) {
          accumulate(group, alternative, averages, best, inGroup, true);
        }
        release(best, inGroup).forEach((weight, index) => {
          const slot = inGroup[index]!;
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
        let best: TermWeight | undefined;
        for (const alternative of group.alternatives) {
          const weighed = weighOne(group, alternative, slot, averages);
          if (weighed !== undefined && weighed.weight > (best?.weight ?? 0)) best = weighed;
        }
        return best === undefined ? [] : [best];
      });
    },
  };

  function weighOne(
    group: TermGroup,
    alternative: Alternative,
    slot: number,
    averages: readonly number[],
  ): TermWeight | undefined {
    const { pool, lengths } = postings;
    const end = postings.endOf(alternative.term);
    let frequency = 0;
    const parts: { field: number; frequency: number; part: number }[] = [];
    let at = firstPairOf(postings, alternative.term, slot);
    for (; at < end && pool[at] === slot; at += 2) {
      const packed = pool[at + 1]!;
      const field = fieldOf(packed);
      const occurrences = frequencyOf(packed);
      const length = lengths[slot * fieldCount + field]!;
      const part = fieldFrequency(fields[field]!, occurrences, length, averages[field]!);
      frequency += part;
      parts.push({ field, frequency: occurrences, part });
    }
    if (parts.length === 0) return undefined;
    const weight = group.count * group.idf * alternative.discount * saturate(frequency, k1);
    return {
      group,
      alternative,
      weight,
      fields: parts.map(({ field, frequency: occurrences, part }) => ({
        field,
        frequency: occurrences,
        weight: (weight * part) / frequency,
      })),
    };
  }
}

/** The place of the first of a term's pairs whose slot is not before `slot`: they lie by rising slot. */
function firstPairOf(postings: LexicalPostings, term: number, slot: number): number {
  let low = postings.startOf(term) / 2;
  let high = postings.endOf(term) / 2;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (postings.pool[2 * middle]! < slot) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}
