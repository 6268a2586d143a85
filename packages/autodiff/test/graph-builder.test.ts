import { describe, expect, it } from "vitest";
import * as ort from "onnxruntime-node";
import {
  add,
  cast,
  concat,
  createGraphBuilder,
  gather,
  gemm,
  GraphError,
  layerNormalization,
  matMul,
  mul,
  readModelSummary,
  reduceSum,
  reshape,
  sizeOf,
  slice,
  softmax,
  squeeze,
  transpose,
  unsqueeze,
  where,
} from "@vitrine/autodiff";
import type { GraphBuilder, GraphErrorCode, Tensor } from "@vitrine/autodiff";

function codeOf(act: () => unknown): GraphErrorCode | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof GraphError) return error.code;
    throw error;
  }
  return undefined;
}

function smallGraph(): GraphBuilder {
  const graph = createGraphBuilder({ name: "small" });
  const x = graph.input("x", "float32", ["batch", 3]);
  const w = graph.initializer("w", "float32", [3, 2], Float32Array.of(1, 2, 3, 4, 5, 6));
  graph.output("y", mul(matMul(x, w), graph.scalar(2)));
  return graph;
}

describe("building", () => {
  it("gives a model that runs for any size of a named dimension", async () => {
    const session = await ort.InferenceSession.create(smallGraph().build());
    for (const rows of [1, 4]) {
      const x = new ort.Tensor("float32", new Float32Array(rows * 3).fill(1), [rows, 3]);
      const { y } = await session.run({ x });
      expect(y?.dims).toEqual([rows, 2]);
      expect(y?.data).toEqual(Float32Array.from({ length: rows * 2 }, (_, i) => (i % 2 ? 24 : 18)));
    }
    await session.release();
  });

  it("gives the same bytes for the same calls", () => {
    expect(smallGraph().build()).toEqual(smallGraph().build());
  });

  it("keeps int8 and int64 constants as they are", async () => {
    const graph = createGraphBuilder();
    const small = graph.initializer("small", "int8", [2], Int8Array.of(-128, 127));
    const large = graph.initializer("large", "int64", [2], BigInt64Array.of(-1n, 2n ** 40n));
    graph.output("a", cast(small, "float32"));
    graph.output("b", add(large, graph.integers([0])));
    const session = await ort.InferenceSession.create(graph.build());
    const { a, b } = await session.run({});
    expect(a?.data).toEqual(Float32Array.of(-128, 127));
    expect(b?.data).toEqual(BigInt64Array.of(-1n, 2n ** 40n));
    await session.release();
  });

  it.each([20, 21, 22])("writes operator set %i, which ONNX Runtime accepts", async (opset) => {
    const graph = createGraphBuilder({ opset });
    graph.output("y", softmax(graph.input("x", "float32", ["n"])));
    const bytes = graph.build();
    expect(readModelSummary(bytes).opsets.get("")).toBe(opset);
    await (await ort.InferenceSession.create(bytes)).release();
  });

  it("summarises what it wrote", () => {
    const summary = readModelSummary(smallGraph().build());
    expect(Object.fromEntries(summary.operators)).toEqual({ MatMul: 1, Mul: 1, Identity: 1 });
    expect(summary.inputs).toEqual(["x"]);
    expect(summary.outputs).toEqual(["y"]);
    expect(summary.hasExternalData).toBe(false);
  });

  it("keeps the operator at its node, where a gradient rule will be looked up", () => {
    const graph = smallGraph();
    expect(graph.nodes.map((node) => node.operator.name)).toEqual(["MatMul", "Mul", "Identity"]);
    expect(graph.nodes[1]?.inputs[0]).toBe(graph.nodes[0]?.output);
  });
});

describe("shapes while building", () => {
  const graph = createGraphBuilder();
  const x = graph.input("x", "float32", ["batch", "sequence", 6]);
  const ids = graph.input("ids", "int64", ["batch", "sequence"]);
  const table = graph.initializer("table", "float32", [4, 6], new Float32Array(24));

  it.each<[string, () => Tensor, Tensor["shape"]]>([
    ["gather by named indices", () => gather(table, ids), ["batch", "sequence", 6]],
    [
      "split an axis with the named ones kept",
      () => reshape(x, [0, 0, 2, 3]),
      ["batch", "sequence", 2, 3],
    ],
    ["fold named axes into one unnamed", () => reshape(x, [-1, 6]), ["?0", 6]],
    ["transpose", () => transpose(x, [2, 0, 1]), [6, "batch", "sequence"]],
    [
      "cut to a named size",
      () => slice(table, { axis: 0, start: 0, end: sizeOf(x, 1) }),
      ["sequence", 6],
    ],
    ["broadcast a name with 1", () => add(x, unsqueeze(table, [0])), ["batch", 4, 6]],
    ["reduce", () => reduceSum(x, { axes: [1], keepDimensions: true }), ["batch", 1, 6]],
  ])("%s", (_title, make, shape) => {
    const got = make().shape;
    expect(
      got.map((size) => (typeof size === "string" && size.startsWith("?") ? "?0" : size)),
    ).toEqual(shape);
  });
});

