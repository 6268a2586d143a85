/**
 * @file Encodes texts by adding up fixed vectors of their tokens: no network, no download.
 *
 * The file that ships with the package was distilled from a sentence transformer (distil/).
 * What each token weighs is in the length of its vector, so the sum, brought to length 1, is
 * the weighted mean. About a million tokens a second on one core; memory is the file, 7.5 MB.
 * Order of words is not seen, and texts in other scripts than Latin give the zero vector:
 * lexical search covers those. Made for titles, attributes and short descriptions; for long
 * prose as a query a transformer is far better.
 *
 * @see Arora, Liang and Ma, "A Simple but Tough-to-Beat Baseline for Sentence Embeddings", 2017.
 */
import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { checkNotCancelled, VitrineError } from "../errors.js";
import { readModelFile } from "../hub/model-folder.js";
import type { EncodeOptions, Encoder, Vectors } from "./encoder.js";
import { readStaticVectors } from "./static-file.js";
import type { StaticVectors } from "./static-file.js";
import { createStaticTokenizer } from "./static-tokenizer.js";
import type { StaticTokenizer } from "./static-tokenizer.js";

/** The file that ships with the package. */
export const shippedStaticEncoder: string = fileURLToPath(
  new URL("../../assets/static-encoder.bin", import.meta.url),
);

/** Characters encoded between two looks at the caller's signal. */
const chunkCharacters = 200_000;

/**
 * Loads a static encoder.
 *
 * @param path - A file that the distillation wrote; default the one that ships with the package.
 * @throws {VitrineError} `FILE_NOT_FOUND`, `FILE_UNREADABLE`; `MODEL_INVALID` when the file is damaged.
 *
 * @example
 * const encoder = await loadStaticEncoder();
 * const { data } = await encoder.encode(["oak desk", "folding chair"]); // [2, 256]
 */
export async function loadStaticEncoder(path: string = shippedStaticEncoder): Promise<Encoder> {
  const bytes = await readModelFile(dirname(path), basename(path));
  if (bytes === undefined) {
    throw new VitrineError(
      "FILE_NOT_FOUND",
      `${path} must be the file of a static encoder; there is no such file. Install the package again, or name a file that the distillation wrote.`,
      { path },
    );
  }
  const vectors = readStaticVectors(bytes, path);
  const { dimensions, licence } = vectors.facts;
  const tokenizer = createStaticTokenizer(vectors.vocabulary);
  return {
    name: "static",
    fingerprint: createHash("sha256").update(bytes).digest("hex"),
    dimensions,
    licence,
    encode: (texts, options = {}) => encodeTexts(tokenizer, vectors, texts, options),
  };
}

async function encodeTexts(
  tokenizer: StaticTokenizer,
  vectors: StaticVectors,
  texts: readonly string[],
  { signal, onProgress }: EncodeOptions,
): Promise<Vectors> {
  const { dimensions } = vectors.facts;
  const data = new Float32Array(texts.length * dimensions);
  const sum = new Float64Array(dimensions);
  let characters = 0;
  checkNotCancelled(signal, "Encoding");
  for (const [index, text] of texts.entries()) {
    addUp(tokenizer.encode(text), vectors, sum);
    writeUnit(sum, data, index * dimensions);
    characters += text.length;
    if (characters < chunkCharacters && index + 1 < texts.length) continue;
    characters = 0;
    onProgress?.(index + 1, texts.length);
    // Timers and signals get their turn between chunks.
    await setImmediate();
    checkNotCancelled(signal, "Encoding");
  }
  return { data, count: texts.length, dimensions };
}

/** sum = Σ scale · row over the tokens. */
function addUp(tokens: Int32Array, { rows, scales }: StaticVectors, sum: Float64Array): void {
  const dimensions = sum.length;
  sum.fill(0);
  for (const token of tokens) {
    const scale = scales[token]!;
    const start = token * dimensions;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      sum[dimension]! += scale * rows[start + dimension]!;
    }
  }
}

function writeUnit(sum: Float64Array, out: Float32Array, start: number): void {
  let squares = 0;
  for (const value of sum) squares += value * value;
  const factor = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let dimension = 0; dimension < sum.length; dimension++) {
    out[start + dimension] = sum[dimension]! * factor;
  }
}
