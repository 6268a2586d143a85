/**
 * @file The forward pass of a BERT-family encoder in plain loops: the definition that the graph
 * of transformer-graph.ts must agree with. One text, float64, no padding.
 *
 * @see Devlin et al., "BERT", 2018; Vaswani et al., "Attention Is All You Need", 2017, section 3.
 */
import type { TransformerConfig } from "./transformer-config.js";

type Matrix = readonly (readonly number[])[];

/** Elements of a weight by its name without prefix. */
export type ReadWeight = (name: string) => Float32Array;

/**
 * Hidden states of the last layer.
 *
 * @param ids - Shape [tokens].
 * @returns Shape [tokens, hiddenSize].
 */
export function transformerReference(
  read: ReadWeight,
  config: TransformerConfig,
  ids: readonly number[],
): Matrix {
  const width = config.hiddenSize;
  const row = (name: string, index: number): number[] =>
    Array.from(read(name).subarray(index * width, (index + 1) * width));
  const dense = (name: string, x: Matrix): Matrix => {
    const weight = read(`${name}.weight`);
    return x.map((values) =>
      Array.from(
        read(`${name}.bias`),
        (bias, output) =>
          bias + dot(values, weight.subarray(output * values.length, (output + 1) * values.length)),
      ),
    );
  };
  const norm = (name: string, x: Matrix): Matrix =>
    x.map((values) => {
      const mean = sum(values) / width;
      const variance = sum(values.map((value) => (value - mean) ** 2)) / width;
      const scale = read(`${name}.weight`);
      const shift = read(`${name}.bias`);
      return values.map(
        (value, at) =>
          ((value - mean) / Math.sqrt(variance + config.epsilon)) * scale[at]! + shift[at]!,
      );
    });

  const isDistilled = config.family === "distilbert";
  const embedded = ids.map((id, position) =>
    plus(
      row("embeddings.word_embeddings.weight", id),
      row("embeddings.position_embeddings.weight", position + config.positionOffset),
      config.tokenTypeCount > 0
        ? row("embeddings.token_type_embeddings.weight", 0)
        : new Array<number>(width).fill(0),
    ),
  );
  let hidden = norm("embeddings.LayerNorm", embedded);
  for (let layer = 0; layer < config.layerCount; layer++) {
    const block = isDistilled ? `transformer.layer.${layer}` : `encoder.layer.${layer}`;
    const self = isDistilled ? "attention" : "attention.self";
    const part = (long: string, short: string): Matrix =>
      dense(`${block}.${self}.${isDistilled ? short : long}`, hidden);
    const context = attention(
      part("query", "q_lin"),
      part("key", "k_lin"),
      part("value", "v_lin"),
      config.headCount,
    );
    const attended = dense(
      `${block}.${isDistilled ? "attention.out_lin" : "attention.output.dense"}`,
      context,
    );
    const middle = norm(
      `${block}.${isDistilled ? "sa_layer_norm" : "attention.output.LayerNorm"}`,
      hidden.map((values, token) => plus(values, attended[token]!)),
    );
    const expanded = dense(
      `${block}.${isDistilled ? "ffn.lin1" : "intermediate.dense"}`,
      middle,
    ).map((values) => values.map((value) => activate(config, value)));
    const contracted = dense(`${block}.${isDistilled ? "ffn.lin2" : "output.dense"}`, expanded);
    hidden = norm(
      `${block}.${isDistilled ? "output_layer_norm" : "output.LayerNorm"}`,
      middle.map((values, token) => plus(values, contracted[token]!)),
    );
  }
  return hidden;
}

function attention(query: Matrix, key: Matrix, value: Matrix, headCount: number): Matrix {
  const width = query[0]!.length;
  const size = width / headCount;
  return query.map((q) =>
    Array.from({ length: headCount }, (_, head) => {
      const from = head * size;
      const scores = key.map(
        (k) => dot(q.slice(from, from + size), k.slice(from, from + size)) / Math.sqrt(size),
      );
      const largest = Math.max(...scores);
      const weights = scores.map((score) => Math.exp(score - largest));
      const total = sum(weights);
      return Array.from({ length: size }, (__, at) =>
        sum(weights.map((weight, token) => (weight / total) * value[token]![from + at]!)),
      );
    }).flat(),
  );
}

function activate({ activation }: TransformerConfig, x: number): number {
  switch (activation) {
    case "gelu":
      return 0.5 * x * (1 + erf(x / Math.SQRT2));
    case "gelu-tanh":
      return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
    case "relu":
      return Math.max(x, 0);
  }
}

// Maclaurin series, exact enough for the small values of tests.
function erf(x: number): number {
  let term = x;
  let total = x;
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return sum(Array.from(a, (value, index) => value * b[index]!));
}

function plus(...rows: readonly (readonly number[])[]): number[] {
  return rows[0]!.map((_, at) => sum(rows.map((values) => values[at]!)));
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
