/**
 * @file Finds documents by their words: an inverted index in memory, scored by BM25F.
 *
 * Documents come and go by id; every count that a score is made of (N, n, average lengths)
 * is exact after every change. A query costs the occurrences of its terms; memory is about
 * 16 bytes a distinct word of a document and field, and the ids. Scores do not depend on the
 * order in which documents came. Results are exact over the documents that are accepted, so
 * a filter never starves them; equal scores rank by id in code-unit order.
 *
 * Reference: `bm25ByDefinition` (text/bm25.reference.ts), within 1e-9.
 */
import { VitrineError } from "../errors.js";
import type { Analyzer } from "../text/analyze.js";
import { createAnalyzer } from "../text/analyze.js";
import { readLexicalBytes, writeLexicalBytes } from "./lexical-bytes.js";
import type { LexicalIndexOptions, LexicalIndexSettings } from "./lexical-options.js";
import { lexicalIndexOptionsSchema } from "./lexical-options.js";
import { LexicalPostings, packOccurrence } from "./lexical-postings.js";
import type { QueryReading, TermGroup } from "./lexical-query.js";
import { readQuery } from "./lexical-query.js";
import type { GroupWeight } from "./lexical-scorer.js";
import { createLexicalScorer } from "./lexical-scorer.js";
import type { LexicalVocabulary } from "./lexical-vocabulary.js";
import { createVocabulary } from "./lexical-vocabulary.js";
import { createTopKSelector } from "./top-k.js";

