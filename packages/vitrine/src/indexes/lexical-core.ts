/**
 * @file Finds documents by their words: an inverted index in memory, keyed by ordinals and
 * scored by BM25F.
 *
 * Every count that a score is made of (N, n, average lengths) is exact after every change.
 * A query costs the occurrences of its terms, some 3 ns each; memory is about 10 bytes a
 * distinct word of a document and field. Scores do not depend on the order in which documents
 * came. Results are exact over the documents that are accepted, so a filter never starves them.
 *
 * Reference: `bm25ByDefinition` (text/bm25.reference.ts), within 1e-9.
 */
import { VitrineError } from "../errors.js";
import { broken } from "../text/byte-sections.js";
import { readLexicalBytes, writeLexicalBytes } from "./lexical-bytes.js";
import type { LexicalContents } from "./lexical-contents.js";
import { emptyContents, openLexicalCore } from "./lexical-contents.js";
import { checkFields } from "./lexical-documents.js";
import type { LexicalIndexOptions } from "./lexical-options.js";
import { lexicalIndexOptionsSchema } from "./lexical-options.js";
import type { QueryReading } from "./lexical-query.js";
import type {
  OrdinalDocument,
  OrdinalLexicalIndex,
  OrdinalRankOptions,
} from "./ordinal-lexical-index.js";
import { createTopKSelector } from "./top-k.js";

/**
 * Starts an empty index.
 *
 * @throws {ZodError} when an option is out of range.
 *
 * @example
 * const index = createOrdinalLexicalIndex({ fields: { title: { weight: 3 }, brand: {} } });
 * index.upsert([{ ordinal: 0, fields: { title: "Oak table", brand: "Fjord" } }]);
 * index.rank("oak tabel", { k: 10, fuzzy: true }).ordinals; // Int32Array [0]
 */
export function createOrdinalLexicalIndex(options: LexicalIndexOptions): OrdinalLexicalIndex {
  return openIndex(emptyContents(lexicalIndexOptionsSchema.parse(options)));
}

/**
 * The index that `toBytes` wrote.
 *
 * @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged or of another kind.
 */
export function ordinalLexicalIndexFromBytes(bytes: Uint8Array): OrdinalLexicalIndex {
  const contents = readLexicalBytes(KIND, bytes, (reader) => {
    const ordinals = reader.uint32("ordinals");
    let before = -1;
    for (const ordinal of ordinals) {
      if (ordinal <= before || ordinal > MAX_ORDINAL) {
        throw broken(KIND, `got ordinal ${ordinal} after ${before}`, "ordinals");
      }
      before = ordinal;
    }
    return Int32Array.from(ordinals);
  });
  return openIndex(contents);
}

const KIND = "lexical index by ordinal";
const MAX_ORDINAL = 2 ** 30 - 1;

function openIndex(contents: LexicalContents): OrdinalLexicalIndex {
  const { settings, postings, vocabulary, analyzer, scorer, ...core } = openLexicalCore(contents);

  return Object.freeze({
    options: Object.freeze(settings),
    get size() {
      return postings.documentCount;
    },
    has: (ordinal: number) => postings.has(ordinal),

    upsert(documents: readonly OrdinalDocument[]) {
      for (const { ordinal, fields } of documents) {
        checkOrdinal(ordinal);
        checkFields(fields, String(ordinal), settings);
      }
      core.upsert(documents);
    },

    delete: (ordinals: Iterable<number>) => postings.remove(ordinals),

    rank(query: string, { k, accept, matched, ...reading }: OrdinalRankOptions) {
      const best = createTopKSelector<number>(k, (a, b) => a < b);
      checkRoom("accept", accept, postings.ordinalEnd);
      checkRoom("matched", matched, postings.ordinalEnd);
      let total = 0;
      scorer.scoreAll(core.read(query, reading), ({ ordinals, count, scores }) => {
        let floor = best.floor;
        for (let index = 0; index < count; index++) {
          const ordinal = ordinals[index]!;
          if (accept !== undefined && accept[ordinal] !== 1) continue;
          total++;
          if (matched !== undefined) matched[ordinal] = 1;
          const score = scores[ordinal]!;
          if (score >= floor && best.offer(ordinal, score)) floor = best.floor;
        }
      });
      const ranked = best.take();
      return {
        ordinals: Int32Array.from(ranked, ({ item }) => item),
        scores: Float64Array.from(ranked, ({ score }) => score),
        total,
      };
    },

    scoresOf(query: string, ordinals: Int32Array, reading: QueryReading = {}) {
      return Float64Array.from(ordinals, scorer.openScores(core.read(query, reading)));
    },

    explain(query: string, ordinal: number, reading: QueryReading = {}) {
      return postings.has(ordinal) ? core.explain(query, ordinal, reading) : undefined;
    },

    statistics: core.statistics,

    documentFrequency(word: string) {
      const [only, ...others] = analyzer.words(word);
      if (only === undefined || others.length > 0) return 0;
      const terms = vocabulary.findTerms(only);
      return Math.max(0, ...terms.map((term) => postings.documentFrequency(term)));
    },

    wordFrequency(word: string) {
      const number = vocabulary.words.numberOf(word);
      return number === undefined ? 0 : postings.wordFrequency(number);
    },

    wordsOf: (ordinal: number) => Array.from(postings.wordsOf(ordinal), vocabulary.words.textOf),

    *words() {
      for (let word = 0; word < vocabulary.words.size; word++) {
        const count = postings.wordFrequency(word);
        if (count > 0) yield { word: vocabulary.words.textOf(word), count };
      }
    },

    toBytes() {
      const ordinals: number[] = [];
      for (let ordinal = 0; ordinal < postings.ordinalEnd; ordinal++) {
        if (postings.has(ordinal)) ordinals.push(ordinal);
      }
      const documents = Uint32Array.from(ordinals);
      return writeLexicalBytes(KIND, contents, documents, { ordinals: documents });
    },
  });
}

function checkOrdinal(ordinal: number): void {
  if (Number.isSafeInteger(ordinal) && ordinal >= 0 && ordinal <= MAX_ORDINAL) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `The ordinal of a document must be an integer from 0 to ${MAX_ORDINAL}; got ${ordinal}. Number the documents from 0.`,
    { param: "ordinal", got: ordinal },
  );
}

function checkRoom(param: string, array: Uint8Array | undefined, size: number): void {
  if (array === undefined || array.length >= size) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `${param} must have an entry for each of ${size} ordinals; got ${array.length}. Make it as long as the greatest ordinal and one.`,
    { param, got: array.length },
  );
}
