/**
 * @file Builds a graph of ONNX operators, node by node.
 *
 * Operators are functions over tensors (`add(a, b)`); this file holds what
 * they append to. Names are made by counting, so the same calls give the same
 * bytes. Constants are not copied until `build`, and are written as they lie in
 * memory: little-endian, as on every machine that ONNX Runtime supports.
 */
import type { DataType, TypedArrayOf } from "./data-type.js";
import { GraphError } from "./graph-error.js";
import type { Attributes, Operator } from "./operator.js";
import { elementCount, formatShape } from "./shape.js";
import type { Dimension, Shape } from "./shape.js";
import type { GraphNode, Tensor, TensorGraph } from "./tensor.js";
import { writeModel } from "./write-model.js";
import type { InitializerData } from "./write-model.js";

/** Operator sets that the operators here are written for. */
export const supportedOpsets = { first: 20, last: 22 } as const;

/** Settings of a graph. */
export interface GraphBuilderOptions {
  /** Version of the standard operator set, 20 to 22; default 20. */
  readonly opset?: number;
  /** Name of the graph in the file; default `graph`. */
  readonly name?: string;
}

/** A graph under construction. */
export interface GraphBuilder extends TensorGraph {
  readonly opset: number;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** Nodes in an order in which they can run. */
  readonly nodes: readonly GraphNode[];
  /** Declares what a caller gives when the graph runs; dimensions may be names. */
  input(name: string, dtype: DataType, shape: Shape): Tensor;
  /**
   * Adds a constant: weights, mostly.
   *
   * @param data - Elements in row-major order; not copied before `build`, so not to be changed until then.
   * @throws {GraphError} `SHAPE_MISMATCH` when the count of elements is not that of the shape.
   */
  initializer<D extends DataType>(
    name: string,
    dtype: D,
    shape: readonly number[],
    data: TypedArrayOf<D>,
  ): Tensor;
  /** Declares a result and the name under which a caller finds it. */
  output(name: string, tensor: Tensor): Tensor;
  /**
   * Writes the graph as an ONNX model.
   *
   * @throws {GraphError} `GRAPH_INVALID` when there is no output.
   */
  build(): Uint8Array;
}

/**
 * Starts an empty graph.
 *
 * @throws {GraphError} `ARGUMENT_INVALID` when the operator set is not supported.
 *
 * @example
 * const graph = createGraphBuilder();
 * const x = graph.input("x", "float32", ["batch", 2]);
 * const w = graph.initializer("w", "float32", [2, 1], Float32Array.of(1, 2));
 * graph.output("y", matMul(x, w));
 * const bytes = graph.build();
 */
export function createGraphBuilder(options: GraphBuilderOptions = {}): GraphBuilder {
  const opset = options.opset ?? supportedOpsets.first;
  checkOpset(opset);
  const inputs: Tensor[] = [];
  const outputs: Tensor[] = [];
  const nodes: GraphNode[] = [];
  const initializers: InitializerData[] = [];
  const names = new Set<string>();
  const constants = new Map<string, Tensor>();
  let freshCount = 0;

  const claim = (name: string): string => {
    if (name === "" || names.has(name)) {
      throw new GraphError(
        "GRAPH_INVALID",
        `A name must be new in its graph and not empty; got "${name}".`,
      );
    }
    names.add(name);
    return name;
  };
  const freeName = (stem: string): string => {
    let number = nodes.length;
    while (names.has(`${stem}_${number}`)) number++;
    return `${stem}_${number}`;
  };
  const checkOwn = (tensor: Tensor): void => {
    if (tensor.graph === graph) return;
    throw new GraphError(
      "GRAPH_INVALID",
      `A tensor must be used in the graph that made it; got ${tensor.name} of another graph.`,
    );
  };
  const append = (
    operator: Operator,
    operands: readonly Tensor[],
    attributes: Attributes,
    name: string,
  ): Tensor => {
    operands.forEach(checkOwn);
    const inferred = operator.infer(operands, attributes, () => `?${freshCount++}`);
    const output: Tensor = { graph, name: claim(name), ...inferred };
    nodes.push({ name, operator, inputs: [...operands], attributes, output });
    return output;
  };
  const once = (key: string, make: () => Tensor): Tensor => {
    const known = constants.get(key) ?? make();
    constants.set(key, known);
    return known;
  };

  const graph: GraphBuilder = {
    opset,
    inputs,
    outputs,
    nodes,
    input(name, dtype, shape) {
      checkShape(name, shape);
      const tensor: Tensor = { graph, name: claim(name), dtype, shape: [...shape] };
      inputs.push(tensor);
      return tensor;
    },
    initializer(name, dtype, shape, data) {
      checkShape(name, shape);
      if (elementCount(shape) !== data.length) {
        throw new GraphError(
          "SHAPE_MISMATCH",
          `${name}: the elements must fill the shape ${formatShape(shape)}; got ${data.length}.`,
        );
      }
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      initializers.push({ name: claim(name), dtype, shape: [...shape], bytes });
      return { graph, name, dtype, shape: [...shape] };
    },
    integers(values) {
      return once(`integers ${values.join()}`, () => {
        const name = freeName("integers");
        const data = BigInt64Array.from(values, (value) => BigInt(value));
        return { ...graph.initializer(name, "int64", [values.length], data), sizes: [...values] };
      });
    },
    scalar(value) {
      return once(`scalar ${Object.is(value, -0) ? "-0" : String(value)}`, () =>
        graph.initializer(freeName("scalar"), "float32", [], Float32Array.of(value)),
      );
    },
    apply(operator, operands, attributes = {}) {
      return append(operator, operands, attributes, freeName(operator.name));
    },
    output(name, tensor) {
      const output = append(identityOperator, [tensor], {}, name);
      outputs.push(output);
      return output;
    },
    build() {
      if (outputs.length === 0) {
        throw new GraphError(
          "GRAPH_INVALID",
          "A graph must have an output before it is built; got none. Call output(name, tensor).",
        );
      }
      return writeModel({
        name: options.name ?? "graph",
        opset,
        inputs,
        outputs,
        initializers,
        nodes,
      });
    },
  };
  return graph;
}

// Gives an output its name; ONNX Runtime takes it away when it optimises the graph.
const identityOperator: Operator = {
  name: "Identity",
  domain: "",
  infer: ([x]) => ({ dtype: x!.dtype, shape: x!.shape }),
};

function checkOpset(opset: number): void {
  const { first, last } = supportedOpsets;
  if (Number.isInteger(opset) && opset >= first && opset <= last) return;
  throw new GraphError(
    "ARGUMENT_INVALID",
    `The operator set must be one of ${first} to ${last}; got ${opset}.`,
  );
}

function checkShape(name: string, shape: Shape): void {
  const isDimension = (dimension: Dimension): boolean =>
    typeof dimension === "string"
      ? dimension !== "" && !dimension.startsWith("?")
      : Number.isInteger(dimension) && dimension >= 0;
  if (shape.every(isDimension)) return;
  throw new GraphError(
    "ARGUMENT_INVALID",
    `${name}: a dimension must be a whole number from 0 up, or a name that does not begin with "?"; got ${formatShape(shape)}.`,
  );
}
