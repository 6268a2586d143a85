/**
 * @file Scores documents by BM25F over postings: all that match, some, or one in detail.
 *
 * O(occurrences of the query's terms) for all, a binary search a word for one. Both add up
 * the same numbers in the same order, so that their scores are equal to the last bit.
 */
import type { FieldWeight } from "../text/bm25.js";
import { fieldFrequency, saturate } from "../text/bm25.js";
import type { CodeWorths, Tally } from "./lexical-accumulate.js";
import {
  addSaturated,
  addShares,
  addTally,
  addWeights,
  raiseTally,
  TallyPool,
} from "./lexical-accumulate.js";
import type { ClauseReader, QueryClause } from "./lexical-alternatives.js";
import { createClauseReader, groupsOf } from "./lexical-alternatives.js";
import type { HeldSegment, LexicalPostings } from "./lexical-postings.js";
import type { Alternative, TermGroup } from "./lexical-query.js";
import type { LexicalSegment, PostingList } from "./lexical-segment.js";
import { firstAtLeast, listOf } from "./lexical-segment.js";
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

/** Documents that match; lent for the time of the call. */
export interface ScoredDocuments {
  /** The first `count` are ordinals, each once, in no order. */
  readonly ordinals: Int32Array;
  readonly count: number;
  /** By ordinal. */
  readonly scores: Float64Array;
}

export interface LexicalScorer {
  /** Calls `visit` with all documents that match, in several parts. */
  readonly scoreAll: (
    clauses: readonly QueryClause[],
    visit: (found: ScoredDocuments) => void,
  ) => void;
  /** Gives the score of one document after another; 0 where none is. Holds until the postings change. */
  readonly openScores: (clauses: readonly QueryClause[]) => (ordinal: number) => number;
  /** What adds up to the score of one document, in the order of the query. */
  readonly weigh: (clauses: readonly QueryClause[], ordinal: number) => GroupWeight[];
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
  const pool = new TallyPool();
  const worthsOf = rememberWorths(postings, fields, k1);

  const addAlternative = (
    { worth, lists }: FoundAlternative,
    worths: CodeWorths,
    size: number,
    tally: Tally,
  ): void => {
    if (lists.length === 1) {
      addWeights(lists[0]!, worths, worth, tally);
      return;
    }
    const sums = pool.take(size);
    for (const list of lists) addShares(list, worths, sums);
    addSaturated(sums, worths, worth, tally);
    pool.release(sums);
  };

  /** Adds the weight of a group in each document: that of its best term there. */
  const addGroup = (group: FoundGroup, worths: CodeWorths, size: number, tally: Tally): void => {
    const [first] = group;
    if (first === undefined) return;
    if (group.length === 1) {
      addAlternative(first, worths, size, tally);
      return;
    }
    const best = pool.take(size);
    addAlternative(first, worths, size, best);
    for (const alternative of group.slice(1)) {
      const one = pool.take(size);
      addAlternative(alternative, worths, size, one);
      raiseTally(one, best);
      pool.release(one);
    }
    addTally(best, tally);
    pool.release(best);
  };

  const addClause = (clause: FoundClause, worths: CodeWorths, size: number, tally: Tally): void => {
    if (clause.reader === undefined) {
      addGroup(clause.groups[0]!, worths, size, tally);
      return;
    }
    const columns = clause.groups.map((group) => {
      const column = pool.take(size);
      addGroup(group, worths, size, column);
      return column;
    });
    const weights = new Float64Array(columns.length);
    for (const { numbers, touched, count } of columns) {
      for (let index = 0; index < count; index++) {
        const ordinal = touched[index]!;
        if (numbers[ordinal] === 0) continue; // Read when an earlier column touched it.
        columns.forEach((column, place) => {
          weights[place] = column.numbers[ordinal]!;
          column.numbers[ordinal] = 0;
        });
        const before = tally.numbers[ordinal]!;
        const score = clause.reader.addBest(weights, before);
        if (score === 0) continue;
        if (before === 0) tally.touched[tally.count++] = ordinal;
        tally.numbers[ordinal] = score;
      }
    }
    for (const column of columns) pool.release(column);
  };

  return {
    scoreAll(clauses, visit) {
      const worths = worthsOf();
      const size = endOf(postings.segments);
      for (const held of postings.segments) {
        const tally = pool.take(size);
        for (const clause of clauses) {
          addClause(findClause(clause, held.segment, vocabulary), worths, size, tally);
        }
        dropDead(tally, held, postings.owners);
        visit({ ordinals: tally.touched, count: tally.count, scores: tally.numbers });
        pool.release(tally);
      }
    },

    openScores(clauses) {
      const worths = worthsOf();
      const opened = new Map<LexicalSegment, (ordinal: number) => number>();
      return (ordinal) => {
        const segment = postings.segmentOf(ordinal)?.segment;
        if (segment === undefined) return 0;
        let scoreOf = opened.get(segment);
        if (scoreOf === undefined) {
          const found = clauses.map((clause) => findClause(clause, segment, vocabulary));
          scoreOf = (each) => scoreOne(found, each, worths);
          opened.set(segment, scoreOf);
        }
        return scoreOf(ordinal);
      };
    },

    weigh(clauses, ordinal) {
      const segment = postings.segmentOf(ordinal)?.segment;
      if (segment === undefined) return [];
      const worths = worthsOf();
      let score = 0;
      return clauses.flatMap((clause) => {
        const found = findClause(clause, segment, vocabulary);
        const weights = found.groups.map((group) => weightOf(group, ordinal, worths));
        const groups = groupsOf(clause);
        const best = createClauseReader(clause).bestGroups(weights, score);
        return best.map((place) => {
          score += weights[place]!;
          return detail(groups[place]!, found.groups[place]!, ordinal, worths, postings);
        });
      });
    },
  };
}

