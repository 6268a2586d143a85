/**
 * @file Operators that rearrange elements without changing them.
 */
import { checkAxis, inputAt, knownIntegers, shapeMismatch } from "./checks.js";
import { GraphError } from "../graph-error.js";
import { defineOperator } from "../operator.js";
import type { FreshDimension } from "../operator.js";
import { elementCount, formatShape } from "../shape.js";
import type { Dimension, Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";

const reshapeOperator = defineOperator("Reshape", (inputs, _attributes, fresh) => {
  const x = inputAt(inputs, 0);
  const wanted = knownIntegers("Reshape", inputAt(inputs, 1));
  return { dtype: x.dtype, shape: reshaped(x, wanted, fresh) };
});

const transposeOperator = defineOperator("Transpose", (inputs, attributes) => {
  const x = inputAt(inputs, 0);
  const { perm } = attributes;
  if (perm?.kind !== "ints") throw new Error("internal: a Transpose lacks its order");
  const axes = perm.value;
  const isPermutation =
    axes.length === x.shape.length && x.shape.every((_, axis) => axes.includes(axis));
  if (!isPermutation) {
    throw shapeMismatch(
      "Transpose",
      `the order must name each axis once, got ${formatShape(axes)}`,
      inputs,
    );
  }
  return { dtype: x.dtype, shape: axes.map((axis) => x.shape[axis]!) };
});

const unsqueezeOperator = defineOperator("Unsqueeze", (inputs) => {
  const x = inputAt(inputs, 0);
  const axes = knownIntegers("Unsqueeze", inputAt(inputs, 1));
  const rank = x.shape.length + axes.length;
  const added = new Set(axes.map((axis) => checkAxis("Unsqueeze", axis, rank)));
  if (added.size !== axes.length) throw shapeMismatch("Unsqueeze", "axes must differ", inputs);
  const rest = x.shape.values();
  const shape = Array.from({ length: rank }, (_, axis): Dimension =>
    added.has(axis) ? 1 : rest.next().value!,
  );
  return { dtype: x.dtype, shape };
});

const squeezeOperator = defineOperator("Squeeze", (inputs) => {
  const x = inputAt(inputs, 0);
  const removed = new Set(
    knownIntegers("Squeeze", inputAt(inputs, 1)).map((axis) =>
      checkAxis("Squeeze", axis, x.shape.length),
    ),
  );
  for (const axis of removed) {
    if (typeof x.shape[axis] === "number" && x.shape[axis] !== 1) {
      throw shapeMismatch("Squeeze", `axis ${axis} must have size 1`, inputs);
    }
  }
  return { dtype: x.dtype, shape: x.shape.filter((_, axis) => !removed.has(axis)) };
});

/**
 * The same elements in another shape.
 *
 * @param shape - Sizes; 0 keeps the size of the input's axis of that place, one −1 takes what is left.
 */
export function reshape(x: Tensor, shape: readonly number[]): Tensor {
  return x.graph.apply(reshapeOperator, [x, x.graph.integers(shape)]);
}

/** Axis i of the result is axis `order[i]` of `x`. */
export function transpose(x: Tensor, order: readonly number[]): Tensor {
  return x.graph.apply(transposeOperator, [x], { perm: { kind: "ints", value: order } });
}

/** Puts in axes of size 1; `axes` are those of the result. */
export function unsqueeze(x: Tensor, axes: readonly number[]): Tensor {
  return x.graph.apply(unsqueezeOperator, [x, x.graph.integers(axes)]);
}

/** Takes out axes of size 1. */
export function squeeze(x: Tensor, axes: readonly number[]): Tensor {
  return x.graph.apply(squeezeOperator, [x, x.graph.integers(axes)]);
}

function reshaped(x: Tensor, wanted: readonly number[], fresh: FreshDimension): Shape {
  const bad = wanted.some((size) => !Number.isInteger(size) || size < -1);
  if (bad || wanted.filter((size) => size === -1).length > 1) {
    throw new GraphError(
      "ARGUMENT_INVALID",
      `Reshape: sizes must be integers from -1 up with at most one -1; got ${formatShape(wanted)}.`,
    );
  }
  const shape = wanted.map((size, axis): Dimension => {
    if (size !== 0) return size;
    const kept = x.shape[axis];
    if (kept === undefined) {
      throw shapeMismatch("Reshape", `0 at place ${axis} has no axis to keep`, [x]);
    }
    return kept;
  });
  const open = shape.indexOf(-1);
  const rest = shape.filter((_, axis) => axis !== open);
  const [left, right] = withoutCommonNames(x.shape, rest);
  const before = elementCount(left);
  const after = elementCount(right);
  if (open >= 0) {
    if (before === undefined || after === undefined) return shape.with(open, fresh());
    if (after > 0 && before % after === 0) return shape.with(open, before / after);
  } else if (before === undefined || after === undefined || before === after) {
    return shape;
  }
  throw shapeMismatch("Reshape", `the element count must stay; wanted ${formatShape(wanted)}`, [x]);
}

// [batch, 6] → [batch, 2, 3] keeps its count whatever batch is.
function withoutCommonNames(a: Shape, b: Shape): [Shape, Shape] {
  const left = [...a];
  const right: Dimension[] = [];
  for (const dimension of b) {
    const at = typeof dimension === "string" ? left.indexOf(dimension) : -1;
    if (at < 0) right.push(dimension);
    else left.splice(at, 1);
  }
  return [left, right];
}
