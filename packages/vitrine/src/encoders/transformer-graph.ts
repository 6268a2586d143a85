/**
 * @file Builds the ONNX graph of a BERT-family encoder from its weights.
 *
 * Inputs `input_ids`, `attention_mask` and, where the model has token types,
 * `token_type_ids`, all int64 [batch, sequence]; output `last_hidden_state`,
 * float32 [batch, sequence, hiddenSize]: the names and shapes that exporters
 * use, so one encoder runs both. Dense weights are stored transposed, [in, out];
 * that and the file's bytes are two copies of the weights while building.
 *
 * Reference: `transformerReference` (transformer-graph.reference.ts), to 1e-4.
 * @see Devlin et al., "BERT", 2018; Vaswani et al., "Attention Is All You Need", 2017, section 3.
 */
import {
  add,
  cast,
  createGraphBuilder,
  gather,
  gelu,
  layerNormalization,
  matMul,
  mul,
  relu,
  reshape,
  sizeOf,
  slice,
  softmax,
  sub,
  transpose,
  unsqueeze,
} from "@vitrine/autodiff";
import type { GraphBuilder, Tensor } from "@vitrine/autodiff";
import { VitrineError } from "../errors.js";
import type { Safetensors } from "./safetensors.js";
import type { TransformerConfig } from "./transformer-config.js";

/** Where the weights come from. */
export type TransformerWeights = Pick<Safetensors, "entries" | "float32">;

/** Names of a block's parts in the weights of a family, without `.weight` and `.bias`. */
interface BlockNames {
  readonly block: string;
  readonly query: string;
  readonly key: string;
  readonly value: string;
  readonly attentionOutput: string;
  readonly attentionNorm: string;
  readonly expand: string;
  readonly contract: string;
  readonly outputNorm: string;
}

const bertNames: BlockNames = {
  block: "encoder.layer.",
  query: "attention.self.query",
  key: "attention.self.key",
  value: "attention.self.value",
  attentionOutput: "attention.output.dense",
  attentionNorm: "attention.output.LayerNorm",
  expand: "intermediate.dense",
  contract: "output.dense",
  outputNorm: "output.LayerNorm",
};
const blockNames: Readonly<Record<TransformerConfig["family"], BlockNames>> = {
  bert: bertNames,
  roberta: bertNames,
  distilbert: {
    block: "transformer.layer.",
    query: "attention.q_lin",
    key: "attention.k_lin",
    value: "attention.v_lin",
    attentionOutput: "attention.out_lin",
    attentionNorm: "sa_layer_norm",
    expand: "ffn.lin1",
    contract: "ffn.lin2",
    outputNorm: "output_layer_norm",
  },
};
// Where a model was saved with a task's head on top, its encoder's names begin so.
const prefixes = ["", "bert.", "roberta.", "distilbert."];

/**
 * Builds the graph.
 *
 * @param weights - Under the names that the transformers library gives them.
 * @param model - Name of the model, for messages.
 * @returns An ONNX file.
 * @throws {VitrineError} `MODEL_INVALID` when a tensor is missing or has another shape than the
 *   configuration says.
 */
export function buildBert(
  weights: TransformerWeights,
  config: TransformerConfig,
  model: string,
): Uint8Array {
  const graph = createGraphBuilder({ name: config.family });
  const layers = createLayers(graph, weights, config, model);
  const ids = graph.input("input_ids", "int64", ["batch", "sequence"]);
  const mask = graph.input("attention_mask", "int64", ["batch", "sequence"]);
  const penalty = maskPenalty(graph, mask);
  const names = blockNames[config.family];
  let hidden = embed(graph, layers, config, ids);
  for (let layer = 0; layer < config.layerCount; layer++) {
    const name = (part: keyof BlockNames): string => `${names.block}${layer}.${names[part]}`;
    const attended = attend(graph, layers, config, hidden, penalty, name);
    hidden = layers.norm(name("attentionNorm"), add(attended, hidden));
    const expanded = activate(config, layers.dense(name("expand"), hidden, "expand"));
    const contracted = layers.dense(name("contract"), expanded, "contract");
    hidden = layers.norm(name("outputNorm"), add(contracted, hidden));
  }
  graph.output("last_hidden_state", hidden);
  return graph.build();
}

interface Layers {
  /** Rows `from` and later of a table of shape [rows, hiddenSize]. */
  table(name: string, rows: number, from?: number): Tensor;
  dense(name: string, x: Tensor, size?: "expand" | "contract"): Tensor;
  norm(name: string, x: Tensor): Tensor;
}

