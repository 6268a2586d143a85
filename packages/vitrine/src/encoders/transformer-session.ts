/**
 * @file Runs the network of a transformer on ONNX Runtime.
 *
 * Any export with the usual inputs (`input_ids`, `attention_mask`,
 * `token_type_ids`, `position_ids`, as int64 [batch, sequence]) and one output
 * of hidden states will do.
 */
import * as ort from "onnxruntime-node";
import { readModelSummary } from "@vitrine/autodiff";
import type { ModelSummary } from "@vitrine/autodiff";
import { VitrineError } from "../errors.js";
import type { HiddenStates } from "./pooling.js";

/** A network that is ready to run. */
export interface TransformerSession {
  /**
   * Whether the vectors of a text depend on what else is in its batch. So it is where
   * activations are quantised: the range is taken from the whole batch.
   */
  readonly dependsOnBatch: boolean;
  /**
   * Runs one batch.
   *
   * @param rows - Token ids, each row at least one.
   * @param paddingId - Fills rows that are shorter than the longest.
   */
  run(rows: readonly Int32Array[], paddingId: number): Promise<HiddenStates>;
  close(): Promise<void>;
}

type Feed = (rows: readonly Int32Array[], paddingId: number, sequence: number) => BigInt64Array;

const feeds: Readonly<Record<string, Feed>> = {
  input_ids: (rows, paddingId, sequence) =>
    fill(rows, sequence, (row, token) => row[token] ?? paddingId),
  attention_mask: (rows, _paddingId, sequence) =>
    fill(rows, sequence, (row, token) => (token < row.length ? 1 : 0)),
  token_type_ids: (rows, _paddingId, sequence) => fill(rows, sequence, () => 0),
  position_ids: (rows, _paddingId, sequence) => fill(rows, sequence, (_row, token) => token),
};

/**
 * Starts a network.
 *
 * @param bytes - An ONNX file.
 * @param model - Name of the model, for messages.
 * @param threads - Threads of one run; 0 takes all cores.
 * @throws {VitrineError} `MODEL_INVALID` when the bytes can not be run, or as something else.
 */
export async function startTransformerSession(
  bytes: Uint8Array,
  model: string,
  threads: number,
): Promise<TransformerSession> {
  const invalid = (rule: string, cause?: unknown): VitrineError =>
    new VitrineError(
      "MODEL_INVALID",
      `${model}: ${rule}. Use another file of this model.`,
      { model },
      { cause },
    );
  const summary = summarise(bytes, invalid);
  const unknown = summary.inputs.filter((input) => feeds[input] === undefined);
  if (unknown.length > 0 || !summary.inputs.includes("input_ids")) {
    throw invalid(
      `the inputs must be among ${Object.keys(feeds).join(", ")}; got ${summary.inputs.join(", ")}`,
    );
  }
  if (summary.hasExternalData) {
    throw invalid("weights in files beside the model are not supported");
  }
  const session = await start(bytes, threads, invalid);
  const outputName = session.outputNames.find((name) => name === "last_hidden_state");
  const output = outputName ?? session.outputNames[0] ?? "";
  return {
    dependsOnBatch: summary.operators.has("DynamicQuantizeLinear"),
    async run(rows, paddingId) {
      const sequence = Math.max(...rows.map((row) => row.length));
      const inputs = summary.inputs.map((name) => {
        const data = feeds[name]!(rows, paddingId, sequence);
        return [name, new ort.Tensor("int64", data, [rows.length, sequence])] as const;
      });
      const results = await session.run(Object.fromEntries(inputs), [output]);
      const hidden = results[output];
      const [batch, length, dimensions] = hidden?.dims ?? [];
      if (
        !(hidden?.data instanceof Float32Array) ||
        batch !== rows.length ||
        length !== sequence ||
        dimensions === undefined
      ) {
        throw invalid(
          `the output ${output} must be float32 [batch, sequence, dimensions]; got ${hidden?.type ?? "nothing"} [${hidden?.dims.join(", ") ?? ""}]`,
        );
      }
      return { data: hidden.data, sequence, dimensions };
    },
    close: () => session.release(),
  };
}

type Refusal = (rule: string, cause?: unknown) => VitrineError;

function summarise(bytes: Uint8Array, invalid: Refusal): ModelSummary {
  try {
    return readModelSummary(bytes);
  } catch (cause) {
    throw invalid("the file must be an ONNX model", cause);
  }
}

async function start(
  bytes: Uint8Array,
  threads: number,
  invalid: Refusal,
): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(bytes, { intraOpNumThreads: threads });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw invalid(`ONNX Runtime must be able to load it; it says: ${reason}`, cause);
  }
}

function fill(
  rows: readonly Int32Array[],
  sequence: number,
  value: (row: Int32Array, token: number) => number,
): BigInt64Array {
  const data = new BigInt64Array(rows.length * sequence);
  rows.forEach((row, index) => {
    for (let token = 0; token < sequence; token++) {
      data[index * sequence + token] = BigInt(value(row, token));
    }
  });
  return data;
}
