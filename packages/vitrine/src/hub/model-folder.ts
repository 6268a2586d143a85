/**
 * @file A folder with the files of one model, and reading them.
 *
 * This layer is where model files are touched; encoders get bytes and parsed
 * JSON from here. A file that is absent is undefined, since most of a model's
 * files are optional; one that can not be read is an error.
 */
import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { VitrineError } from "../errors.js";

/** Where the files of a model were found. */
export type ModelSource = "folder" | "models" | "cache" | "hub" | "package";

/** A model whose files lie on this machine. */
export interface ModelFolder {
  /** Full name where it is known, else the last segment of the path. */
  readonly name: string;
  readonly path: string;
  readonly source: ModelSource;
  /** Commit of the hub's repository that the files are of, where it is known. */
  readonly revision?: string;
  /** Licence of the weights as an SPDX expression, or `unknown`. */
  readonly licence: string;
  /** Name of the model whose tokenizer this one uses, when it has none of its own. */
  readonly tokenizerModel?: string;
}

/** Files of weights that can be loaded, in order of preference. */
export const weightFiles: readonly string[] = [
  "model.safetensors",
  "model.onnx",
  "onnx/model.onnx",
];

/** The first of `weightFiles` that the folder holds. */
export async function findWeights(folder: string): Promise<string | undefined> {
  for (const file of weightFiles) {
    if (await isFile(join(folder, file))) return file;
  }
  return undefined;
}

/** Whether there is a file at `path`. */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/**
 * The bytes of a model's file.
 *
 * @returns All bytes, or undefined when the folder has no such file.
 * @throws {VitrineError} `FILE_UNREADABLE` when it is there but can not be read.
 */
export async function readModelFile(
  folder: string,
  file: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const path = join(folder, file);
  try {
    const bytes = await readFile(path);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new VitrineError(
      "FILE_UNREADABLE",
      `${path} must be readable; got ${code ?? "an error"}. Check its permissions.`,
      { path },
      { cause },
    );
  }
}

/**
 * A model's file parsed as JSON.
 *
 * @returns The value, or undefined when the folder has no such file.
 * @throws {VitrineError} `MODEL_INVALID` when the file is not JSON.
 */
export async function readModelJson(folder: string, file: string): Promise<unknown> {
  const bytes = await readModelFile(folder, file);
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new VitrineError(
      "MODEL_INVALID",
      `${join(folder, file)} must be JSON in UTF-8; it is damaged. Get the model again.`,
      { model: basename(folder), file },
      { cause },
    );
  }
}
