/**
 * @file Weighs the terms of texts by how much they tell: TF-IDF, equal to scikit-learn's.
 *
 * value = tf · idf, each row then of length 1, where idf = ln((1 + n) / (1 + df)) + 1.
 * Fitting and transforming cost O(n-grams) time; the model holds its terms and one number
 * for each. Words are numbered where they stand in the text (term-table.ts), without a string
 * for each occurrence. Values are 32-bit, so that cosines agree with scikit-learn's to 1e-6.
 *
 * Reference: scikit-learn 1.x, `TfidfVectorizer`; its numbers on real products are the data test.
 */
import { z } from "zod";
import { VitrineError } from "../errors.js";
import { broken, readSections, writeSections } from "./byte-sections.js";
import { countTerms } from "./count-terms.js";
import type { TermCounts } from "./count-terms.js";
import { createNGramCutter } from "./n-grams.js";
import type { NGramCutter } from "./n-grams.js";
import type { SparseRows } from "./sparse-rows.js";
import { grown, TermTable } from "./term-table.js";
import { createTermWeigher } from "./term-weights.js";

/** Options of TF-IDF, with their defaults: scikit-learn's. */
export const tfIdfOptionsSchema = z.strictObject({
  unit: z
    .enum(["word", "char", "char_wb", "segmented"])
    .default("word")
    .describe("What n-grams are made of; `segmented` suits languages without spaces."),
  nGrams: z
    .tuple([z.int().min(1).max(20), z.int().min(1).max(20)])
    .refine(([shortest, longest]) => shortest <= longest, "the first must not exceed the second")
    .default([1, 1])
    .describe("Smallest and greatest n."),
  lowerCase: z.boolean().default(true).describe("Whether case is set aside."),
  minDocuments: z
    .number()
    .nonnegative()
    .default(1)
    .describe("Terms in fewer documents are left out; below 1, a share of the documents."),
  maxDocuments: z
    .number()
    .positive()
    .default(1)
    .describe("Terms in more documents are left out; up to 1, a share of the documents."),
  smoothIdf: z
    .boolean()
    .default(true)
    .describe("Whether idf counts one document more, which holds every term."),
  sublinearTf: z.boolean().default(false).describe("Whether tf is replaced by 1 + ln(tf)."),
  normalise: z.boolean().default(true).describe("Whether rows are scaled to length 1 (l2)."),
});
export type TfIdfOptions = z.input<typeof tfIdfOptionsSchema>;

/** Terms with their weights, learned from documents. Immutable. */
export interface TfIdfModel {
  readonly options: Readonly<z.output<typeof tfIdfOptionsSchema>>;
  /** Shape [termCount], sorted by code points, as Python sorts. */
  readonly terms: readonly string[];
  /** Shape [termCount]. */
  readonly idf: Readonly<Float64Array>;
  /**
   * Weighs texts.
   *
   * @returns Shape [texts.length, termCount], rows in the order of `texts`; a text with no known term is a row of zeros.
   */
  readonly transform: (texts: readonly string[]) => SparseRows;
}

/**
 * Learns terms and their weights.
 *
 * @param documents - Any number, in any language. When no term is left the model has none, and every row is 0.
 * @throws {ZodError} when an option is out of range.
 * @throws {VitrineError} `PARAM_INVALID` when `minDocuments` exceeds `maxDocuments`.
 *
 * @example
 * fitTfIdf(["oak table", "oak chair"], { nGrams: [1, 2] }).terms;
 * // ["chair", "oak", "oak chair", "oak table", "table"]
 */
export function fitTfIdf(documents: readonly string[], options: TfIdfOptions = {}): TfIdfModel {
  const settings = tfIdfOptionsSchema.parse(options);
  const table = new TermTable();
  const frequencies = new FrequencyList();
  countTerms(prepared(documents, settings), cutterOf(settings), adderOf(table), frequencies.count);
  return selectTerms(table, frequencies, documents.length, settings).model;
}

/** A model, and its rows of the documents that it was learned from. */
export interface FittedTfIdf {
  readonly model: TfIdfModel;
  /** What `model.transform(documents)` gives. */
  readonly rows: SparseRows;
}

/**
 * Learns terms and their weights, and weighs the same documents: both in one reading of them.
 *
 * Faster than `fitTfIdf` and then `transform`, for 8 bytes for each distinct n-gram of each document.
 *
 * @param documents - As `fitTfIdf` takes them.
 * @throws {ZodError} when an option is out of range.
 * @throws {VitrineError} `PARAM_INVALID` when `minDocuments` exceeds `maxDocuments`.
 */
export function fitTransformTfIdf(
  documents: readonly string[],
  options: TfIdfOptions = {},
): FittedTfIdf {
  const settings = tfIdfOptionsSchema.parse(options);
  const table = new TermTable();
  const frequencies = new FrequencyList();
  const kept = new CountList(documents.length);
  countTerms(prepared(documents, settings), cutterOf(settings), adderOf(table), (counts) => {
    frequencies.count(counts);
    kept.add(counts);
  });
  const { model, rank } = selectTerms(table, frequencies, documents.length, settings);
  const weigher = createTermWeigher(model.idf, settings, documents.length, kept.size);
  for (const counts of kept.rows()) weigher.add(counts, rank);
  return { model, rows: weigher.finish() };
}

/** The model as bytes: same model, same bytes. */
export function tfIdfToBytes(model: TfIdfModel): Uint8Array {
  return writeSections(KIND, model.options, { terms: model.terms, idf: model.idf });
}

