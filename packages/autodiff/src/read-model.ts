/**
 * @file Reads what a model file says about itself, without running it.
 *
 * Decodes the whole file once; constants stay views into the given bytes.
 */
import { GraphError } from "./graph-error.js";
import { modelProto } from "./model-schema.js";

/** What a model file says about itself. */
export interface ModelSummary {
  /** Version of each operator set by domain; the standard domain is "". */
  readonly opsets: ReadonlyMap<string, number>;
  /** Names of operators used at the top level, with how often. */
  readonly operators: ReadonlyMap<string, number>;
  /** Names of the inputs that a caller gives. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whether constants lie in other files beside this one. */
  readonly hasExternalData: boolean;
}

interface DecodedModel {
  readonly opsetImport: readonly { readonly domain?: string; readonly version?: unknown }[];
  readonly graph: {
    readonly node: readonly { readonly opType?: string }[];
    readonly initializer: readonly { readonly name?: string; readonly dataLocation?: number }[];
    readonly input: readonly { readonly name?: string }[];
    readonly output: readonly { readonly name?: string }[];
  } | null;
}

/**
 * Summarises an ONNX file.
 *
 * @throws {GraphError} `MODEL_INVALID` when the bytes are not an ONNX model with a graph.
 */
export function readModelSummary(bytes: Uint8Array): ModelSummary {
  const model = decode(bytes);
  const { graph } = model;
  if (graph === null || graph.node.length === 0) {
    throw new GraphError("MODEL_INVALID", "An ONNX model must hold a graph with nodes; got none.");
  }
  const operators = new Map<string, number>();
  for (const { opType = "" } of graph.node) operators.set(opType, (operators.get(opType) ?? 0) + 1);
  const constants = new Set(graph.initializer.map((each) => each.name));
  const names = (values: readonly { readonly name?: string }[]): string[] =>
    values.map((value) => value.name ?? "");
  return {
    opsets: new Map(
      model.opsetImport.map((each) => [each.domain ?? "", Number(each.version)] as const),
    ),
    operators,
    inputs: names(graph.input).filter((name) => !constants.has(name)),
    outputs: names(graph.output),
    hasExternalData: graph.initializer.some((each) => each.dataLocation === 1),
  };
}

function decode(bytes: Uint8Array): DecodedModel {
  try {
    return modelProto.decode(bytes) as unknown as DecodedModel;
  } catch (cause) {
    throw new GraphError(
      "MODEL_INVALID",
      `An ONNX model must be a protobuf message; got ${bytes.length} bytes that can not be read as one.`,
      { cause },
    );
  }
}
