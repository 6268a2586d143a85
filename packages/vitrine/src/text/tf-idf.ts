/**
 * @file Weighs the terms of texts by how much they tell: TF-IDF, equal to scikit-learn's.
 *
 * value = tf · idf, each row then of length 1, where idf = ln((1 + n) / (1 + df)) + 1.
 * Fitting and transforming cost O(n-grams) time; the model holds its terms and one number
 * for each. Values are 32-bit, so that cosines agree with scikit-learn's to 1e-6.
 *
 * Reference: scikit-learn 1.x, `TfidfVectorizer`; its numbers on real products are the data test.
 */
import { z } from "zod";
import { VitrineError } from "../errors.js";
import { broken, readSections, writeSections } from "./byte-sections.js";
import { createNGramCutter } from "./n-grams.js";
import type { SparseRows } from "./sparse-rows.js";

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
  const count = documents.length;
  const least = settings.minDocuments < 1 ? settings.minDocuments * count : settings.minDocuments;
  const most = settings.maxDocuments <= 1 ? settings.maxDocuments * count : settings.maxDocuments;
  if (count > 0 && most < least) {
    throw new VitrineError(
      "PARAM_INVALID",
      `maxDocuments must allow at least as many documents as minDocuments asks for; got ${most} and ${least} of ${count}. Lower minDocuments.`,
      { param: "minDocuments", got: settings.minDocuments },
    );
  }
  const frequencies = [...documentFrequencies(documents, settings)].filter(
    ([, frequency]) => frequency >= least && frequency <= most,
  );
  frequencies.sort(([a], [b]) => compareCodePoints(a, b));
  const extra = settings.smoothIdf ? 1 : 0;
  const idf = Float64Array.from(
    frequencies,
    ([, frequency]) => Math.log((count + extra) / (frequency + extra)) + 1,
  );
  return createModel(
    settings,
    frequencies.map(([term]) => term),
    idf,
  );
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
  const indexOf = new Map(terms.map((term, index) => [term, index]));
  return Object.freeze({
    options: Object.freeze(settings),
    terms: Object.freeze(terms),
    idf,
    transform: (texts: readonly string[]) => transform(texts, settings, indexOf, idf),
  });
}

/** In how many documents each n-gram stands. */
function documentFrequencies(
  documents: readonly string[],
  settings: Settings,
): Map<string, number> {
  const frequencies = new Map<string, number>();
  const cut = createNGramCutter(settings.unit, ...settings.nGrams);
  for (const document of documents) {
    const grams = new Set<string>();
    cut(prepare(document, settings), (gram) => grams.add(gram));
    for (const gram of grams) frequencies.set(gram, (frequencies.get(gram) ?? 0) + 1);
  }
  return frequencies;
}

function transform(
  texts: readonly string[],
  settings: Settings,
  indexOf: ReadonlyMap<string, number>,
  idf: Float64Array,
): SparseRows {
  const cut = createNGramCutter(settings.unit, ...settings.nGrams);
  const counts = new Uint32Array(idf.length); // [termCount], zero between texts
  const rowStarts = new Uint32Array(texts.length + 1);
  let columns = new Uint32Array(1024);
  let values = new Float32Array(1024);
  let entries = 0;
  let present: number[] = [];
  const count = (gram: string): void => {
    const term = indexOf.get(gram);
    if (term !== undefined && counts[term]!++ === 0) present.push(term);
  };
  texts.forEach((text, row) => {
    present = [];
    cut(prepare(text, settings), count);
    present.sort((a, b) => a - b);
    let squares = 0;
    const weights = new Float64Array(present.length);
    present.forEach((term, index) => {
      const frequency = counts[term]!;
      counts[term] = 0;
      const weight = (settings.sublinearTf ? 1 + Math.log(frequency) : frequency) * idf[term]!;
      weights[index] = weight;
      squares += weight * weight;
    });
    const length = settings.normalise ? Math.sqrt(squares) : 1;
    if (entries + present.length > columns.length) {
      const capacity = 2 * (entries + present.length);
      columns = grown(columns, new Uint32Array(capacity));
      values = grown(values, new Float32Array(capacity));
    }
    for (let index = 0; index < present.length; index++) {
      columns[entries] = present[index]!;
      values[entries] = weights[index]! / length;
      entries++;
    }
    rowStarts[row + 1] = entries;
  });
  return {
    rowCount: texts.length,
    columnCount: idf.length,
    rowStarts,
    columns: columns.slice(0, entries),
    values: values.slice(0, entries),
  };
}

function grown<T extends Uint32Array | Float32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

function prepare(text: string, settings: Settings): string {
  return settings.lowerCase ? text.toLowerCase() : text;
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
