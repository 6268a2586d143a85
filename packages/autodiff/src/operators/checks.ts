/**
 * @file The checks that shape rules share, so that their messages are alike.
 */
import { dataTypes } from "../data-type.js";
import { GraphError } from "../graph-error.js";
import { formatShape, normaliseAxis } from "../shape.js";
import type { Attributes } from "../operator.js";
import type { Tensor } from "../tensor.js";

/** `float32 [batch, 3]`. */
function formatTensor(tensor: Tensor): string {
  return `${tensor.dtype} ${formatShape(tensor.shape)}`;
}

/** A `SHAPE_MISMATCH` that shows the operator and all of its inputs. */
export function shapeMismatch(
  operator: string,
  rule: string,
  inputs: readonly Tensor[],
): GraphError {
  return new GraphError(
    "SHAPE_MISMATCH",
    `${operator}: ${rule}; got ${inputs.map(formatTensor).join(" and ")}.`,
  );
}

/** The input at `index`; its absence is an error of this package, not of its user. */
export function inputAt(inputs: readonly Tensor[], index: number): Tensor {
  const tensor = inputs[index];
  if (tensor === undefined) throw new Error(`internal: a node lacks its input ${index}`);
  return tensor;
}

/** Checks that all inputs have one floating point type. */
export function checkFloat(operator: string, inputs: readonly Tensor[]): void {
  if (inputs.every((tensor) => dataTypes[tensor.dtype].isFloat)) return;
  throw dtypeMismatch(operator, "every input must be float32", inputs);
}

/** Checks that all inputs have the same type. */
export function checkSameType(operator: string, inputs: readonly Tensor[]): void {
  if (inputs.every((tensor) => tensor.dtype === inputs[0]?.dtype)) return;
  throw dtypeMismatch(operator, "all inputs must have one type", inputs);
}

/** A `DTYPE_MISMATCH` that shows the operator and all of its inputs. */
export function dtypeMismatch(
  operator: string,
  rule: string,
  inputs: readonly Tensor[],
): GraphError {
  return new GraphError(
    "DTYPE_MISMATCH",
    `${operator}: ${rule}; got ${inputs.map(formatTensor).join(" and ")}. Put a cast before it.`,
  );
}

/** Axis counted from the front. */
export function checkAxis(operator: string, axis: number, rank: number): number {
  const normal = normaliseAxis(axis, rank);
  if (normal !== undefined) return normal;
  throw new GraphError(
    "ARGUMENT_INVALID",
    `${operator}: an axis must be an integer in [${-rank}, ${rank - 1}] for rank ${rank}; got ${axis}.`,
  );
}

/** The integer attribute `name` of a node. */
export function integerAttribute(attributes: Attributes, name: string): number {
  const attribute = attributes[name];
  if (attribute?.kind !== "i") throw new Error(`internal: a node lacks its attribute ${name}`);
  return attribute.value;
}

/** The known integers in `tensor`, which a builder function made itself. */
export function knownIntegers(operator: string, tensor: Tensor): readonly number[] {
  const { sizes } = tensor;
  if (sizes?.every((size) => typeof size === "number") === true) return sizes;
  throw new GraphError(
    "ARGUMENT_INVALID",
    `${operator}: ${tensor.name} must hold integers that are known while building; got ${formatTensor(tensor)} that is computed.`,
  );
}