/** A term of a group with its lists in one segment, at least one. */
interface FoundAlternative {
  readonly alternative: Alternative;
  /** What the term is worth at most. */
  readonly worth: number;
  /** By the order of the term's words. */
  readonly words: readonly number[];
  readonly lists: readonly PostingList[];
}

/** The terms of a group that stand in a segment. */
type FoundGroup = readonly FoundAlternative[];

interface FoundClause {
  /** As `groupsOf` gives them. */
  readonly groups: readonly FoundGroup[];
  /** Undefined where the clause is one word. */
  readonly reader: ClauseReader | undefined;
}

function findClause(
  clause: QueryClause,
  segment: LexicalSegment,
  vocabulary: LexicalVocabulary,
): FoundClause {
  const groups = groupsOf(clause).map((group) =>
    group.alternatives.flatMap((alternative) => {
      const words: number[] = [];
      const lists: PostingList[] = [];
      for (const word of vocabulary.wordsOf(alternative.term)) {
        const list = listOf(segment, word);
        if (list === undefined) continue;
        words.push(word);
        lists.push(list);
      }
      const worth = group.count * group.idf * alternative.discount;
      return lists.length === 0 ? [] : [{ alternative, worth, words, lists }];
    }),
  );
  const isOneWord = clause.units.length === 1 && clause.spans.length === 0;
  return { groups, reader: isOneWord ? undefined : createClauseReader(clause) };
}

function scoreOne(clauses: readonly FoundClause[], ordinal: number, worths: CodeWorths): number {
  let score = 0;
  for (const { groups, reader } of clauses) {
    if (reader === undefined) score += weightOf(groups[0]!, ordinal, worths);
    else {
      const weights = groups.map((group) => weightOf(group, ordinal, worths));
      score = reader.addBest(weights, score);
    }
  }
  return score;
}

function weightOf(group: FoundGroup, ordinal: number, worths: CodeWorths): number {
  let best = 0;
  for (const { worth, lists } of group) {
    let sum = 0;
    for (const list of lists) sum = addSharesOf(list, ordinal, worths.shares, sum);
    best = Math.max(best, worth * saturate(sum, worths.k1));
  }
  return best;
}

function addSharesOf(
  { ordinals, codes, start, end }: PostingList,
  ordinal: number,
  shares: Float64Array,
  sum: number,
): number {
  let total = sum;
  let at = firstAtLeast(ordinals, ordinal, start, end);
  for (; at < end && ordinals[at] === ordinal; at++) total += shares[codes[at]!]!;
  return total;
}

/** How the best term of a group comes to its weight in a document that holds it. */
function detail(
  group: TermGroup,
  found: FoundGroup,
  ordinal: number,
  worths: CodeWorths,
  postings: LexicalPostings,
): GroupWeight {
  const weight = weightOf(found, ordinal, worths);
  const best = found.find((one) => weightOf([one], ordinal, worths) === weight)!;
  const parts: { word: number; field: number; frequency: number; share: number }[] = [];
  best.lists.forEach(({ ordinals, codes, start, end }, place) => {
    let at = firstAtLeast(ordinals, ordinal, start, end);
    for (; at < end && ordinals[at] === ordinal; at++) {
      const code = codes[at]!;
      parts.push({
        word: best.words[place]!,
        field: postings.codes.fields[code]!,
        frequency: postings.codes.frequencies[code]!,
        share: worths.shares[code]!,
      });
    }
  });
  const sum = parts.reduce((total, { share }) => total + share, 0);
  return {
    group,
    alternative: best.alternative,
    weight,
    parts: parts.map(({ share, ...part }) => ({ ...part, weight: (weight * share) / sum })),
  };
}

/** What each code is worth, worked out anew when the postings have changed. */
function rememberWorths(
  postings: LexicalPostings,
  fields: readonly FieldWeight[],
  k1: number,
): () => CodeWorths {
  let version = -1;
  let worths: CodeWorths = { shares: new Float64Array(0), saturated: new Float64Array(0), k1 };
  return () => {
    if (version === postings.version) return worths;
    const { codes } = postings;
    const averages = fields.map(
      (_, field) => postings.totalLengths[field]! / postings.holders[field]!,
    );
    const shares = new Float64Array(codes.size);
    for (let code = 0; code < codes.size; code++) {
      const field = codes.fields[code]!;
      shares[code] = fieldFrequency(
        fields[field]!,
        codes.frequencies[code]!,
        codes.lengths[code]!,
        averages[field]!,
      );
    }
    worths = { shares, saturated: shares.map((share) => saturate(share, k1)), k1 };
    version = postings.version;
    return worths;
  };
}

/** More than the greatest ordinal of all segments. */
function endOf(segments: readonly HeldSegment[]): number {
  return segments.reduce((end, { segment }) => Math.max(end, segment.documents.at(-1)! + 1), 0);
}

/** Takes out of a tally what was deleted or replaced. */
function dropDead(
  tally: Tally,
  { number, segment, liveCount }: HeldSegment,
  owners: Uint8Array,
): void {
  if (liveCount === segment.documents.length) return;
  let count = 0;
  for (let index = 0; index < tally.count; index++) {
    const ordinal = tally.touched[index]!;
    if (owners[ordinal] === number) tally.touched[count++] = ordinal;
    else tally.numbers[ordinal] = 0;
  }
  tally.count = count;
}
