/**
 * @file Symbolic tensors and the nodes that make them.
 *
 * A tensor is a handle: a name, an element type and a shape in one graph. It
 * holds no elements, except that an initialiser knows its data.
 */
import type { DataType } from "./data-type.js";
import type { Attributes, Operator } from "./operator.js";
import type { Dimension, Shape } from "./shape.js";

/** One application of an operator. */
export interface GraphNode {
  readonly name: string;
  readonly operator: Operator;
  readonly inputs: readonly Tensor[];
  readonly attributes: Attributes;
  readonly output: Tensor;
}

/** What operators need of the graph that their tensors belong to. */
export interface TensorGraph {
  /** Appends a node and gives its output. */
  apply(operator: Operator, inputs: readonly Tensor[], attributes?: Attributes): Tensor;
  /** An unnamed constant of type int64 and shape [values.length], one per distinct value of the graph. */
  integers(values: readonly number[]): Tensor;
  /** An unnamed scalar constant of type float32, one per distinct value of the graph. */
  scalar(value: number): Tensor;
}

/** A symbolic tensor of one graph. */
export interface Tensor {
  readonly graph: TensorGraph;
  readonly name: string;
  readonly dtype: DataType;
  readonly shape: Shape;
  /** Elements of a small integer tensor as far as they are known while building. */
  readonly sizes?: readonly Dimension[];
}