describe("mistakes", () => {
  const graph = createGraphBuilder();
  const matrix = graph.input("matrix", "float32", [2, 3]);
  const vector = graph.input("vector", "float32", [4]);
  const named = graph.input("named", "float32", ["a", "b"]);
  const ids = graph.input("ids", "int64", [2]);

  it.each<[string, () => unknown, GraphErrorCode]>([
    ["matMul with unequal inner sizes", () => matMul(matrix, matrix), "SHAPE_MISMATCH"],
    ["matMul with different names inside", () => matMul(named, named), "SHAPE_MISMATCH"],
    ["gemm of a vector", () => gemm(matrix, vector), "SHAPE_MISMATCH"],
    [
      "gemm with a bias that does not fit",
      () => gemm(matrix, matrix, vector, { transposeB: true }),
      "SHAPE_MISMATCH",
    ],
    ["add of shapes that can not meet", () => add(matrix, vector), "SHAPE_MISMATCH"],
    ["add of different types", () => add(matrix, ids), "DTYPE_MISMATCH"],
    ["softmax of integers", () => softmax(ids), "DTYPE_MISMATCH"],
    ["softmax along an axis that is not there", () => softmax(matrix, 2), "ARGUMENT_INVALID"],
    ["where on numbers", () => where(matrix, matrix, matrix), "DTYPE_MISMATCH"],
    ["gather by fractions", () => gather(matrix, vector), "DTYPE_MISMATCH"],
    [
      "layer normalisation with a scale of another size",
      () => layerNormalization(matrix, vector, vector),
      "SHAPE_MISMATCH",
    ],
    ["reshape to another count", () => reshape(matrix, [4, 2]), "SHAPE_MISMATCH"],
    ["reshape with two open sizes", () => reshape(matrix, [-1, -1]), "ARGUMENT_INVALID"],
    ["transpose that forgets an axis", () => transpose(matrix, [0, 0]), "SHAPE_MISMATCH"],
    ["squeeze of a real axis", () => squeeze(matrix, [0]), "SHAPE_MISMATCH"],
    ["unsqueeze of one axis twice", () => unsqueeze(matrix, [0, 0]), "SHAPE_MISMATCH"],
    ["concat of unequal rows", () => concat([matrix, unsqueeze(vector, [0])], 0), "SHAPE_MISMATCH"],
    ["concat of nothing", () => concat([], 0), "ARGUMENT_INVALID"],
    ["reduce of no axis", () => reduceSum(matrix, { axes: [] }), "ARGUMENT_INVALID"],
    ["a name used twice", () => graph.input("matrix", "float32", [1]), "GRAPH_INVALID"],
    ["a negative size", () => graph.input("negative", "float32", [-1]), "ARGUMENT_INVALID"],
    [
      "a constant that does not fill its shape",
      () => graph.initializer("w", "float32", [3], new Float32Array(2)),
      "SHAPE_MISMATCH",
    ],
    [
      "a tensor of another graph",
      () => add(matrix, createGraphBuilder().scalar(1)),
      "GRAPH_INVALID",
    ],
    ["a graph without output", () => createGraphBuilder().build(), "GRAPH_INVALID"],
    [
      "an operator set that is too old",
      () => createGraphBuilder({ opset: 13 }),
      "ARGUMENT_INVALID",
    ],
    ["bytes that are no model", () => readModelSummary(Uint8Array.of(1, 2, 3)), "MODEL_INVALID"],
    ["an empty file", () => readModelSummary(new Uint8Array()), "MODEL_INVALID"],
  ])("%s is refused", (_title, act, code) => {
    expect(codeOf(act)).toBe(code);
  });

  it("names the operator and all shapes in the message", () => {
    expect(() => matMul(matrix, matrix)).toThrow(
      "MatMul: columns of the first must equal rows of the second; got float32 [2, 3] and float32 [2, 3].",
    );
  });
});
