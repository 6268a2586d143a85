/**
 * @file Encodes texts with a transformer of the BERT family.
 *
 * From a folder with weights (`model.safetensors`, from which the graph is
 * built here, or an ONNX export, float32 or with int8 weights), `tokenizer.json`
 * and the files of sentence-transformers. Texts are sorted by length and run in
 * batches padded to their longest, so little is computed on padding. Time grows
 * with tokens; memory is the weights plus one batch.
 *
 * Reference: sentence-transformers; token ids exactly, vectors to 1e-4.
 */
import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { checkNotCancelled, VitrineError } from "../errors.js";
import type { EncodeOptions, Encoder, Vectors } from "./encoder.js";
import { poolTokens } from "./pooling.js";
import { planBatches } from "./transformer-batches.js";
import { loadTransformerNetwork, loadTransformerTextSettings } from "./transformer-files.js";
import type { TransformerTextSettings } from "./transformer-files.js";
import { startTransformerSession } from "./transformer-session.js";
import type { TransformerSession } from "./transformer-session.js";

/** Settings of a transformer encoder. */
export interface TransformerEncoderOptions {
  /** Name in reports; default the last segment of the folder's path. */
  readonly name?: string;
  /** Licence of the weights as an SPDX expression; default `unknown`. */
  readonly licence?: string;
  /** Folder with `tokenizer.json` and the settings beside it, where the weights' folder has none. */
  readonly tokenizerFolder?: string;
  /** Threads of one run; 0 (default) takes all cores. */
  readonly threads?: number;
  /** Most tokens of a batch, padding included; default 1024. One text runs however long it is. */
  readonly batchTokens?: number;
}

// Small enough that a batch of hidden states stays in the cache of a core.
const defaultBatchTokens = 1024;
/** Texts tokenised between two looks at the caller's signal. */
const tokenizeChunk = 512;
/** Changes when the same files would give other vectors. */
const formatVersion = "transformer 1";

/**
 * Loads an encoder.
 *
 * @param folder - Path of the model's folder.
 * @throws {VitrineError} `MODEL_NOT_FOUND` when the folder has no weights, `MODEL_INVALID` when its
 *   files are missing, contradict each other or are not supported, `PARAM_INVALID`.
 *
 * @example
 * const encoder = await loadTransformerEncoder("models/all-MiniLM-L6-v2");
 * const { data } = await encoder.encode(["oak desk", "folding chair"]); // [2, 384]
 */
export async function loadTransformerEncoder(
  folder: string,
  options: TransformerEncoderOptions = {},
): Promise<Encoder> {
  const name = options.name ?? basename(resolve(folder));
  const threads = checkWhole("threads", options.threads ?? 0, 0);
  const batchTokens = checkWhole("batchTokens", options.batchTokens ?? defaultBatchTokens, 1);
  const network = await loadTransformerNetwork(folder, name);
  const settings = await loadTransformerTextSettings(
    options.tokenizerFolder ?? folder,
    name,
    network.positionCount,
  );
  const session = await startTransformerSession(network.bytes, name, threads);
  const { tokenizer } = settings;
  const { dimensions } = await session.run([tokenizer.encode("a")], tokenizer.paddingId);
  const fingerprint = createHash("sha256")
    .update([formatVersion, network.sha256, settings.sha256].join("\n"))
    .update(`\n${settings.pooling} ${settings.maxTokens} ${settings.lowerCase}`)
    .digest("hex");
  const running: Running = { session, settings, dimensions, batchTokens };
  return {
    name,
    fingerprint,
    dimensions,
    licence: options.licence ?? "unknown",
    encode: (texts, encodeOptions = {}) => encodeTexts(running, texts, encodeOptions),
    close: () => session.close(),
  };
}

interface Running {
  readonly session: TransformerSession;
  readonly settings: TransformerTextSettings;
  readonly dimensions: number;
  readonly batchTokens: number;
}

async function encodeTexts(
  { session, settings, dimensions, batchTokens }: Running,
  texts: readonly string[],
  { signal, onProgress }: EncodeOptions,
): Promise<Vectors> {
  const ids = await tokenize(settings, texts, signal);
  const budget = session.dependsOnBatch ? 1 : batchTokens;
  const batches = planBatches(
    ids.map((row) => row.length),
    budget,
  );
  const data = new Float32Array(texts.length * dimensions);
  let done = 0;
  for (const batch of batches) {
    checkNotCancelled(signal, "Encoding");
    const rows = batch.map((index) => ids[index]!);
    const hidden = await session.run(rows, settings.tokenizer.paddingId);
    batch.forEach((index, row) => {
      const out = data.subarray(index * dimensions, (index + 1) * dimensions);
      poolTokens(hidden, row, rows[row]!.length, settings.pooling, out);
    });
    done += batch.length;
    onProgress?.(done, texts.length);
    // Running is one long call into native code; timers and signals get their turn between.
    await setImmediate();
  }
  checkNotCancelled(signal, "Encoding");
  return { data, count: texts.length, dimensions };
}

async function tokenize(
  { tokenizer }: TransformerTextSettings,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Int32Array[]> {
  const ids: Int32Array[] = [];
  for (const text of texts) {
    if (ids.length % tokenizeChunk === 0) {
      checkNotCancelled(signal, "Encoding");
      if (ids.length > 0) await setImmediate();
    }
    ids.push(tokenizer.encode(text));
  }
  return ids;
}

function checkWhole(param: string, got: number, least: number): number {
  if (Number.isSafeInteger(got) && got >= least) return got;
  throw new VitrineError(
    "PARAM_INVALID",
    `${param} must be a whole number of at least ${least}; got ${got}. Leave it out for the default.`,
    { param, got },
  );
}
