/**
 * @file The one list of encoders, and how a name becomes one of them.
 *
 * A kind that is added here is at once loadable by name and under the contract
 * suite, which does not compile without a way to make it.
 */
import { dirname, join } from "node:path";
import { VitrineError } from "../errors.js";
import { isFile } from "../hub/model-folder.js";
import type { ModelFolder } from "../hub/model-folder.js";
import type { ResolveModelOptions } from "../hub/resolve-model.js";
import type { Encoder } from "./encoder.js";
import { loadStaticEncoder } from "./static-encoder.js";
import { fitTfIdfEncoder } from "./tfidf-encoder.js";
import type { TransformerEncoderOptions } from "./transformer-encoder.js";

/** How an encoder is found and run. */
export interface LoadEncoderOptions
  extends
    ResolveModelOptions,
    Pick<TransformerEncoderOptions, "threads" | "batchTokens" | "tokenizerFolder"> {
  /** Texts of the catalogue, on which an encoder that learns from it (`tfidf`) is fitted. */
  readonly fitTexts?: readonly string[];
}

/** One way to make encoders. */
interface EncoderImplementation {
  readonly kind: string;
  /** Whether a name that a user gives means this kind. */
  readonly accepts: (name: string) => boolean;
  readonly load: (name: string, options: LoadEncoderOptions) => Promise<Encoder>;
}

/** All encoders; the first that accepts a name loads it, and the last accepts any. */
export const encoderImplementations = [
  { kind: "static", accepts: (name) => name === "static", load: () => loadStaticEncoder() },
  { kind: "tfidf", accepts: (name) => name === "tfidf", load: fitTfIdf },
  { kind: "transformer", accepts: () => true, load: loadTransformer },
] as const satisfies readonly EncoderImplementation[];

/** Name of a kind of encoder. */
export type EncoderKind = (typeof encoderImplementations)[number]["kind"];

/**
 * Loads an encoder.
 *
 * @param name - `static`, `tfidf`, a folder with a model, or the name of one on the hub.
 * @throws {VitrineError} `PARAM_INVALID` when `tfidf` is given nothing to learn from; what
 *   `resolveModel` and the loaders throw.
 *
 * @example
 * const encoder = await loadEncoder("all-MiniLM-L6-v2", { offline: true });
 */
export async function loadEncoder(
  name: string,
  options: LoadEncoderOptions = {},
): Promise<Encoder> {
  const implementations: readonly EncoderImplementation[] = encoderImplementations;
  const implementation = implementations.find(({ accepts }) => accepts(name));
  if (implementation === undefined) throw new Error("internal: no encoder accepts every name");
  return implementation.load(name, options);
}

async function fitTfIdf(_name: string, { fitTexts }: LoadEncoderOptions): Promise<Encoder> {
  if (fitTexts !== undefined) return fitTfIdfEncoder(fitTexts);
  throw new VitrineError(
    "PARAM_INVALID",
    "The encoder tfidf must be fitted on the texts of a catalogue; got none. Pass them as fitTexts, or read a fitted one by tfIdfEncoderFromBytes.",
    { param: "fitTexts", got: undefined },
  );
}

/** ONNX Runtime and the hub's client take longer to load than a static encoder takes for a whole search. */
async function loadTransformer(name: string, options: LoadEncoderOptions): Promise<Encoder> {
  const { resolveModel } = await import("../hub/resolve-model.js");
  const { loadTransformerEncoder } = await import("./transformer-encoder.js");
  const found = await resolveModel(name, options);
  const tokenizerFolder = options.tokenizerFolder ?? (await findTokenizer(found, options));
  const { threads, batchTokens } = options;
  return loadTransformerEncoder(found.path, {
    name: found.name.split("/").at(-1)!,
    licence: found.licence,
    ...(tokenizerFolder === undefined ? {} : { tokenizerFolder }),
    ...(threads === undefined ? {} : { threads }),
    ...(batchTokens === undefined ? {} : { batchTokens }),
  });
}

/** The folder of the model that lends its tokenizer, looked for beside the model first. */
async function findTokenizer(
  { path, tokenizerModel }: ModelFolder,
  options: LoadEncoderOptions,
): Promise<string | undefined> {
  if (tokenizerModel === undefined || (await isFile(join(path, "tokenizer.json")))) {
    return undefined;
  }
  const { modelsFoldersOf, resolveModel } = await import("../hub/resolve-model.js");
  const modelsFolders = [dirname(path), ...modelsFoldersOf(options)];
  return (await resolveModel(tokenizerModel, { ...options, modelsFolders })).path;
}
