/**
 * @file What this package offers: a builder of ONNX graphs and its operators.
 */
export { createGraphBuilder, supportedOpsets } from "./graph-builder.js";
export type { GraphBuilder, GraphBuilderOptions } from "./graph-builder.js";
export { GraphError } from "./graph-error.js";
export type { GraphErrorCode } from "./graph-error.js";
export { dataTypes } from "./data-type.js";
export type { DataType, TypedArrayOf } from "./data-type.js";
export type { Dimension, Shape } from "./shape.js";
export type { GraphNode, Tensor, TensorGraph } from "./tensor.js";
export { defineOperator } from "./operator.js";
export type {
  Attribute,
  Attributes,
  FreshDimension,
  GradientRule,
  Inferred,
  Operator,
} from "./operator.js";
export { readModelSummary } from "./read-model.js";
export type { ModelSummary } from "./read-model.js";
export { cast } from "./operators/cast.js";
export {
  add,
  div,
  equal,
  greater,
  less,
  maximum,
  minimum,
  mul,
  pow,
  sub,
  where,
} from "./operators/elementwise-binary.js";
export {
  erf,
  exp,
  gelu,
  log,
  neg,
  relu,
  sigmoid,
  sqrt,
  tanh,
} from "./operators/elementwise-unary.js";
export { gemm, matMul } from "./operators/matrix-product.js";
export type { GemmOptions } from "./operators/matrix-product.js";
export { layerNormalization, softmax } from "./operators/normalisation.js";
export type { LayerNormalizationOptions } from "./operators/normalisation.js";
export { reduceL2, reduceMax, reduceMean, reduceSum } from "./operators/reductions.js";
export type { ReduceOptions } from "./operators/reductions.js";
export { concat, gather, sizeOf, slice } from "./operators/selections.js";
export type { SliceRange } from "./operators/selections.js";
export { reshape, squeeze, transpose, unsqueeze } from "./operators/shape-changes.js";
