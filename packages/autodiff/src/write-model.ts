/**
 * @file Turns a finished graph into the bytes of an ONNX file.
 *
 * The same graph gives the same bytes: nodes and initialisers stand in the
 * order of their making, attributes in the order of their names. Protobuf ends
 * at 2 GB, and so does what can be written.
 */
import { dataTypes } from "./data-type.js";
import type { DataType } from "./data-type.js";
import { GraphError } from "./graph-error.js";
import { attributeTypes, modelProto } from "./model-schema.js";
import type { Attribute } from "./operator.js";
import type { Shape } from "./shape.js";
import type { GraphNode, Tensor } from "./tensor.js";

/** A constant with its elements as little-endian bytes. */
export interface InitializerData {
  readonly name: string;
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** All that a file holds. */
export interface GraphContent {
  readonly name: string;
  readonly opset: number;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly initializers: readonly InitializerData[];
  readonly nodes: readonly GraphNode[];
}

const largestFileBytes = 2 ** 31 - 1;
// IR versions that came with the operator sets 20, 21 and 22.
const irVersions: Readonly<Record<number, number>> = { 20: 9, 21: 10, 22: 10 };

/**
 * Writes a model.
 *
 * @throws {GraphError} `GRAPH_INVALID` when the constants alone are beyond 2 GB.
 */
export function writeModel(content: GraphContent): Uint8Array {
  const constantBytes = content.initializers.reduce((sum, each) => sum + each.bytes.length, 0);
  if (constantBytes > largestFileBytes) {
    throw new GraphError(
      "GRAPH_INVALID",
      `An ONNX file must stay below 2 GB; got constants of ${constantBytes} bytes.`,
    );
  }
  return modelProto
    .encode({
      irVersion: irVersions[content.opset],
      producerName: "@vitrine/autodiff",
      opsetImport: [{ domain: "", version: content.opset }],
      graph: {
        name: content.name,
        node: content.nodes.map(toNodeProto),
        initializer: content.initializers.map((each) => ({
          dims: each.shape,
          dataType: dataTypes[each.dtype].onnx,
          name: each.name,
          rawData: each.bytes,
        })),
        input: content.inputs.map((tensor) => toValueInfo(tensor, tensor.shape)),
        output: content.outputs.map((tensor) => toValueInfo(tensor, tensor.shape)),
      },
    })
    .finish();
}

function toNodeProto(node: GraphNode): object {
  return {
    input: node.inputs.map((tensor) => tensor.name),
    output: [node.output.name],
    name: node.name,
    opType: node.operator.name,
    attribute: Object.entries(node.attributes)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, attribute]) => ({ name, ...toAttributeProto(attribute) })),
  };
}

function toAttributeProto(attribute: Attribute): object {
  const type = attributeTypes[attribute.kind];
  switch (attribute.kind) {
    case "f":
      return { f: attribute.value, type };
    case "i":
      return { i: attribute.value, type };
    case "s":
      return { s: new TextEncoder().encode(attribute.value), type };
    case "ints":
      return { ints: attribute.value, type };
  }
}

// A made-up name is not written: a reader would take it for a promise.
function toValueInfo(tensor: Tensor, shape: Shape): object {
  const dim = shape.map((dimension) => {
    if (typeof dimension === "number") return { dimValue: dimension };
    return dimension.startsWith("?") ? {} : { dimParam: dimension };
  });
  return {
    name: tensor.name,
    type: { tensorType: { elemType: dataTypes[tensor.dtype].onnx, shape: { dim } } },
  };
}
