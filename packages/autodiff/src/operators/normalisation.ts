/**
 * @file Softmax and layer normalisation.
 */
import { checkAxis, checkFloat, inputAt, integerAttribute, shapeMismatch } from "./checks.js";
import { defineOperator } from "../operator.js";
import { broadcastShapes, equalShapes } from "../shape.js";
import type { Tensor } from "../tensor.js";

const softmaxOperator = defineOperator("Softmax", (inputs, attributes) => {
  const x = inputAt(inputs, 0);
  checkFloat("Softmax", inputs);
  checkAxis("Softmax", integerAttribute(attributes, "axis"), x.shape.length);
  return { dtype: x.dtype, shape: x.shape };
});

const layerNormalizationOperator = defineOperator("LayerNormalization", (inputs, attributes) => {
  const x = inputAt(inputs, 0);
  checkFloat("LayerNormalization", inputs);
  const axis = checkAxis(
    "LayerNormalization",
    integerAttribute(attributes, "axis"),
    x.shape.length,
  );
  const normalised = x.shape.slice(axis);
  for (const parameter of inputs.slice(1)) {
    const both = broadcastShapes(parameter.shape, normalised);
    if (both === undefined || !equalShapes(both, normalised)) {
      throw shapeMismatch("LayerNormalization", "scale and bias must fit the last axes", inputs);
    }
  }
  return { dtype: x.dtype, shape: x.shape };
});

/** e^x divided by its sum along `axis` (default the last), computed without overflow. */
export function softmax(x: Tensor, axis = -1): Tensor {
  return x.graph.apply(softmaxOperator, [x], { axis: { kind: "i", value: axis } });
}

/** Settings of layer normalisation. */
export interface LayerNormalizationOptions {
  /** First of the axes that are normalised together; default the last alone. */
  readonly axis?: number;
  /** Added to the variance; default 1e-5. */
  readonly epsilon?: number;
}

/**
 * (x − mean) / √(variance + ε) · scale + bias, over the last axes.
 *
 * @see Ba, Kiros and Hinton, "Layer Normalization", 2016.
 */
export function layerNormalization(
  x: Tensor,
  scale: Tensor,
  bias: Tensor,
  options: LayerNormalizationOptions = {},
): Tensor {
  return x.graph.apply(layerNormalizationOperator, [x, scale, bias], {
    axis: { kind: "i", value: options.axis ?? -1 },
    epsilon: { kind: "f", value: options.epsilon ?? 1e-5 },
  });
}
