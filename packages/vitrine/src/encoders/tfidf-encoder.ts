/**
 * @file Encodes texts by the weights of their terms, projected to a few dimensions (LSA).
 *
 * Fitted on a catalogue: TF-IDF, then the directions that best keep its inner products. Knows
 * no word that the catalogue lacks, but any language and any article number in it. Fitting costs
 * seconds for tens of thousands of products; encoding, terms of the text · dimensions; memory,
 * terms · dimensions numbers. Where there are no more terms than dimensions nothing is lost:
 * the vectors are the TF-IDF rows themselves.
 *
 * @see Deerwester et al., "Indexing by Latent Semantic Analysis", 1990.
 */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { checkNotCancelled } from "../errors.js";
import { broken, readSections, writeSections } from "../text/byte-sections.js";
import type { SparseRows } from "../text/sparse-rows.js";
import {
  fitTransformTfIdf,
  tfIdfFromBytes,
  tfIdfOptionsSchema,
  tfIdfToBytes,
} from "../text/tf-idf.js";
import type { TfIdfModel } from "../text/tf-idf.js";
import type { EncodeOptions, Encoder, Vectors } from "./encoder.js";
import { findProjection, projectRow } from "./tfidf-projection.js";

/** Options of the TF-IDF encoder, with their defaults. */
export const tfIdfEncoderOptionsSchema = z.strictObject({
  dimensions: z.int().min(1).max(4096).default(256).describe("Length of the vectors."),
  seed: z.number().default(1).describe("Of the random subspace that the projection is sought in."),
  weights: tfIdfOptionsSchema.prefault({}).describe("What terms are and how they weigh."),
});
export type TfIdfEncoderOptions = z.input<typeof tfIdfEncoderOptionsSchema>;

/** An encoder that was fitted on texts and can be kept. */
export interface TfIdfEncoder extends Encoder {
  /** The encoder as bytes: same encoder, same bytes. */
  readonly toBytes: () => Uint8Array;
}

/**
 * Fits an encoder.
 *
 * @param texts - Those of the catalogue, in any language. Without any, every vector is 0.
 * @throws {ZodError} when an option is out of range.
 * @throws {VitrineError} `PARAM_INVALID` when `minDocuments` exceeds `maxDocuments`.
 *
 * @example
 * const encoder = fitTfIdfEncoder(["oak table", "oak chair"], { dimensions: 2 });
 */
export function fitTfIdfEncoder(
  texts: readonly string[],
  options: TfIdfEncoderOptions = {},
): TfIdfEncoder {
  const { dimensions, seed, weights } = tfIdfEncoderOptionsSchema.parse(options);
  const { model, rows } = fitTransformTfIdf(texts, weights);
  const termCount = model.terms.length;
  const projection =
    termCount <= dimensions
      ? identity(termCount, dimensions)
      : findProjection(rows, dimensions, seed);
  const bytes = writeSections(kind, { dimensions }, { model: tfIdfToBytes(model), projection });
  return createEncoder(model, projection, dimensions, bytes);
}

/**
 * The encoder that `toBytes` wrote.
 *
 * @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged or of another kind.
 */
export function tfIdfEncoderFromBytes(bytes: Uint8Array): TfIdfEncoder {
  const reader = readSections(kind, bytes);
  const facts = factsSchema.safeParse(reader.facts);
  if (!facts.success) throw broken(kind, "got a head of another version");
  const { dimensions } = facts.data;
  const model = tfIdfFromBytes(reader.uint8("model"));
  const projection = reader.float32("projection");
  if (projection.length !== model.terms.length * dimensions) {
    throw broken(
      kind,
      `got ${projection.length} numbers for ${model.terms.length} terms of ${dimensions} dimensions`,
      "projection",
    );
  }
  return createEncoder(model, projection, dimensions, bytes.slice());
}

const kind = "TF-IDF encoder";
const factsSchema = z.strictObject({ dimensions: z.int().min(1).max(4096) });
/** Texts encoded between two looks at the caller's signal. */
const chunkTexts = 500;

function createEncoder(
  model: TfIdfModel,
  projection: Float32Array,
  dimensions: number,
  bytes: Uint8Array,
): TfIdfEncoder {
  return {
    name: "tfidf",
    fingerprint: createHash("sha256").update(bytes).digest("hex"),
    dimensions,
    // SPDX's word for it: there is nothing in it but what the shop's own catalogue says.
    licence: "NONE",
    encode: (texts, options = {}) => encodeTexts(model, projection, dimensions, texts, options),
    toBytes: () => bytes.slice(),
  };
}

async function encodeTexts(
  model: TfIdfModel,
  projection: Float32Array,
  dimensions: number,
  texts: readonly string[],
  { signal, onProgress }: EncodeOptions,
): Promise<Vectors> {
  const data = new Float32Array(texts.length * dimensions);
  checkNotCancelled(signal, "Encoding");
  for (let start = 0; start < texts.length; start += chunkTexts) {
    const rows = model.transform(texts.slice(start, start + chunkTexts));
    writeRows(rows, projection, data.subarray(start * dimensions), dimensions);
    onProgress?.(start + rows.rowCount, texts.length);
    // Timers and signals get their turn between chunks.
    await setImmediate();
    checkNotCancelled(signal, "Encoding");
  }
  return { data, count: texts.length, dimensions };
}

/** Projected rows, each brought to length 1 where it has any. */
function writeRows(
  rows: SparseRows,
  projection: Float32Array,
  out: Float32Array,
  dimensions: number,
): void {
  const product = new Float64Array(dimensions);
  for (let row = 0; row < rows.rowCount; row++) {
    projectRow(rows, row, projection, product);
    const length = Math.sqrt(product.reduce((sum, value) => sum + value * value, 0));
    for (let column = 0; column < dimensions; column++) {
      out[row * dimensions + column] = length > 0 ? product[column]! / length : 0;
    }
  }
}

/** Shape [termCount, dimensions]: each term is a dimension of its own. */
function identity(termCount: number, dimensions: number): Float32Array {
  const projection = new Float32Array(termCount * dimensions);
  for (let term = 0; term < termCount; term++) projection[term * dimensions + term] = 1;
  return projection;
}
