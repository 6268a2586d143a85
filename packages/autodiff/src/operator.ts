/**
 * @file The contract of an operator: its name, its shape rule, its place for a gradient.
 *
 * Each operator is one entry in `operators/`. A node of a graph keeps the entry
 * that made it, so whoever walks the graph later (to differentiate it, to
 * print it) finds the rules at the node and needs no table of names.
 */
import type { DataType } from "./data-type.js";
import type { Dimension, Shape } from "./shape.js";
import type { GraphNode, Tensor } from "./tensor.js";

/** Value of a node's attribute, as ONNX has them; `i` and `ints` are integers. */
export type Attribute =
  | { readonly kind: "i"; readonly value: number }
  | { readonly kind: "f"; readonly value: number }
  | { readonly kind: "s"; readonly value: string }
  | { readonly kind: "ints"; readonly value: readonly number[] };

/** Attributes by name; written to the file in the order of their names. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** What a shape rule says about the one output of a node. */
export interface Inferred {
  readonly dtype: DataType;
  readonly shape: Shape;
  /** Elements of a small integer tensor where they are known: sizes that flow into later shapes. */
  readonly sizes?: readonly Dimension[];
}

/** Names a size that no rule can express, unique in the graph. */
export type FreshDimension = () => string;

/**
 * Gives, for one node and the gradients of its outputs, the gradient of each input
 * as new nodes of the same graph; undefined where an input has none (indices).
 */
export type GradientRule = (
  node: GraphNode,
  outputGradient: Tensor,
) => readonly (Tensor | undefined)[];

/** One operator of ONNX. */
export interface Operator {
  /** `op_type` in the file. */
  readonly name: string;
  /** Domain of the operator set; empty is the standard one. */
  readonly domain: "";
  /**
   * Checks types and shapes and gives those of the output.
   *
   * @throws {GraphError} `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ARGUMENT_INVALID`.
   */
  readonly infer: (
    inputs: readonly Tensor[],
    attributes: Attributes,
    fresh: FreshDimension,
  ) => Inferred;
  /** Absent while the operator can not be differentiated. */
  readonly gradient?: GradientRule;
}

/** Declares an operator of the standard domain. */
export function defineOperator(name: string, infer: Operator["infer"]): Operator {
  return { name, domain: "", infer };
}
