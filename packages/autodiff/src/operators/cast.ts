/**
 * @file Conversion between element types.
 */
import { inputAt, integerAttribute } from "./checks.js";
import { dataTypes } from "../data-type.js";
import type { DataType } from "../data-type.js";
import { defineOperator } from "../operator.js";
import type { Tensor } from "../tensor.js";

const castOperator = defineOperator("Cast", (inputs, attributes) => {
  const to = integerAttribute(attributes, "to");
  const names = Object.keys(dataTypes) as DataType[];
  const dtype = names.find((name) => dataTypes[name].onnx === to);
  if (dtype === undefined) throw new Error(`internal: no element type has the number ${to}`);
  return { dtype, shape: inputAt(inputs, 0).shape };
});

/** The same values as another type; fractions are cut towards zero, bool is 0 or 1. */
export function cast(x: Tensor, dtype: DataType): Tensor {
  if (x.dtype === dtype) return x;
  return x.graph.apply(castOperator, [x], { to: { kind: "i", value: dataTypes[dtype].onnx } });
}
