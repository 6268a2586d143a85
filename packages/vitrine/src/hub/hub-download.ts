/**
 * @file Downloads a model from the Hugging Face hub, or a mirror that speaks its language.
 *
 * Files are asked for at one commit, over HTTP with ranges, so that a broken
 * connection costs what was not yet received. Git's own digests check what is
 * not pinned here.
 */
import { downloadFile, HubApiError, listFiles, modelInfo } from "@huggingface/hub";
import { join } from "node:path";
import { checkNotCancelled, VitrineError } from "../errors.js";
import type { KnownModel } from "./known-models.js";
import { cachedFolder, finishCachedModel } from "./model-cache.js";
import type { CachedModel } from "./model-cache.js";
import { weightFiles } from "./model-folder.js";
import type { ModelFolder } from "./model-folder.js";
import { fetchFile, findMismatch } from "./partial-file.js";
import type { ExpectedFile } from "./partial-file.js";

/** How far a download is. */
export interface DownloadProgress {
  readonly file: string;
  /** Bytes of the whole model, those of files that were there before among them. */
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/** Settings of downloads. */
export interface DownloadOptions {
  readonly cacheFolder: string;
  /** Address of the hub; default the public one. */
  readonly hubUrl?: string;
  /** Token for models that are not public. */
  readonly accessToken?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Pause after a broken connection, doubled each time; default 500. */
  readonly retryDelayMs?: number;
}

// What an encoder may need; anything else in a repository is left there.
const neededFiles =
  /^(?:config|modules|sentence_bert_config|tokenizer|tokenizer_config|special_tokens_map)\.json$|^\d+_[A-Za-z]+\/config\.json$/;

/**
 * Downloads a model whose files are pinned.
 *
 * @throws {VitrineError} `CHECKSUM_MISMATCH`, `CANCELLED`, `DISK_FAILED`; what the hub's client
 *   throws when the hub can not be reached or has no such model.
 */
export async function downloadKnownModel(
  model: KnownModel,
  options: DownloadOptions,
): Promise<ModelFolder> {
  const { name, revision, licence, files, tokenizerModel } = model;
  return download(
    {
      name,
      revision,
      licence,
      source: "hub",
      files,
      ...(tokenizerModel === undefined ? {} : { tokenizerModel }),
    },
    options,
  );
}

/** Downloads a model that is not pinned: the newest commit, which is recorded. Throws as `downloadKnownModel`. */
export async function downloadHubModel(
  name: string,
  options: DownloadOptions,
): Promise<ModelFolder> {
  const client = clientOptions(options);
  const info = await cancellable(options, () =>
    modelInfo({ name, additionalFields: ["sha", "tags"], ...client }),
  );
  const revision = info.sha;
  if (!/^[0-9a-f]{40}$/.test(revision)) {
    throw new Error(`the hub must name a commit; got ${revision}`);
  }
  const listed = new Map<string, ExpectedFile>();
  const listing = listFiles({ repo: name, revision, recursive: true, ...client });
  await cancellable(options, async () => {
    for await (const { type, path, size, oid, lfs } of listing) {
      if (type !== "file") continue;
      const digest = lfs === undefined ? { gitSha1: oid ?? "" } : { sha256: lfs.oid };
      listed.set(path, { bytes: lfs?.size ?? size, ...digest });
    }
  });
  const weights = weightFiles.find((file) => listed.has(file));
  if (weights === undefined) {
    throw new VitrineError(
      "MODEL_INVALID",
      `${name} must have one of ${weightFiles.join(", ")}; its repository has none. Use a model with safetensors or an ONNX export.`,
      { model: name },
    );
  }
  const files = [...listed].filter(([path]) => path === weights || neededFiles.test(path));
  const licence = info.tags.find((tag) => tag.startsWith("license:"))?.slice("license:".length);
  return download(
    {
      name,
      revision,
      licence: licence ?? "unknown",
      source: "hub",
      files: Object.fromEntries(files),
    },
    options,
  );
}

async function download(model: CachedModel, options: DownloadOptions): Promise<ModelFolder> {
  const { name, revision } = model;
  const folder = cachedFolder(options.cacheFolder, name, revision);
  const totalBytes = Object.values(model.files).reduce((sum, file) => sum + file.bytes, 0);
  let finishedBytes = 0;
  for (const [file, expected] of Object.entries(model.files)) {
    const target = join(folder, file);
    const report = (bytes: number): void =>
      options.onProgress?.({ file, receivedBytes: finishedBytes + bytes, totalBytes });
    if ((await findMismatch(target, expected)) !== undefined) {
      const source = {
        canResume: true,
        isPermanent,
        read: (offset: number) => readFrom(model, file, offset, options),
      };
      await fetchFile(target, expected, source, { ...options, onBytes: report });
    }
    finishedBytes += expected.bytes;
    report(0);
  }
  const finished = await finishCachedModel(folder, model);
  return { ...finished, source: "hub" };
}

async function readFrom(
  { name, revision }: CachedModel,
  path: string,
  offset: number,
  options: DownloadOptions,
): Promise<AsyncIterable<Uint8Array>> {
  // The plain protocol, whose ranges make resuming simple and which mirrors speak too.
  const blob = await downloadFile({
    repo: name,
    path,
    revision,
    xet: false,
    ...clientOptions(options),
  });
  if (blob === null) throw new Error(`the hub has no file ${path} at commit ${revision}`);
  return blob.slice(offset).stream();
}

function clientOptions(options: DownloadOptions): {
  fetch: typeof fetch;
  hubUrl?: string;
  accessToken?: string;
} {
  const { signal, hubUrl, accessToken } = options;
  return {
    fetch: (input, init) => fetch(input, { ...init, ...(signal === undefined ? {} : { signal }) }),
    ...(hubUrl === undefined ? {} : { hubUrl }),
    ...(accessToken === undefined ? {} : { accessToken }),
  };
}

async function cancellable<T>(options: DownloadOptions, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    checkNotCancelled(options.signal, "Downloading");
    throw error;
  }
}

// The hub's "no" stays no; being busy or out of order may pass.
function isPermanent(error: unknown): boolean {
  if (!(error instanceof HubApiError)) return false;
  const { statusCode } = error;
  return statusCode >= 400 && statusCode < 500 && statusCode !== 408 && statusCode !== 429;
}
