/**
 * @file Operators on pairs of elements, with broadcasting.
 */
import { checkFloat, checkSameType, dtypeMismatch, inputAt, shapeMismatch } from "./checks.js";
import { defineOperator } from "../operator.js";
import type { Operator } from "../operator.js";
import { broadcastShapes } from "../shape.js";
import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";

type Kind = "arithmetic" | "float" | "comparison";

function defineBinary(name: string, kind: Kind): Operator {
  return defineOperator(name, (inputs) => {
    const a = inputAt(inputs, 0);
    checkSameType(name, inputs);
    if (kind === "float") checkFloat(name, inputs);
    if (kind !== "comparison" && a.dtype === "bool") {
      throw dtypeMismatch(name, "inputs must be numbers", inputs);
    }
    return { dtype: kind === "comparison" ? "bool" : a.dtype, shape: broadcast(name, inputs) };
  });
}

const addOperator = defineBinary("Add", "arithmetic");
const subOperator = defineBinary("Sub", "arithmetic");
const mulOperator = defineBinary("Mul", "arithmetic");
const divOperator = defineBinary("Div", "arithmetic");
const powOperator = defineBinary("Pow", "float");
const maximumOperator = defineBinary("Max", "arithmetic");
const minimumOperator = defineBinary("Min", "arithmetic");
const equalOperator = defineBinary("Equal", "comparison");
const greaterOperator = defineBinary("Greater", "comparison");
const lessOperator = defineBinary("Less", "comparison");

const whereOperator = defineOperator("Where", (inputs) => {
  const condition = inputAt(inputs, 0);
  const values = inputs.slice(1);
  if (condition.dtype !== "bool") {
    throw dtypeMismatch("Where", "the condition must be bool", inputs);
  }
  checkSameType("Where", values);
  return { dtype: inputAt(inputs, 1).dtype, shape: broadcast("Where", inputs) };
});

/** a + b. */
export function add(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(addOperator, [a, b]);
}

/** a − b. */
export function sub(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(subOperator, [a, b]);
}

/** a · b, element by element. */
export function mul(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(mulOperator, [a, b]);
}

/** a / b; integers are cut towards zero. */
export function div(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(divOperator, [a, b]);
}

/** a to the power of b. */
export function pow(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(powOperator, [a, b]);
}

/** The larger of a and b. */
export function maximum(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(maximumOperator, [a, b]);
}

/** The smaller of a and b. */
export function minimum(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(minimumOperator, [a, b]);
}

/** Whether a = b, as bool. */
export function equal(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(equalOperator, [a, b]);
}

/** Whether a > b, as bool. */
export function greater(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(greaterOperator, [a, b]);
}

/** Whether a < b, as bool. */
export function less(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(lessOperator, [a, b]);
}

/** `a` where the condition holds, else `b`; all three broadcast. */
export function where(condition: Tensor, a: Tensor, b: Tensor): Tensor {
  return condition.graph.apply(whereOperator, [condition, a, b]);
}

function broadcast(name: string, inputs: readonly Tensor[]): Shape {
  let met: Shape = [];
  for (const { shape } of inputs) {
    const both = broadcastShapes(met, shape);
    if (both === undefined) throw shapeMismatch(name, "shapes must broadcast", inputs);
    met = both;
  }
  return met;
}
