/**
 * @file What `config.json` says about a sentence encoder of the BERT family.
 *
 * Three layouts of the same network: BERT; RoBERTa and XLM-RoBERTa, which
 * count positions from behind the padding index; DistilBERT, without token
 * types and with names of its own. Everything else is refused by name.
 *
 * @see Devlin et al., "BERT", 2018; Liu et al., "RoBERTa", 2019; Sanh et al., "DistilBERT", 2019.
 */
import { z } from "zod";
import { VitrineError } from "../errors.js";

/** The function between the two dense layers of a block. */
type Activation = "gelu" | "gelu-tanh" | "relu";

/** Sizes and settings of a transformer encoder. */
export interface TransformerConfig {
  readonly family: "bert" | "roberta" | "distilbert";
  readonly vocabularySize: number;
  /** Width of a token's vector; a multiple of `headCount`. */
  readonly hiddenSize: number;
  readonly layerCount: number;
  readonly headCount: number;
  readonly intermediateSize: number;
  readonly activation: Activation;
  /** Added to the variance in layer normalisation. */
  readonly epsilon: number;
  /** Rows of the position table that are never used: 0, or the padding index and those before it. */
  readonly positionOffset: number;
  /** Rows of the position table. */
  readonly positionCount: number;
  /** Rows of the token type table; 0 where there is none. */
  readonly tokenTypeCount: number;
}

const size = z.number().int().positive();
const bertSchema = z.object({
  vocab_size: size,
  hidden_size: size,
  num_hidden_layers: size,
  num_attention_heads: size,
  intermediate_size: size,
  hidden_act: z.string(),
  layer_norm_eps: z.number().positive().default(1e-12),
  max_position_embeddings: size,
  type_vocab_size: z.number().int().nonnegative().default(0),
  pad_token_id: z.number().int().nonnegative().default(0),
  position_embedding_type: z.string().default("absolute"),
});
const distilbertSchema = z.object({
  vocab_size: size,
  dim: size,
  n_layers: size,
  n_heads: size,
  hidden_dim: size,
  activation: z.string().default("gelu"),
  max_position_embeddings: size,
});

const families: Readonly<Record<string, TransformerConfig["family"]>> = {
  bert: "bert",
  roberta: "roberta",
  "xlm-roberta": "roberta",
  camembert: "roberta",
  distilbert: "distilbert",
};
const activations: Readonly<Record<string, Activation>> = {
  gelu: "gelu",
  gelu_new: "gelu-tanh",
  gelu_pytorch_tanh: "gelu-tanh",
  relu: "relu",
};

/**
 * Reads the configuration of a model.
 *
 * @param json - The parsed `config.json`.
 * @param model - Name of the model, for messages.
 * @throws {VitrineError} `MODEL_INVALID` when the model is of another family, or a size is missing
 *   or contradicts another.
 */
export function readTransformerConfig(json: unknown, model: string): TransformerConfig {
  const { model_type: type } = parse(z.object({ model_type: z.string() }), json, model);
  const family = families[type];
  if (family === undefined) {
    throw invalid(
      model,
      `model_type must be one of ${Object.keys(families).join(", ")}; got ${type}. Use a model of the BERT family, or an ONNX export of this one`,
    );
  }
  const config =
    family === "distilbert" ? fromDistilbert(json, model) : fromBert(json, model, family);
  if (config.hiddenSize % config.headCount !== 0) {
    throw invalid(
      model,
      `hidden_size must be a multiple of num_attention_heads; got ${config.hiddenSize} and ${config.headCount}`,
    );
  }
  return config;
}

function fromBert(json: unknown, model: string, family: "bert" | "roberta"): TransformerConfig {
  const raw = parse(bertSchema, json, model);
  if (raw.position_embedding_type !== "absolute") {
    throw invalid(
      model,
      `position_embedding_type must be absolute; got ${raw.position_embedding_type}`,
    );
  }
  return {
    family,
    vocabularySize: raw.vocab_size,
    hiddenSize: raw.hidden_size,
    layerCount: raw.num_hidden_layers,
    headCount: raw.num_attention_heads,
    intermediateSize: raw.intermediate_size,
    activation: toActivation(raw.hidden_act, model),
    epsilon: raw.layer_norm_eps,
    positionOffset: family === "roberta" ? raw.pad_token_id + 1 : 0,
    positionCount: raw.max_position_embeddings,
    tokenTypeCount: raw.type_vocab_size,
  };
}

function fromDistilbert(json: unknown, model: string): TransformerConfig {
  const raw = parse(distilbertSchema, json, model);
  return {
    family: "distilbert",
    vocabularySize: raw.vocab_size,
    hiddenSize: raw.dim,
    layerCount: raw.n_layers,
    headCount: raw.n_heads,
    intermediateSize: raw.hidden_dim,
    activation: toActivation(raw.activation, model),
    epsilon: 1e-12,
    positionOffset: 0,
    positionCount: raw.max_position_embeddings,
    tokenTypeCount: 0,
  };
}

function toActivation(name: string, model: string): Activation {
  const activation = activations[name];
  if (activation !== undefined) return activation;
  throw invalid(
    model,
    `the activation must be one of ${Object.keys(activations).join(", ")}; got ${name}`,
  );
}

function parse<T>(schema: z.ZodType<T>, json: unknown, model: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(model, `${issue?.path.join(".") ?? "it"} does not hold (${issue?.message ?? ""})`);
}

function invalid(model: string, rule: string): VitrineError {
  return new VitrineError("MODEL_INVALID", `${model}/config.json: ${rule}.`, {
    model,
    file: "config.json",
  });
}
