/**
 * @file Operators that reduce axes to one number.
 */
import { checkAxis, checkFloat, inputAt, integerAttribute, knownIntegers } from "./checks.js";
import { GraphError } from "../graph-error.js";
import { defineOperator } from "../operator.js";
import type { Operator } from "../operator.js";
import type { Dimension } from "../shape.js";
import type { Tensor } from "../tensor.js";

function defineReduction(name: string): Operator {
  return defineOperator(name, (inputs, attributes) => {
    const x = inputAt(inputs, 0);
    checkFloat(name, [x]);
    const axes = new Set(
      knownIntegers(name, inputAt(inputs, 1)).map((axis) => checkAxis(name, axis, x.shape.length)),
    );
    const keepDimensions = integerAttribute(attributes, "keepdims") === 1;
    const shape = x.shape.flatMap((size, axis): Dimension[] =>
      axes.has(axis) ? (keepDimensions ? [1] : []) : [size],
    );
    return { dtype: x.dtype, shape };
  });
}

const reduceMeanOperator = defineReduction("ReduceMean");
const reduceSumOperator = defineReduction("ReduceSum");
const reduceMaxOperator = defineReduction("ReduceMax");
const reduceL2Operator = defineReduction("ReduceL2");

/** Which axes a reduction takes. */
export interface ReduceOptions {
  /** Axes to reduce, at least one; negative ones count from the back. */
  readonly axes: readonly number[];
  /** Whether reduced axes stay with size 1; default false. */
  readonly keepDimensions?: boolean;
}

/** The mean along axes. */
export function reduceMean(x: Tensor, options: ReduceOptions): Tensor {
  return reduce(reduceMeanOperator, x, options);
}

/** The sum along axes. */
export function reduceSum(x: Tensor, options: ReduceOptions): Tensor {
  return reduce(reduceSumOperator, x, options);
}

/** The largest element along axes. */
export function reduceMax(x: Tensor, options: ReduceOptions): Tensor {
  return reduce(reduceMaxOperator, x, options);
}

/** The Euclidean length along axes. */
export function reduceL2(x: Tensor, options: ReduceOptions): Tensor {
  return reduce(reduceL2Operator, x, options);
}

function reduce(operator: Operator, x: Tensor, options: ReduceOptions): Tensor {
  if (options.axes.length === 0) {
    throw new GraphError(
      "ARGUMENT_INVALID",
      `${operator.name}: at least one axis must be named; got none.`,
    );
  }
  return x.graph.apply(operator, [x, x.graph.integers(options.axes)], {
    keepdims: { kind: "i", value: options.keepDimensions === true ? 1 : 0 },
  });
}
