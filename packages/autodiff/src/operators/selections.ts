/**
 * @file Operators that pick and join parts of tensors.
 */
import { checkAxis, checkSameType, dtypeMismatch, inputAt, integerAttribute } from "./checks.js";
import { knownIntegers, shapeMismatch } from "./checks.js";
import { GraphError } from "../graph-error.js";
import { defineOperator } from "../operator.js";
import type { FreshDimension } from "../operator.js";
import type { Dimension } from "../shape.js";
import type { Tensor } from "../tensor.js";

const gatherOperator = defineOperator("Gather", (inputs, attributes) => {
  const data = inputAt(inputs, 0);
  const indices = inputAt(inputs, 1);
  if (indices.dtype !== "int64" && indices.dtype !== "int32") {
    throw dtypeMismatch("Gather", "indices must be int64 or int32", inputs);
  }
  const axis = checkAxis("Gather", integerAttribute(attributes, "axis"), data.shape.length);
  const shape = [...data.shape.slice(0, axis), ...indices.shape, ...data.shape.slice(axis + 1)];
  return { dtype: data.dtype, shape };
});

const concatOperator = defineOperator("Concat", (inputs, attributes, fresh) => {
  const first = inputAt(inputs, 0);
  checkSameType("Concat", inputs);
  const axis = checkAxis("Concat", integerAttribute(attributes, "axis"), first.shape.length);
  for (const { shape } of inputs) {
    const fits =
      shape.length === first.shape.length &&
      shape.every((size, at) => at === axis || size === first.shape[at]);
    if (!fits) throw shapeMismatch("Concat", `all axes but ${axis} must be equal`, inputs);
  }
  const joined = inputs.map((tensor) => tensor.shape[axis]!);
  const total = joined.every((size) => typeof size === "number")
    ? joined.reduce((sum, size) => sum + size, 0)
    : fresh();
  return { dtype: first.dtype, shape: first.shape.with(axis, total) };
});

const sliceOperator = defineOperator("Slice", (inputs, _attributes, fresh) => {
  const x = inputAt(inputs, 0);
  const starts = knownIntegers("Slice", inputAt(inputs, 1));
  const ends = inputAt(inputs, 2).sizes;
  const axes = knownIntegers("Slice", inputAt(inputs, 3));
  const shape = [...x.shape];
  for (const [place, axis] of axes.entries()) {
    const at = checkAxis("Slice", axis, x.shape.length);
    shape[at] = slicedSize(x.shape[at]!, starts[place]!, ends?.[place], fresh);
  }
  return { dtype: x.dtype, shape };
});

const shapeOperator = defineOperator("Shape", (inputs, attributes) => {
  const x = inputAt(inputs, 0);
  const start = integerAttribute(attributes, "start");
  const sizes = x.shape.slice(start, start + 1);
  return { dtype: "int64", shape: [sizes.length], sizes };
});

/** Entries of `data` along `axis` (default 0) at `indices`, which may have any shape. */
export function gather(data: Tensor, indices: Tensor, axis = 0): Tensor {
  return data.graph.apply(gatherOperator, [data, indices], { axis: { kind: "i", value: axis } });
}

/** Tensors one after the other along `axis`. */
export function concat(tensors: readonly Tensor[], axis: number): Tensor {
  const [first] = tensors;
  if (first === undefined) {
    throw new GraphError(
      "ARGUMENT_INVALID",
      "Concat: at least one tensor must be given; got none.",
    );
  }
  return first.graph.apply(concatOperator, tensors, { axis: { kind: "i", value: axis } });
}

/** Which part of an axis to keep. */
export interface SliceRange {
  readonly axis: number;
  /** First index kept; negative counts from the end. */
  readonly start: number;
  /** Index after the last one kept: a number, or a tensor of shape [1] as from `sizeOf`. */
  readonly end: number | Tensor;
}

/**
 * Part of an axis. A named end (from `sizeOf`) is taken to lie within the axis; where it
 * does not when the graph runs, the result is shorter than its shape says.
 */
export function slice(x: Tensor, range: SliceRange): Tensor {
  const { graph } = x;
  const end = typeof range.end === "number" ? graph.integers([range.end]) : range.end;
  return graph.apply(sliceOperator, [
    x,
    graph.integers([range.start]),
    end,
    graph.integers([range.axis]),
  ]);
}

/** The size of one axis when the graph runs: int64 of shape [1]. */
export function sizeOf(x: Tensor, axis: number): Tensor {
  const start = checkAxis("Shape", axis, x.shape.length);
  return x.graph.apply(shapeOperator, [x], {
    start: { kind: "i", value: start },
    end: { kind: "i", value: start + 1 },
  });
}

function slicedSize(
  size: Dimension,
  start: number,
  end: Dimension | undefined,
  fresh: FreshDimension,
): Dimension {
  if (start === 0 && typeof end === "string") return end;
  if (typeof size === "string" || typeof end !== "number") return fresh();
  const clamp = (index: number): number =>
    Math.min(Math.max(index < 0 ? index + size : index, 0), size);
  return Math.max(clamp(end) - clamp(start), 0);
}
