/**
 * @file Distils a sentence transformer into a static encoder: one vector per token.
 *
 * 1. Every token alone through the model; its mean states are where it starts.
 * 2. Generated texts through the model; their vectors are where sums of tokens shall point.
 * 3. The principal axes of those vectors are the new dimensions.
 * 4. Start = centred token vectors along the axes, frequent tokens weighing less: a / (a + p)
 *    with p by Zipf's law from the token's rank (Arora et al. 2017; model2vec).
 * 5. Ridge regression moves them so that the sum of a text's tokens, divided by its present
 *    length, meets the text's vector. Done twice, because the length changes.
 * 6. int8, one scale a row.
 *
 * Minutes with a small transformer, most of them in it; about 1.3 GB. Same model, seed and
 * threads give the same bytes on one machine. On another processor the model's own arithmetic
 * may differ in its last bits, and entries of the file by single steps of rounding.
 */
import { checkNotCancelled } from "../../errors.js";
import { knownModels } from "../../hub/known-models.js";
import type { ModelFolder } from "../../hub/model-folder.js";
import { createRandom } from "../../random.js";
import type { SparseRows } from "../../text/sparse-rows.js";
import { writeStaticVectors } from "../static-file.js";
import type { StaticFacts } from "../static-file.js";
import { keepVocabulary } from "./kept-vocabulary.js";
import { findPrincipalAxes, meanOfRows, projectOnAxes } from "./principal-axes.js";
import type { PrincipalAxes } from "./principal-axes.js";
import { quantiseRows } from "./quantise-rows.js";
import { multiplyRow, solveRidge } from "./ridge.js";
import { createSyntheticTexts } from "./synthetic-texts.js";
import type { TextCounts } from "./synthetic-texts.js";
import { loadTeacher } from "./teacher.js";

