/**
 * @file Runs a built model on ONNX Runtime.
 */
import * as ort from "onnxruntime-node";
import { createGraphBuilder } from "@vitrine/autodiff";
import type { DataType, GraphBuilder, Tensor, TypedArrayOf } from "@vitrine/autodiff";

/** Elements with their shape. */
export interface Value<D extends DataType = DataType> {
  readonly dtype: D;
  readonly shape: readonly number[];
  readonly data: TypedArrayOf<D>;
}

/** A float32 value. */
export function floats(shape: readonly number[], data: readonly number[]): Value<"float32"> {
  return { dtype: "float32", shape, data: Float32Array.from(data) };
}

/** An int64 value. */
export function integers(shape: readonly number[], data: readonly number[]): Value<"int64"> {
  return { dtype: "int64", shape, data: BigInt64Array.from(data, (value) => BigInt(value)) };
}

/** A bool value. */
export function booleans(shape: readonly number[], data: readonly boolean[]): Value<"bool"> {
  return { dtype: "bool", shape, data: Uint8Array.from(data, Number) };
}

/** Result of a run: its shape and its elements as numbers. */
export interface RunResult {
  readonly shape: readonly number[];
  readonly data: readonly number[];
  /** What the builder said the shape would be. */
  readonly inferred: Tensor["shape"];
}

/** Feeds `values` as inputs x0, x1, … to what `make` builds and returns what comes out. */
export async function run(
  values: readonly Value[],
  make: (inputs: readonly Tensor[], graph: GraphBuilder) => Tensor,
): Promise<RunResult> {
  const graph = createGraphBuilder();
  const inputs = values.map((value, index) => graph.input(`x${index}`, value.dtype, value.shape));
  const output = graph.output("y", make(inputs, graph));
  const session = await ort.InferenceSession.create(graph.build());
  const feeds = Object.fromEntries(
    values.map(({ dtype, data, shape }, index) => [
      `x${index}`,
      new ort.Tensor(dtype, data, shape),
    ]),
  );
  const { y } = await session.run(feeds);
  await session.release();
  if (y === undefined) throw new Error("internal: the model gave no y");
  return {
    shape: y.dims,
    data: Array.from(y.data as ArrayLike<number | bigint>, Number),
    inferred: output.shape,
  };
}