/**
 * The model that `tfIdfToBytes` wrote.
 *
 * @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged or of another kind.
 */
export function tfIdfFromBytes(bytes: Uint8Array): TfIdfModel {
  const reader = readSections(KIND, bytes);
  const settings = tfIdfOptionsSchema.safeParse(reader.facts);
  if (!settings.success) throw broken(KIND, "got options of another version");
  const terms = reader.strings("terms");
  const idf = reader.float64("idf");
  if (terms.length !== idf.length) {
    throw broken(KIND, `got ${idf.length} weights for ${terms.length} terms`, "idf");
  }
  return createModel(settings.data, terms, idf);
}

const KIND = "TF-IDF model";
type Settings = z.output<typeof tfIdfOptionsSchema>;

function createModel(settings: Settings, terms: readonly string[], idf: Float64Array): TfIdfModel {
  const table = new TermTable(terms);
  const numberOf = (text: string, start: number, end: number): number =>
    table.numberOf(text, start, end);
  return Object.freeze({
    options: Object.freeze(settings),
    terms: Object.freeze(terms),
    idf,
    transform(texts: readonly string[]) {
      const weigher = createTermWeigher(idf, settings, texts.length);
      countTerms(prepared(texts, settings), cutterOf(settings), numberOf, weigher.add);
      return weigher.finish();
    },
  });
}

/**
 * The model of the terms that stand in enough documents and not in too many.
 *
 * @returns With the column of each term of the table, −1 for those that are left out.
 */
function selectTerms(
  table: TermTable,
  { frequencies }: FrequencyList,
  count: number,
  settings: Settings,
): { model: TfIdfModel; rank: Int32Array } {
  const least = settings.minDocuments < 1 ? settings.minDocuments * count : settings.minDocuments;
  const most = settings.maxDocuments <= 1 ? settings.maxDocuments * count : settings.maxDocuments;
  if (count > 0 && most < least) {
    throw new VitrineError(
      "PARAM_INVALID",
      `maxDocuments must allow at least as many documents as minDocuments asks for; got ${most} and ${least} of ${count}. Lower minDocuments.`,
      { param: "minDocuments", got: settings.minDocuments },
    );
  }
  const texts: string[] = [];
  for (let term = 0; term < table.size; term++) {
    const frequency = frequencies[term]!;
    if (frequency >= least && frequency <= most) texts.push(table.textOf(term));
  }
  sortByCodePoints(texts);
  const extra = settings.smoothIdf ? 1 : 0;
  const rank = new Int32Array(table.size).fill(-1);
  const idf = new Float64Array(texts.length);
  texts.forEach((text, column) => {
    const term = table.numberOf(text, 0, text.length);
    rank[term] = column;
    idf[column] = Math.log((count + extra) / (frequencies[term]! + extra)) + 1;
  });
  return { model: createModel(settings, texts, idf), rank };
}

const cutterOf = ({ unit, nGrams }: Settings): NGramCutter => createNGramCutter(unit, ...nGrams);

function adderOf(table: TermTable): (text: string, start: number, end: number) => number {
  return (text, start, end) => table.add(text, start, end);
}

function* prepared(texts: readonly string[], { lowerCase }: Settings): Generator<string> {
  for (const text of texts) yield lowerCase ? text.toLowerCase() : text;
}

/** In how many documents each term stands. */
class FrequencyList {
  frequencies = new Uint32Array(1024);

  readonly count = ({ terms, count }: TermCounts): void => {
    for (let index = 0; index < count; index++) {
      const term = terms[index]!;
      if (term >= this.frequencies.length) {
        this.frequencies = grown(this.frequencies, 2 * (term + 1), Uint32Array);
      }
      this.frequencies[term]!++;
    }
  };
}

/** The counts of many texts, one after another. */
class CountList {
  readonly #ends: Uint32Array;
  #terms = new Uint32Array(1024);
  #counts = new Uint32Array(1024);
  #rows = 0;
  size = 0;

  constructor(rowCount: number) {
    this.#ends = new Uint32Array(rowCount);
  }

  add({ terms, counts, count }: TermCounts): void {
    if (this.size + count > this.#terms.length) {
      this.#terms = grown(this.#terms, 2 * (this.size + count), Uint32Array);
      this.#counts = grown(this.#counts, 2 * (this.size + count), Uint32Array);
    }
    for (let index = 0; index < count; index++) {
      this.#terms[this.size + index] = terms[index]!;
      this.#counts[this.size + index] = counts[index]!;
    }
    this.size += count;
    this.#ends[this.#rows++] = this.size;
  }

  *rows(): Generator<TermCounts> {
    let start = 0;
    for (const end of this.#ends) {
      const terms = this.#terms.subarray(start, end);
      yield { terms, counts: this.#counts.subarray(start, end), count: end - start };
      start = end;
    }
  }
}

/** Sorts in place, as Python does. */
function sortByCodePoints(texts: string[]): void {
  // The order of UTF-16 units, which needs no call for each comparison, differs from U+E000 on.
  if (texts.some((text) => /[\ud800-\udfff]/.test(text))) texts.sort(compareCodePoints);
  else texts.sort();
}

/** Orders by code points, which differs from the order of UTF-16 units above U+FFFF. */
function compareCodePoints(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left === right) continue;
    const leftIsSurrogate = (left & 0xf800) === 0xd800;
    const rightIsSurrogate = (right & 0xf800) === 0xd800;
    return leftIsSurrogate === rightIsSurrogate ? left - right : leftIsSurrogate ? 1 : -1;
  }
  return a.length - b.length;
}
