/**
 * @file A BERT of two layers with seeded random weights, so that tests of the whole path from
 * files to vectors need no download.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRandom } from "../src/random.js";
import { float32Tensor, writeSafetensors } from "./safetensors-file.js";

/** What may differ between tiny models. */
export interface TinyBertOptions {
  readonly seed?: number;
  readonly family?: "bert" | "roberta" | "distilbert";
  readonly activation?: string;
  /** Put before the names of all weights. */
  readonly prefix?: string;
}

/** A tiny model in memory. */
export interface TinyBert {
  readonly config: Readonly<Record<string, unknown>>;
  /** Shape and elements by name. */
  readonly weights: Readonly<Record<string, { shape: readonly number[]; data: Float32Array }>>;
}

/** Width of the vectors. */
export const tinyDimensions = 12;
/** Positions of the model, special tokens included. */
export const tinyPositions = 24;
const heads = 3;
const intermediate = 20;
const layers = 2;

const words = "desk chair table lamp oak wooden red blue folding small large for the a".split(" ");
const letters = "abcdefghijklmnopqrstuvwxyz0123456789".split("");
const vocabulary = [
  ...["[PAD]", "[UNK]", "[CLS]", "[SEP]"],
  ...words,
  ...letters.filter((letter) => !words.includes(letter)),
  ...letters.map((letter) => `##${letter}`),
  "##ing",
];

/** Makes the weights and the configuration. */
export function makeTinyBert(options: TinyBertOptions = {}): TinyBert {
  const { seed = 1, family = "bert", activation = "gelu", prefix = "" } = options;
  const random = createRandom(seed);
  const weights: Record<string, { shape: readonly number[]; data: Float32Array }> = {};
  const put = (name: string, ...shape: number[]): void => {
    const count = shape.reduce((a, b) => a * b, 1);
    const isScale = /(?:LayerNorm|layer_norm)\.weight$/.test(name);
    const data = Float32Array.from(
      { length: count },
      () => (isScale ? 1 : 0) + 0.3 * random.normal(),
    );
    weights[`${prefix}${name}`] = { shape, data };
  };
  const both = (name: string, outputs: number, inputs?: number): void => {
    put(`${name}.weight`, ...(inputs === undefined ? [outputs] : [outputs, inputs]));
    put(`${name}.bias`, outputs);
  };
  const width = tinyDimensions;
  const positions = tinyPositions + (family === "roberta" ? 1 : 0);
  put("embeddings.word_embeddings.weight", vocabulary.length, width);
  put("embeddings.position_embeddings.weight", positions, width);
  if (family !== "distilbert") {
    put("embeddings.token_type_embeddings.weight", family === "bert" ? 2 : 1, width);
  }
  both("embeddings.LayerNorm", width);
  for (let layer = 0; layer < layers; layer++) {
    const isDistilled = family === "distilbert";
    const block = isDistilled ? `transformer.layer.${layer}` : `encoder.layer.${layer}`;
    const parts = isDistilled
      ? ["attention.q_lin", "attention.k_lin", "attention.v_lin", "attention.out_lin"]
      : [
          ...["query", "key", "value"].map((part) => `attention.self.${part}`),
          "attention.output.dense",
        ];
    for (const part of parts) both(`${block}.${part}`, width, width);
    both(`${block}.${isDistilled ? "sa_layer_norm" : "attention.output.LayerNorm"}`, width);
    both(`${block}.${isDistilled ? "ffn.lin1" : "intermediate.dense"}`, intermediate, width);
    both(`${block}.${isDistilled ? "ffn.lin2" : "output.dense"}`, width, intermediate);
    both(`${block}.${isDistilled ? "output_layer_norm" : "output.LayerNorm"}`, width);
  }
  const sizes = { vocab_size: vocabulary.length, max_position_embeddings: positions };
  const config =
    family === "distilbert"
      ? {
          ...sizes,
          model_type: family,
          dim: width,
          n_layers: layers,
          n_heads: heads,
          hidden_dim: intermediate,
          activation,
        }
      : {
          ...sizes,
          model_type: family,
          hidden_size: width,
          num_hidden_layers: layers,
          num_attention_heads: heads,
          intermediate_size: intermediate,
          hidden_act: activation,
          layer_norm_eps: 1e-6,
          type_vocab_size: family === "bert" ? 2 : 1,
          pad_token_id: 0,
        };
  return { config, weights };
}

/** Writes the model with its tokenizer as a folder that sentence-transformers would write. */
export async function writeTinyBert(
  folder: string,
  options: TinyBertOptions = {},
): Promise<string> {
  const { config, weights } = makeTinyBert(options);
  const tensors = Object.entries(weights).map(
    ([name, { shape, data }]) => [name, float32Tensor(shape, data)] as const,
  );
  await mkdir(join(folder, "1_Pooling"), { recursive: true });
  await writeFile(join(folder, "model.safetensors"), writeSafetensors(Object.fromEntries(tensors)));
  const json: Record<string, unknown> = {
    "config.json": config,
    "tokenizer.json": tinyTokenizer,
    "tokenizer_config.json": { model_max_length: 512 },
    "modules.json": ["Transformer", "Pooling", "Normalize"].map((step, index) => ({
      idx: index,
      name: String(index),
      path: step === "Pooling" ? "1_Pooling" : "",
      type: `sentence_transformers.models.${step}`,
    })),
    "sentence_bert_config.json": { max_seq_length: 16, do_lower_case: false },
    "1_Pooling/config.json": { pooling_mode_mean_tokens: true },
  };
  for (const [file, value] of Object.entries(json)) {
    await writeFile(join(folder, file), JSON.stringify(value));
  }
  return folder;
}

const special = (id: number, content: string): object => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
});

/** A WordPiece tokenizer of a few words and all letters, which itself says cut and pad to 4. */
export const tinyTokenizer = {
  version: "1.0",
  truncation: { max_length: 4, strategy: "LongestFirst", stride: 0 },
  padding: {
    strategy: { Fixed: 4 },
    direction: "Right",
    pad_id: 0,
    pad_type_id: 0,
    pad_token: "[PAD]",
  },
  added_tokens: ["[PAD]", "[UNK]", "[CLS]", "[SEP]"].map((token, id) => special(id, token)),
  normalizer: {
    type: "BertNormalizer",
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: "BertPreTokenizer" },
  post_processor: {
    type: "TemplateProcessing",
    single: [
      { SpecialToken: { id: "[CLS]", type_id: 0 } },
      { Sequence: { id: "A", type_id: 0 } },
      { SpecialToken: { id: "[SEP]", type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      "[CLS]": { id: "[CLS]", ids: [2], tokens: ["[CLS]"] },
      "[SEP]": { id: "[SEP]", ids: [3], tokens: ["[SEP]"] },
    },
  },
  decoder: { type: "WordPiece", prefix: "##", cleanup: true },
  model: {
    type: "WordPiece",
    unk_token: "[UNK]",
    continuing_subword_prefix: "##",
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
  },
};
