/**
 * @file Matrix products: MatMul with batches, and Gemm with bias and transposition.
 */
import { checkFloat, inputAt, integerAttribute, shapeMismatch } from "./checks.js";
import { defineOperator } from "../operator.js";
import { broadcastShapes } from "../shape.js";
import type { Dimension } from "../shape.js";
import type { Tensor } from "../tensor.js";

const matMulOperator = defineOperator("MatMul", (inputs) => {
  const a = inputAt(inputs, 0);
  const b = inputAt(inputs, 1);
  checkFloat("MatMul", inputs);
  const rows = a.shape.at(-2);
  const columns = b.shape.at(-1);
  if (rows === undefined || columns === undefined || b.shape.length < 2) {
    throw shapeMismatch("MatMul", "both inputs must have at least two axes", inputs);
  }
  if (!mayBeEqual(a.shape.at(-1), b.shape.at(-2))) {
    throw shapeMismatch("MatMul", "columns of the first must equal rows of the second", inputs);
  }
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  if (batch === undefined) {
    throw shapeMismatch("MatMul", "the axes before the last two must broadcast", inputs);
  }
  return { dtype: a.dtype, shape: [...batch, rows, columns] };
});

const gemmOperator = defineOperator("Gemm", (inputs, attributes) => {
  const a = inputAt(inputs, 0);
  const b = inputAt(inputs, 1);
  checkFloat("Gemm", inputs);
  if (a.shape.length !== 2 || b.shape.length !== 2) {
    throw shapeMismatch("Gemm", "both factors must be matrices", inputs);
  }
  const left = integerAttribute(attributes, "transA") === 1 ? a.shape.toReversed() : a.shape;
  const right = integerAttribute(attributes, "transB") === 1 ? b.shape.toReversed() : b.shape;
  if (!mayBeEqual(left[1], right[0])) {
    throw shapeMismatch("Gemm", "the inner sizes must be equal after transposition", inputs);
  }
  const shape = [left[0]!, right[1]!];
  const bias = inputs[2];
  if (bias !== undefined && !isBroadcastInto(bias.shape, shape)) {
    throw shapeMismatch("Gemm", "the bias must broadcast to the product", inputs);
  }
  return { dtype: a.dtype, shape };
});

/** Shape [..., n, k] times [..., k, m] → [..., n, m]; the axes before broadcast. */
export function matMul(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(matMulOperator, [a, b]);
}

/** What may surround the product of two matrices. */
export interface GemmOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/**
 * The product of two matrices plus a bias.
 *
 * @param a - Shape [n, k], or [k, n] with `transposeA`.
 * @param b - Shape [k, m], or [m, k] with `transposeB`.
 * @param bias - Broadcasts to [n, m].
 */
export function gemm(a: Tensor, b: Tensor, bias?: Tensor, options: GemmOptions = {}): Tensor {
  return a.graph.apply(gemmOperator, bias === undefined ? [a, b] : [a, b, bias], {
    transA: { kind: "i", value: options.transposeA === true ? 1 : 0 },
    transB: { kind: "i", value: options.transposeB === true ? 1 : 0 },
  });
}

// A named size may turn out to be any number, but never another name by assumption.
function mayBeEqual(a: Dimension | undefined, b: Dimension | undefined): boolean {
  return a === b || typeof a !== typeof b;
}

function isBroadcastInto(small: readonly Dimension[], large: readonly Dimension[]): boolean {
  const both = broadcastShapes(small, large);
  return both?.length === large.length && both.every((size, axis) => size === large[axis]);
}
