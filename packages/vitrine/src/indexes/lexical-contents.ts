/**
 * @file What both word indexes are made of, the one keyed by ordinals and the one keyed by ids.
 *
 * Every count that a score is made of (N, n, average lengths) is exact after every change,
 * and scores do not depend on the order in which documents came.
 *
 * Reference: `bm25ByDefinition` (text/bm25.reference.ts), within 1e-9.
 */
import type { LexicalAnalyzer } from "./lexical-analyzer.js";
import { createLexicalAnalyzer } from "./lexical-analyzer.js";
import type { QueryClause } from "./lexical-alternatives.js";
import { OccurrenceCodes } from "./lexical-codes.js";
import type { FieldTexts } from "./lexical-documents.js";
import { readDocuments } from "./lexical-documents.js";
import type { LexicalExplanation, LexicalStatistics, TermMatch } from "./lexical-index.js";
import type { LexicalIndexSettings } from "./lexical-options.js";
import { LexicalPostings } from "./lexical-postings.js";
import type { QueryReading } from "./lexical-query.js";
import { readQuery } from "./lexical-query.js";
import type { GroupWeight, LexicalScorer } from "./lexical-scorer.js";
import { createLexicalScorer } from "./lexical-scorer.js";
import type { LexicalVocabulary } from "./lexical-vocabulary.js";
import { createVocabulary } from "./lexical-vocabulary.js";

/** What an index is made of. */
export interface LexicalContents {
  readonly settings: LexicalIndexSettings;
  readonly analyzer: LexicalAnalyzer;
  readonly vocabulary: LexicalVocabulary;
  readonly postings: LexicalPostings;
}

/** An index without its public face. */
export interface LexicalCore extends LexicalContents {
  readonly scorer: LexicalScorer;
  /** Adds documents that were checked; when an ordinal repeats, its last holds. */
  readonly upsert: (
    documents: readonly { readonly ordinal: number; readonly fields: FieldTexts }[],
  ) => void;
  readonly read: (query: string, reading: QueryReading) => QueryClause[];
  /** What matched in a document, in the order of the query. */
  readonly matchesOf: (clauses: readonly QueryClause[], ordinal: number) => TermMatch[];
  /** How a document that is there comes to its score. */
  readonly explain: (query: string, ordinal: number, reading: QueryReading) => LexicalExplanation;
  readonly statistics: () => LexicalStatistics;
}

/**
 * The contents of an empty index.
 *
 * @param words - To be numbered in this order, distinct.
 */
export function emptyContents(
  settings: LexicalIndexSettings,
  words: readonly string[] = [],
  codes = new OccurrenceCodes(),
): LexicalContents {
  const analyzer = createLexicalAnalyzer(settings);
  const vocabulary = createVocabulary(analyzer.stems, words);
  const postings = new LexicalPostings(Object.keys(settings.fields).length, vocabulary, codes);
  return { settings, analyzer, vocabulary, postings };
}

/** Opens an index over its contents. */
export function openLexicalCore(contents: LexicalContents): LexicalCore {
  const { settings, analyzer, vocabulary, postings } = contents;
  const fieldNames = Object.keys(settings.fields);
  const scorer = createLexicalScorer(
    postings,
    vocabulary,
    Object.values(settings.fields),
    settings.k1,
  );
  const toMatch = ({ group, weight, parts }: GroupWeight): TermMatch => {
    const heaviest = parts.reduce((best, part) => (part.weight > best.weight ? part : best));
    return { term: vocabulary.words.textOf(heaviest.word), queryTerm: group.queryTerm, weight };
  };
  const read = (query: string, reading: QueryReading): QueryClause[] =>
    readQuery(query, contents, reading);

  return {
    ...contents,
    scorer,
    read,

    upsert(documents) {
      const last = new Map(documents.map((document) => [document.ordinal, document]));
      const sorted = [...last.values()].sort((a, b) => a.ordinal - b.ordinal);
      for (let from = 0; from < sorted.length; from += BATCH_DOCUMENTS) {
        const batch = sorted.slice(from, from + BATCH_DOCUMENTS);
        const { input, lengths } = readDocuments(
          batch,
          fieldNames,
          analyzer,
          vocabulary,
          postings.codes,
        );
        postings.add(input, lengths);
      }
    },

    matchesOf: (clauses, ordinal) => scorer.weigh(clauses, ordinal).map(toMatch),

    explain(query, ordinal, reading) {
      const weights = scorer.weigh(read(query, reading), ordinal);
      const keyOf = (word: string): string => analyzer.stems(word).join(" ");
      const matched = new Set(
        weights.flatMap(({ group }) => group.queryTerm.split(" ").map(keyOf)),
      );
      return {
        score: weights.reduce((score, { weight }) => score + weight, 0),
        terms: weights.map((match) => ({
          ...toMatch(match),
          documentFrequency: postings.documentFrequency(match.alternative.term),
          fields: fieldNames.flatMap((field, index) => {
            const parts = match.parts.filter((part) => part.field === index);
            if (parts.length === 0) return [];
            const frequency = parts.reduce((sum, part) => sum + part.frequency, 0);
            const weight = parts.reduce((sum, part) => sum + part.weight, 0);
            return [{ field, frequency, weight }];
          }),
        })),
        missing: [...new Set(analyzer.words(query))].filter((word) => !matched.has(keyOf(word))),
      };
    },

    statistics() {
      let wordCount = 0;
      for (let word = 0; word < vocabulary.words.size; word++) {
        if (postings.wordFrequency(word) > 0) wordCount++;
      }
      return {
        documentCount: postings.documentCount,
        wordCount,
        fields: fieldNames.map((field, index) => {
          const documentCount = postings.holders[index]!;
          const total = postings.totalLengths[index]!;
          return {
            field,
            documentCount,
            averageLength: documentCount === 0 ? 0 : total / documentCount,
          };
        }),
      };
    },
  };
}

/** So many documents are read before they are sorted into the index. */
const BATCH_DOCUMENTS = 16_384;
