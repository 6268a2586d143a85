/**
 * @file Operators that map each element by itself: same shape out as in.
 */
import { checkFloat, inputAt } from "./checks.js";
import { defineOperator } from "../operator.js";
import type { Operator } from "../operator.js";
import type { Tensor } from "../tensor.js";

function defineUnary(name: string): Operator {
  return defineOperator(name, (inputs) => {
    const x = inputAt(inputs, 0);
    checkFloat(name, [x]);
    return { dtype: x.dtype, shape: x.shape };
  });
}

const negOperator = defineUnary("Neg");
const sqrtOperator = defineUnary("Sqrt");
const expOperator = defineUnary("Exp");
const logOperator = defineUnary("Log");
const erfOperator = defineUnary("Erf");
const tanhOperator = defineUnary("Tanh");
const sigmoidOperator = defineUnary("Sigmoid");
const reluOperator = defineUnary("Relu");
const geluOperator = defineUnary("Gelu");

/** −x. */
export function neg(x: Tensor): Tensor {
  return x.graph.apply(negOperator, [x]);
}

/** √x; NaN below 0. */
export function sqrt(x: Tensor): Tensor {
  return x.graph.apply(sqrtOperator, [x]);
}

/** eˣ. */
export function exp(x: Tensor): Tensor {
  return x.graph.apply(expOperator, [x]);
}

/** Natural logarithm. */
export function log(x: Tensor): Tensor {
  return x.graph.apply(logOperator, [x]);
}

/** The error function, 2/√π ∫₀ˣ e^(−t²) dt. */
export function erf(x: Tensor): Tensor {
  return x.graph.apply(erfOperator, [x]);
}

/** Hyperbolic tangent. */
export function tanh(x: Tensor): Tensor {
  return x.graph.apply(tanhOperator, [x]);
}

/** 1 / (1 + e^(−x)). */
export function sigmoid(x: Tensor): Tensor {
  return x.graph.apply(sigmoidOperator, [x]);
}

/** max(x, 0). */
export function relu(x: Tensor): Tensor {
  return x.graph.apply(reluOperator, [x]);
}

/**
 * Gaussian error linear unit: x Φ(x).
 *
 * @param approximate - `none` by `erf`, exact (default); `tanh` by the approximation that some
 *   models were trained with.
 * @see Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016, equation 2.
 */
export function gelu(x: Tensor, approximate: "none" | "tanh" = "none"): Tensor {
  return x.graph.apply(geluOperator, [x], { approximate: { kind: "s", value: approximate } });
}