/** A document to be indexed. */
export interface LexicalDocument {
  readonly id: string;
  /** Texts by field, for fields of the index; a list counts as one text; absent fields are empty. */
  readonly fields: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface LexicalSearchOptions extends QueryReading {
  /** Only ids for which this is true are scored; it never makes the result shorter than what matches. */
  readonly accept?: (id: string) => boolean;
}

/** A found document. */
export interface LexicalHit {
  readonly id: string;
  /** Sum of the weights of `terms`; greater than 0. */
  readonly score: number;
  /** What matched, in the order of the query. */
  readonly terms: readonly TermMatch[];
}

/** A word of the document that counts for a word of the query. */
export interface TermMatch {
  /** The document's word, folded but not stemmed; of several forms, the one that weighs most. */
  readonly term: string;
  /** The query's word, folded but not stemmed. */
  readonly queryTerm: string;
  readonly weight: number;
}

export interface LexicalResult {
  /** Best first. */
  readonly hits: readonly LexicalHit[];
  /** How many accepted documents match. */
  readonly total: number;
}

/** Why a document has its score. */
export interface LexicalExplanation {
  readonly score: number;
  readonly terms: readonly (TermMatch & {
    /** In how many documents any form of the word stands. */
    readonly documentFrequency: number;
    /** The share of each field that holds the word; they add up to the weight. */
    readonly fields: readonly FieldMatch[];
  })[];
  /** Words of the query that the document does not hold. */
  readonly missing: readonly string[];
}

/** What one field adds to a word's weight. */
export interface FieldMatch {
  readonly field: string;
  /** Occurrences of the word in the field, in any form. */
  readonly frequency: number;
  readonly weight: number;
}

export interface LexicalStatistics {
  readonly documentCount: number;
  /** Distinct words that some document holds, before stemming. */
  readonly wordCount: number;
  readonly fields: readonly {
    readonly field: string;
    /** Documents whose field is not empty. */
    readonly documentCount: number;
    /** Mean number of words in those; 0 when there are none. */
    readonly averageLength: number;
  }[];
}

/** Documents that can be found by their words. */
export interface LexicalIndex {
  readonly options: LexicalIndexSettings;
  /** How many documents are held now. */
  readonly size: number;
  readonly has: (id: string) => boolean;
  /**
   * Adds documents, replacing those whose id is there already. All or none.
   *
   * @param documents - When an id repeats, its last document holds.
   * @throws {VitrineError} `PARAM_INVALID` when an id is empty or no well-formed Unicode, or a field is not one of the index.
   */
  readonly upsert: (documents: readonly LexicalDocument[]) => void;
  /** Removes documents; ids that are not there are passed over. Returns how many were removed. */
  readonly delete: (ids: readonly string[]) => number;
  /**
   * Finds the best documents.
   *
   * @param query - Any text; one without a known word finds nothing.
   * @param options - `k`: how many at most, a positive integer.
   * @throws {VitrineError} `PARAM_INVALID` when `k` is not a positive integer.
   */
  readonly search: (
    query: string,
    options: LexicalSearchOptions & { readonly k: number },
  ) => LexicalResult;
  /** The scores of all accepted documents that match, by id, in no promised order. */
  readonly scores: (query: string, options?: LexicalSearchOptions) => Map<string, number>;
  /** The score of one document: 0 when it does not match, undefined when it is not there. */
  readonly scoreOf: (query: string, id: string, reading?: QueryReading) => number | undefined;
  /** How one document comes to its score; undefined when it is not there. */
  readonly explain: (
    query: string,
    id: string,
    reading?: QueryReading,
  ) => LexicalExplanation | undefined;
  readonly statistics: () => LexicalStatistics;
  /** The index as bytes: the same documents and options, the same bytes, however they came in. */
  readonly toBytes: () => Uint8Array;
}

/**
 * Starts an empty index.
 *
 * @throws {ZodError} when an option is out of range.
 *
 * @example
 * const index = createLexicalIndex({ fields: { title: { weight: 3 }, brand: {} } });
 * index.upsert([{ id: "1", fields: { title: "Oak table", brand: "Fjord" } }]);
 * index.search("oak tabel", { k: 10, fuzzy: true }).hits[0]?.id; // "1"
 */
export function createLexicalIndex(options: LexicalIndexOptions): LexicalIndex {
  const settings = lexicalIndexOptionsSchema.parse(options);
  const vocabulary = createVocabulary(createAnalyzer(settings.analyzer).stem);
  const fieldCount = Object.keys(settings.fields).length;
  return openIndex(settings, vocabulary, new LexicalPostings(fieldCount, vocabulary.termOf));
}

/**
 * The index that `toBytes` wrote.
 *
 * @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged or of another kind.
 */
export function lexicalIndexFromBytes(bytes: Uint8Array): LexicalIndex {
  const { settings, vocabulary, postings } = readLexicalBytes(bytes);
  return openIndex(settings, vocabulary, postings);
}

function openIndex(
  settings: LexicalIndexSettings,
  vocabulary: LexicalVocabulary,
  postings: LexicalPostings,
): LexicalIndex {
  const fieldNames = Object.keys(settings.fields);
  const analyzer = createAnalyzer(settings.analyzer);
  const fieldWeights = Object.values(settings.fields);
  const scorer = createLexicalScorer(postings, vocabulary, fieldWeights, settings.k1);
  postings.settle();

  const groupsOf = (query: string, reading: QueryReading): TermGroup[] =>
    readQuery(analyzer.words(query), analyzer.stem, vocabulary, postings, reading);
  const toMatch = ({ group, weight, parts }: GroupWeight): TermMatch => {
    const heaviest = parts.reduce((best, part) => (part.weight > best.weight ? part : best));
    const term = vocabulary.words.textOf(heaviest.word);
    return { term, queryTerm: group.queryTerm, weight };
  };
  const isAccepted = (slot: number, accept: ((id: string) => boolean) | undefined): boolean => {
    const id = postings.ids[slot];
    return id !== undefined && (accept === undefined || accept(id));
  };

  return Object.freeze({
    options: Object.freeze(settings),
    get size() {
      return postings.documentCount;
    },
    has: (id: string) => postings.slots.has(id),

    upsert(documents: readonly LexicalDocument[]) {
      for (const document of documents) checkDocument(document, settings);
      for (const { id, fields } of documents) {
        postings.remove(id);
        const { occurrences, lengths } = readFields(fields, fieldNames, analyzer, vocabulary);
        postings.add(id, occurrences, lengths);
      }
      postings.settle();
    },

    delete(ids: readonly string[]) {
      let removed = 0;
      for (const id of ids) if (postings.remove(id)) removed++;
      postings.settle();
      return removed;
    },

    search(
      query: string,
      { k, accept, ...reading }: LexicalSearchOptions & { readonly k: number },
    ) {
      const best = createTopKSelector<number>(k, (a, b) => postings.ids[a]! < postings.ids[b]!);
      const groups = groupsOf(query, reading);
      let total = 0;
      scorer.scoreAll(groups, (slot, score) => {
        if (!isAccepted(slot, accept)) return;
        total++;
        best.offer(slot, score);
      });
      const hits = best.take().map(({ item: slot, score }) => ({
        id: postings.ids[slot]!,
        score,
        terms: scorer.weigh(groups, slot).map(toMatch),
      }));
      return { hits, total };
    },

    scores(query: string, { accept, ...reading }: LexicalSearchOptions = {}) {
      const scores = new Map<string, number>();
      scorer.scoreAll(groupsOf(query, reading), (slot, score) => {
        if (isAccepted(slot, accept)) scores.set(postings.ids[slot]!, score);
      });
      return scores;
    },

    scoreOf(query: string, id: string, reading: QueryReading = {}) {
      const slot = postings.slots.get(id);
      if (slot === undefined) return undefined;
      return scorer
        .weigh(groupsOf(query, reading), slot)
        .reduce((score, { weight }) => score + weight, 0);
    },

    explain(query: string, id: string, reading: QueryReading = {}) {
      const slot = postings.slots.get(id);
      if (slot === undefined) return undefined;
      const groups = groupsOf(query, reading);
      const weights = scorer.weigh(groups, slot);
      const matched = new Set(weights.map(({ group }) => analyzer.stem(group.queryTerm)));
      const words = new Set(analyzer.words(query));
      return {
        score: weights.reduce((score, { weight }) => score + weight, 0),
        terms: weights.map((match) => ({
          ...toMatch(match),
          documentFrequency: postings.documentFrequency(match.alternative.term),
          fields: fieldNames.flatMap((field, index) => {
            const parts = match.parts.filter((part) => part.field === index);
            if (parts.length === 0) return [];
            const frequency = parts.reduce((sum, part) => sum + part.frequency, 0);
            return [
              { field, frequency, weight: parts.reduce((sum, part) => sum + part.weight, 0) },
            ];
          }),
        })),
        missing: [...words].filter((word) => !matched.has(analyzer.stem(word))),
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

    toBytes: () => writeLexicalBytes(settings, vocabulary, postings),
  });
}

/** The words of a document, counted by field. */
function readFields(
  fields: LexicalDocument["fields"],
  fieldNames: readonly string[],
  analyzer: Analyzer,
  vocabulary: LexicalVocabulary,
): { occurrences: Uint32Array; lengths: Uint32Array } {
  const lengths = new Uint32Array(fieldNames.length);
  const keys: number[] = []; // 256 · word + field, so that sorting brings equal ones together
  fieldNames.forEach((name, field) => {
    const value = fields[name];
    if (value === undefined) return;
    for (const text of typeof value === "string" ? [value] : value) {
      for (const word of analyzer.words(text)) {
        keys.push(256 * vocabulary.addWord(word) + field);
        lengths[field]!++;
      }
    }
  });
  keys.sort((a, b) => a - b);
  const occurrences: number[] = [];
  for (let at = 0; at < keys.length;) {
    const key = keys[at]!;
    let end = at + 1;
    while (keys[end] === key) end++;
    occurrences.push(Math.floor(key / 256), packOccurrence(key % 256, end - at));
    at = end;
  }
  return { occurrences: Uint32Array.from(occurrences), lengths };
}

function checkDocument({ id, fields }: LexicalDocument, settings: LexicalIndexSettings): void {
  // A lone surrogate would come back from the saved index as another id.
  if (id === "" || /\p{Surrogate}/u.test(id)) {
    throw new VitrineError(
      "PARAM_INVALID",
      `The id of a document must be well-formed Unicode and not empty; got ${JSON.stringify(id)}. Give it the product's id.`,
      { param: "id", got: id },
    );
  }
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(settings.fields, name)) {
      throw new VitrineError(
        "PARAM_INVALID",
        `The fields of a document must be among ${Object.keys(settings.fields).join(", ")}; got "${name}" for "${id}". Create the index with that field, or leave it out.`,
        { param: "fields", got: name },
      );
    }
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value ?? ""];
    const wrong = texts.find((text) => typeof text !== "string");
    if (wrong === undefined) continue;
    throw new VitrineError(
      "PARAM_INVALID",
      `Field "${name}" of "${id}" must be a text or a list of texts; got ${typeof wrong}. Write numbers and flags as text.`,
      { param: "fields", got: wrong },
    );
  }
}
