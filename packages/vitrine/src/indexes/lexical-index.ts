/**
 * @file Finds documents by their words: an inverted index in memory, scored by BM25F.
 *
 * Documents come and go by id; every count that a score is made of (N, n, average lengths)
 * is exact after every change. A query costs the occurrences of its terms; memory is about
 * 10 bytes a distinct word of a document and field, and the ids. Scores do not depend on the
 * order in which documents came. Results are exact over the documents that are accepted, so
 * a filter never starves them; equal scores rank by id in code-unit order.
 *
 * Reference: `bm25ByDefinition` (text/bm25.reference.ts), within 1e-9.
 */
import { VitrineError } from "../errors.js";
import { checkRising, readLexicalBytes, writeLexicalBytes } from "./lexical-bytes.js";
import type { LexicalContents } from "./lexical-contents.js";
import { emptyContents, openLexicalCore } from "./lexical-contents.js";
import { checkFields } from "./lexical-documents.js";
import type { LexicalIndexOptions, LexicalIndexSettings } from "./lexical-options.js";
import { lexicalIndexOptionsSchema } from "./lexical-options.js";
import type { QueryReading } from "./lexical-query.js";
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
  return openIndex(emptyContents(lexicalIndexOptionsSchema.parse(options)), []);
}

/**
 * The index that `toBytes` wrote.
 *
 * @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged, of another kind or an older format.
 */
export function lexicalIndexFromBytes(bytes: Uint8Array): LexicalIndex {
  let ids: string[] = [];
  const contents = readLexicalBytes(KIND, bytes, (reader) => {
    ids = reader.strings("ids");
    checkRising(KIND, "ids", ids);
    return Int32Array.from(ids, (_, ordinal) => ordinal);
  });
  return openIndex(contents, ids);
}

const KIND = "lexical index";

/** @param given - The id of each ordinal. */
function openIndex(contents: LexicalContents, given: readonly string[]): LexicalIndex {
  const { settings, postings, scorer, ...core } = openLexicalCore(contents);
  const ids: string[] = [...given]; // By ordinal; one that is free keeps its last id.
  const ordinals = new Map(ids.map((id, ordinal) => [id, ordinal]));
  const free: number[] = [];

  const ordinalFor = (id: string): number => {
    let ordinal = ordinals.get(id);
    if (ordinal === undefined) {
      ordinal = free.pop() ?? ids.length;
      ids[ordinal] = id;
      ordinals.set(id, ordinal);
    }
    return ordinal;
  };
  /** Calls `visit` with every accepted document that matches. */
  const eachMatch = (
    clauses: ReturnType<typeof core.read>,
    accept: ((id: string) => boolean) | undefined,
    visit: (ordinal: number, score: number) => void,
  ): void => {
    scorer.scoreAll(clauses, ({ ordinals: found, count, scores }) => {
      for (let index = 0; index < count; index++) {
        const ordinal = found[index]!;
        if (accept === undefined || accept(ids[ordinal]!)) visit(ordinal, scores[ordinal]!);
      }
    });
  };

  return Object.freeze({
    options: Object.freeze(settings),
    get size() {
      return postings.documentCount;
    },
    has: (id: string) => ordinals.has(id),

    upsert(documents: readonly LexicalDocument[]) {
      for (const document of documents) checkDocument(document, settings);
      core.upsert(documents.map(({ id, fields }) => ({ ordinal: ordinalFor(id), fields })));
    },

    delete(unwanted: readonly string[]) {
      const removed: number[] = [];
      for (const id of unwanted) {
        const ordinal = ordinals.get(id);
        if (ordinal === undefined) continue;
        ordinals.delete(id);
        removed.push(ordinal);
      }
      free.push(...removed);
      return postings.remove(removed);
    },

    search(
      query: string,
      { k, accept, ...reading }: LexicalSearchOptions & { readonly k: number },
    ) {
      const best = createTopKSelector<number>(k, (a, b) => ids[a]! < ids[b]!);
      const clauses = core.read(query, reading);
      let total = 0;
      eachMatch(clauses, accept, (ordinal, score) => {
        total++;
        best.offer(ordinal, score);
      });
      const hits = best.take().map(({ item: ordinal, score }) => ({
        id: ids[ordinal]!,
        score,
        terms: core.matchesOf(clauses, ordinal),
      }));
      return { hits, total };
    },

    scores(query: string, { accept, ...reading }: LexicalSearchOptions = {}) {
      const scores = new Map<string, number>();
      eachMatch(core.read(query, reading), accept, (ordinal, score) => {
        scores.set(ids[ordinal]!, score);
      });
      return scores;
    },

    scoreOf(query: string, id: string, reading: QueryReading = {}) {
      const ordinal = ordinals.get(id);
      return ordinal === undefined
        ? undefined
        : scorer.openScores(core.read(query, reading))(ordinal);
    },

    explain(query: string, id: string, reading: QueryReading = {}) {
      const ordinal = ordinals.get(id);
      return ordinal === undefined ? undefined : core.explain(query, ordinal, reading);
    },

    statistics: core.statistics,

    toBytes() {
      const sorted = [...ordinals.keys()].sort();
      const documents = Int32Array.from(sorted, (id) => ordinals.get(id)!);
      return writeLexicalBytes(KIND, contents, documents, { ids: sorted });
    },
  });
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
  checkFields(fields, id, settings);
}
