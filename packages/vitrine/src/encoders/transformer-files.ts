/**
 * @file Loads what a transformer encoder needs from the folders of its model.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { VitrineError } from "../errors.js";
import { findWeights, readModelFile, readModelJson } from "../hub/model-folder.js";
import type { PoolingMode } from "./pooling.js";
import { readSafetensors } from "./safetensors.js";
import { readTransformerConfig } from "./transformer-config.js";
import { buildBert } from "./transformer-graph.js";
import { readTransformerModules } from "./transformer-modules.js";
import { createTransformerTokenizer } from "./transformer-tokenizer.js";
import type { TransformerTokenizer } from "./transformer-tokenizer.js";

/** The network of a model. */
export interface TransformerNetwork {
  /** An ONNX file. */
  readonly bytes: Uint8Array;
  /** Of the file that the weights were read from. */
  readonly sha256: string;
  /** Positions that the network has, where that is known. */
  readonly positionCount: number | undefined;
}

/** What turns texts into ids and hidden states into vectors. */
export interface TransformerTextSettings {
  readonly tokenizer: TransformerTokenizer;
  readonly pooling: PoolingMode;
  readonly maxTokens: number;
  readonly lowerCase: boolean;
  /** Of the tokenizer's files. */
  readonly sha256: string;
}

/** Where no file says how long a text may be. */
const defaultMaxTokens = 512;
const exportConfigSchema = z.object({
  max_position_embeddings: z.number().int().positive().optional().catch(undefined),
});

/**
 * Loads the weights of a model as an ONNX file.
 *
 * @throws {VitrineError} `MODEL_NOT_FOUND` when there are none, `MODEL_INVALID` when they can not be used.
 */
export async function loadTransformerNetwork(
  folder: string,
  model: string,
): Promise<TransformerNetwork> {
  const file = await findWeights(folder);
  const bytes = file === undefined ? undefined : await readModelFile(folder, file);
  if (file === undefined || bytes === undefined) {
    throw new VitrineError(
      "MODEL_NOT_FOUND",
      `${folder} must hold model.safetensors, model.onnx or onnx/model.onnx; got none of them. Name a folder with a model, or a model of the hub.`,
      { model, tried: [folder] },
    );
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const json = await readModelJson(folder, "config.json");
  if (file.endsWith(".onnx")) {
    const positionCount = exportConfigSchema.safeParse(json).data?.max_position_embeddings;
    return { bytes, sha256, positionCount };
  }
  if (json === undefined) throw missing(folder, model, "config.json");
  const config = readTransformerConfig(json, model);
  return {
    bytes: buildBert(readSafetensors(bytes, `${model}/${file}`), config, model),
    sha256,
    positionCount: config.positionCount - config.positionOffset,
  };
}

/**
 * Loads the tokenizer of a model and the settings around it.
 *
 * @throws {VitrineError} `MODEL_INVALID` when there is no tokenizer, or a file can not be used.
 */
export async function loadTransformerTextSettings(
  folder: string,
  model: string,
  positionCount: number | undefined,
): Promise<TransformerTextSettings> {
  const read = (file: string): Promise<unknown> => readModelJson(folder, file);
  const json = await read("tokenizer.json");
  if (json === undefined) throw missing(folder, model, "tokenizer.json");
  const config = (await read("tokenizer_config.json")) ?? {};
  const modules = await readTransformerModules(read, model);
  const maxTokens = Math.min(
    modules.maxTokens ?? defaultMaxTokens,
    positionCount ?? defaultMaxTokens,
  );
  const { pooling, lowerCase } = modules;
  return {
    tokenizer: createTransformerTokenizer(json, config, { maxTokens, lowerCase, model }),
    pooling,
    maxTokens,
    lowerCase,
    sha256: createHash("sha256")
      .update(JSON.stringify([json, config]))
      .digest("hex"),
  };
}

function missing(folder: string, model: string, file: string): VitrineError {
  return new VitrineError(
    "MODEL_INVALID",
    `${folder} must hold ${file}; got none. Get the model again, or name the folder that has it.`,
    { model, file },
  );
}