function createLayers(
  graph: GraphBuilder,
  weights: TransformerWeights,
  config: TransformerConfig,
  model: string,
): Layers {
  const { hiddenSize, intermediateSize, epsilon } = config;
  const prefix = prefixes.find((each) =>
    weights.entries.has(`${each}embeddings.word_embeddings.weight`),
  );
  const read = (name: string, shape: readonly number[]): Float32Array => {
    const full = `${prefix ?? ""}${name}`;
    const got = weights.entries.get(full)?.shape;
    if (got?.length === shape.length && shape.every((size, axis) => size === got[axis])) {
      return weights.float32(full);
    }
    throw new VitrineError(
      "MODEL_INVALID",
      `${model}: the weights must hold ${full} of shape [${shape.join(", ")}]; got ${
        got === undefined ? "none" : `[${got.join(", ")}]`
      }. config.json and the weights must be of one model.`,
      { model },
    );
  };
  // Models of 2018 call scale and shift gamma and beta.
  const isOld = weights.entries.has(`${prefix ?? ""}embeddings.LayerNorm.gamma`);
  const constant = (name: string, shape: readonly number[], data: Float32Array): Tensor =>
    graph.initializer(name, "float32", shape, data);
  return {
    table(name, rows, from = 0) {
      const data = read(`${name}.weight`, [rows, hiddenSize]).subarray(from * hiddenSize);
      return constant(`${name}.weight`, [rows - from, hiddenSize], data);
    },
    dense(name, x, size) {
      const inputs = size === "contract" ? intermediateSize : hiddenSize;
      const outputs = size === "expand" ? intermediateSize : hiddenSize;
      const weight = transposed(read(`${name}.weight`, [outputs, inputs]), outputs, inputs);
      const bias = read(`${name}.bias`, [outputs]);
      return add(
        matMul(x, constant(`${name}.weight`, [inputs, outputs], weight)),
        constant(`${name}.bias`, [outputs], bias),
      );
    },
    norm(name, x) {
      const scale = `${name}.${isOld ? "gamma" : "weight"}`;
      const shift = `${name}.${isOld ? "beta" : "bias"}`;
      return layerNormalization(
        x,
        constant(scale, [hiddenSize], read(scale, [hiddenSize])),
        constant(shift, [hiddenSize], read(shift, [hiddenSize])),
        { epsilon },
      );
    },
  };
}

function embed(
  graph: GraphBuilder,
  layers: Layers,
  config: TransformerConfig,
  ids: Tensor,
): Tensor {
  const words = gather(layers.table("embeddings.word_embeddings", config.vocabularySize), ids);
  // Padding stands at the end and is masked, so every row may count its positions from the start.
  const positions = slice(
    layers.table("embeddings.position_embeddings", config.positionCount, config.positionOffset),
    { axis: 0, start: 0, end: sizeOf(ids, 1) },
  );
  let sum = add(words, positions); // [batch, sequence, hiddenSize]
  if (config.tokenTypeCount > 0) {
    const types = graph.input("token_type_ids", "int64", ["batch", "sequence"]);
    const table = layers.table("embeddings.token_type_embeddings", config.tokenTypeCount);
    sum = add(sum, gather(table, types));
  }
  return layers.norm("embeddings.LayerNorm", sum);
}

/** 0 where a token counts and the most negative float where it is padding; [batch, 1, 1, sequence]. */
function maskPenalty(graph: GraphBuilder, mask: Tensor): Tensor {
  const absent = sub(graph.scalar(1), cast(mask, "float32"));
  return unsqueeze(mul(absent, graph.scalar(-3.4028234663852886e38)), [1, 2]);
}

/** softmax(QKᵀ / √d + penalty) V by heads, and its output layer; [batch, sequence, hiddenSize]. */
function attend(
  graph: GraphBuilder,
  layers: Layers,
  config: TransformerConfig,
  hidden: Tensor,
  penalty: Tensor,
  name: (part: keyof BlockNames) => string,
): Tensor {
  const { headCount, hiddenSize } = config;
  const headSize = hiddenSize / headCount;
  const heads = (part: "query" | "key" | "value", order: readonly number[]): Tensor =>
    transpose(reshape(layers.dense(name(part), hidden), [0, 0, headCount, headSize]), order);
  const query = heads("query", [0, 2, 1, 3]); // [batch, heads, sequence, headSize]
  const key = heads("key", [0, 2, 3, 1]); // [batch, heads, headSize, sequence]
  const value = heads("value", [0, 2, 1, 3]);
  const scaled = mul(query, graph.scalar(1 / Math.sqrt(headSize)));
  const attention = softmax(add(matMul(scaled, key), penalty)); // [batch, heads, sequence, sequence]
  const context = transpose(matMul(attention, value), [0, 2, 1, 3]);
  return layers.dense(name("attentionOutput"), reshape(context, [0, 0, hiddenSize]));
}

function activate(config: TransformerConfig, x: Tensor): Tensor {
  switch (config.activation) {
    case "gelu":
      return gelu(x);
    case "gelu-tanh":
      return gelu(x, "tanh");
    case "relu":
      return relu(x);
  }
}

function transposed(data: Float32Array, rows: number, columns: number): Float32Array<ArrayBuffer> {
  const result = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = data[row * columns + column]!;
    }
  }
  return result;
}