/** What is distilled, and how. */
export interface DistilOptions {
  /** A BERT of WordPiece tokens, pooled by mean. Its name and licence are kept in the file. */
  readonly model: ModelFolder;
  /** Default 1. */
  readonly seed?: number;
  /** Dimensions of the static encoder; default 256, at most the model's. */
  readonly dimensions?: number;
  /** Texts that are generated; fewer are faster and worse. */
  readonly texts?: TextCounts;
  /** Threads of the model; 0 (default) takes all cores. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

const defaultTexts: TextCounts = { bags: 60_000, mixtures: 30_000, titles: 30_000 };
/** a of the frequency weight: tokens more frequent than this weigh less than half. */
const frequencyScale = 3e-4;
/** λ of the regression, for vectors of the lengths that step 4 gives. */
const penalty = 0.1;
const rounds = 2;
const iterations = 12;

/**
 * Distils a model.
 *
 * @returns The bytes of the static encoder's file.
 * @throws {VitrineError} `MODEL_NOT_FOUND`, `MODEL_INVALID`, `CANCELLED`.
 */
export async function distilStaticEncoder(options: DistilOptions): Promise<Uint8Array> {
  const { model, seed = 1, texts: counts = defaultTexts, signal } = options;
  const report = options.onProgress ?? (() => {});
  const teacher = await loadTeacher(model.path, model.name, options.threads ?? 0);
  try {
    const kept = keepVocabulary(teacher.vocabulary, model.name);
    const texts = createSyntheticTexts(
      { vocabulary: kept.tokens, maxTokens: teacher.maxTokens },
      counts,
      createRandom(seed),
    );
    const follow = (stage: string): { onProgress: (done: number, total: number) => void } => ({
      onProgress: (done, total) => {
        report(stage, done, total);
      },
    });
    const cancellable = signal === undefined ? {} : { signal };
    const tokens = await teacher.encode(
      Array.from(kept.ids, (id) => Int32Array.of(id)),
      { ...cancellable, ...follow("Tokens through the model") },
    );
    const goals = await teacher.encode(
      texts.map((text) => text.map((row) => kept.ids[row]!)),
      { ...cancellable, ...follow("Texts through the model") },
    );
    normaliseRows(goals, teacher.dimensions);

    report("Principal axes", 0, 1);
    const dimensions = Math.min(options.dimensions ?? 256, teacher.dimensions);
    const axes = findPrincipalAxes(goals, teacher.dimensions, dimensions);
    const targets = projectOnAxes(goals, axes.mean, axes);
    report("Principal axes", 1, 1);
    normaliseRows(targets, dimensions);
    const vectors = startVectors(tokens, axes);
    checkNotCancelled(signal, "Distilling");
    fitVectors(
      vectors,
      countTokens(texts, kept.tokens.length),
      targets,
      dimensions,
      (done, total) => {
        checkNotCancelled(signal, "Distilling");
        report("Regression", done, total);
      },
    );
    return writeStaticVectors({
      vocabulary: kept.tokens,
      ...quantiseRows(vectors, dimensions),
      facts: {
        dimensions,
        ...originOf(teacher.sha256, model),
        changes: `Distilled into one vector per token: each token and ${texts.length} generated texts through the model, principal axes, frequency weights, ridge regression, int8.`,
        seed,
      },
    });
  } finally {
    await teacher.close();
  }
}

/** A pinned model is known by its bytes, wherever its folder lies and whatever it is called. */
function originOf(
  sha256: string,
  model: ModelFolder,
): Pick<StaticFacts, "origin" | "originSha256" | "licence"> {
  const pinned = knownModels.find(({ files }) =>
    Object.values(files).some((file) => file.sha256 === sha256),
  );
  const { name, licence } = pinned ?? model;
  return { origin: name, originSha256: sha256, licence };
}

/** Centred token vectors along the axes, times their frequency weight; shape [tokens, axes]. */
function startVectors(tokens: Float32Array, axes: PrincipalAxes): Float32Array {
  const { axisCount } = axes;
  const vectors = projectOnAxes(tokens, meanOfRows(tokens, axes.mean.length), axes);
  const count = vectors.length / axisCount;
  // Zipf: the token of rank r has a frequency of 1 / (r + 1), before they are made to sum to 1.
  let sum = 0;
  for (let rank = 1; rank <= count; rank++) sum += 1 / (rank + 1);
  return vectors.map((value, at) => {
    const frequency = 1 / (Math.floor(at / axisCount) + 2) / sum;
    return value * (frequencyScale / (frequencyScale + frequency));
  });
}

/** Moves `vectors` so that sums of a text's tokens point at its target. */
function fitVectors(
  vectors: Float32Array,
  counts: SparseRows,
  targets: Float32Array,
  dimensions: number,
  onProgress: (done: number, total: number) => void,
): void {
  const sum = new Float64Array(dimensions);
  for (let round = 0; round < rounds; round++) {
    const values = counts.values.slice();
    const residual = targets.slice();
    for (let row = 0; row < counts.rowCount; row++) {
      multiplyRow(counts, row, vectors, sum);
      const length = Math.max(lengthOf(sum), 1e-6);
      for (let entry = counts.rowStarts[row]!; entry < counts.rowStarts[row + 1]!; entry++) {
        values[entry]! /= length;
      }
      for (let column = 0; column < dimensions; column++) {
        residual[row * dimensions + column]! -= sum[column]! / length;
      }
    }
    const moves = solveRidge({ ...counts, values }, residual, dimensions, {
      penalty,
      iterations,
      onIteration: (done) => {
        onProgress(round * iterations + done, rounds * iterations);
      },
    });
    for (let at = 0; at < vectors.length; at++) vectors[at]! += moves[at]!;
  }
}

/** How often each token stands in each text; shape [texts, tokens]. */
function countTokens(texts: readonly Int32Array[], tokenCount: number): SparseRows {
  const rowStarts = new Uint32Array(texts.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  texts.forEach((text, index) => {
    const counts = new Map<number, number>();
    for (const token of text.slice().sort()) counts.set(token, (counts.get(token) ?? 0) + 1);
    columns.push(...counts.keys());
    values.push(...counts.values());
    rowStarts[index + 1] = columns.length;
  });
  return {
    rowCount: texts.length,
    columnCount: tokenCount,
    rowStarts,
    columns: Uint32Array.from(columns),
    values: Float32Array.from(values),
  };
}

function normaliseRows(data: Float32Array, dimensions: number): void {
  for (let start = 0; start < data.length; start += dimensions) {
    const row = data.subarray(start, start + dimensions);
    const length = Math.max(lengthOf(row), 1e-9);
    for (let column = 0; column < dimensions; column++) row[column]! /= length;
  }
}

function lengthOf(vector: Float32Array | Float64Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.sqrt(squares);
}
