/**
 * @file The model that is distilled: token ids in, the mean of its hidden states out.
 */
import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { checkNotCancelled, VitrineError } from "../../errors.js";
import { readModelJson } from "../../hub/model-folder.js";
import type { EncodeOptions } from "../encoder.js";
import type { HiddenStates } from "../pooling.js";
import { planBatches } from "../transformer-batches.js";
import { loadTransformerNetwork, loadTransformerTextSettings } from "../transformer-files.js";
import { startTransformerSession } from "../transformer-session.js";

/** A transformer that is asked about token sequences of its own vocabulary. */
export interface Teacher {
  /** Token by id; undefined where an id is free. */
  readonly vocabulary: readonly (string | undefined)[];
  readonly dimensions: number;
  /** Longest sequence that `encode` takes. */
  readonly maxTokens: number;
  /** Of the file of its weights. */
  readonly sha256: string;
  /**
   * Runs sequences through the model, each between the tokens that begin and end a text.
   *
   * @param sequences - Ids, each from one to `maxTokens`.
   * @returns Shape [sequences.length, dimensions]: means over all positions, not normalised.
   * @throws {VitrineError} `CANCELLED`.
   */
  encode(sequences: readonly Int32Array[], options?: EncodeOptions): Promise<Float32Array>;
  close(): Promise<void>;
}

const batchTokens = 1024;
const tokenizerSchema = z.object({
  model: z.object({ type: z.literal("WordPiece"), vocab: z.record(z.string(), z.int().min(0)) }),
});

/**
 * Loads a teacher.
 *
 * @param folder - Path of a folder with a BERT of WordPiece tokens whose texts are means of tokens.
 * @param threads - Threads of one run; 0 takes all cores.
 * @throws {VitrineError} `MODEL_NOT_FOUND`; `MODEL_INVALID` when it is another kind of model.
 */
export async function loadTeacher(
  folder: string,
  model: string,
  threads: number,
): Promise<Teacher> {
  const invalid = (rule: string): VitrineError =>
    new VitrineError("MODEL_INVALID", `${model}: ${rule}. Distil another model.`, { model });
  const network = await loadTransformerNetwork(folder, model);
  const { pooling, maxTokens } = await loadTransformerTextSettings(
    folder,
    model,
    network.positionCount,
  );
  if (pooling !== "mean") throw invalid(`texts must be pooled by mean; got ${pooling}`);
  const parsed = tokenizerSchema.safeParse(await readModelJson(folder, "tokenizer.json"));
  if (!parsed.success) throw invalid("tokenizer.json must describe a WordPiece tokenizer");
  const ids = parsed.data.model.vocab;
  const { "[CLS]": begin, "[SEP]": end } = ids;
  if (begin === undefined || end === undefined) {
    throw invalid("the vocabulary must hold [CLS] and [SEP]");
  }
  const vocabulary: (string | undefined)[] = [];
  for (const [token, id] of Object.entries(ids)) vocabulary[id] = token;

  const session = await startTransformerSession(network.bytes, model, threads);
  const { dimensions } = await session.run([Int32Array.of(begin, end)], 0);
  return {
    vocabulary,
    dimensions,
    maxTokens: maxTokens - 2,
    sha256: network.sha256,
    close: () => session.close(),
    async encode(sequences, { signal, onProgress } = {}) {
      const lengths = sequences.map((sequence) => sequence.length + 2);
      const data = new Float32Array(sequences.length * dimensions);
      let done = 0;
      for (const batch of planBatches(lengths, session.dependsOnBatch ? 1 : batchTokens)) {
        checkNotCancelled(signal, "Distilling");
        const rows = batch.map((index) => Int32Array.of(begin, ...sequences[index]!, end));
        const hidden = await session.run(rows, 0);
        batch.forEach((index, row) => {
          const out = data.subarray(index * dimensions, (index + 1) * dimensions);
          writeMean(hidden, row, lengths[index]!, out);
        });
        done += batch.length;
        onProgress?.(done, sequences.length);
        await setImmediate();
      }
      return data;
    },
  };
}

/** out = mean over the first `count` positions of one row of the batch. */
function writeMean(hidden: HiddenStates, row: number, count: number, out: Float32Array): void {
  const { data, sequence, dimensions } = hidden;
  const start = row * sequence * dimensions;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    let sum = 0;
    for (let position = 0; position < count; position++) {
      sum += data[start + position * dimensions + dimension]!;
    }
    out[dimension] = sum / count;
  }
}
