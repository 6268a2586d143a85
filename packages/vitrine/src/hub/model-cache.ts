/**
 * @file The cache of downloaded models on this machine.
 *
 * `<cache>/<name with / as -->/<revision>/` holds the files and, written last,
 * `vitrine-model.json` that lists them with their digests: a folder without it
 * is unfinished and never used. Reading verifies every file.
 */
import { randomUUID } from "node:crypto";
import { readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isVitrineError } from "../errors.js";
import { readModelJson } from "./model-folder.js";
import type { ModelFolder } from "./model-folder.js";
import { findMismatch } from "./partial-file.js";
import type { ExpectedFile } from "./partial-file.js";

/** Name of the list that makes a cached folder complete. */
const manifestFile = "vitrine-model.json";

const manifestSchema = z.object({
  format: z.literal(1),
  name: z.string(),
  revision: z.string(),
  source: z.enum(["hub", "package"]),
  licence: z.string(),
  tokenizerModel: z.string().optional(),
  files: z.record(
    z.string(),
    z.object({
      bytes: z.number().int().nonnegative(),
      sha256: z.string().optional(),
      gitSha1: z.string().optional(),
    }),
  ),
});

/** What a cached model is. */
export interface CachedModel {
  readonly name: string;
  readonly revision: string;
  readonly source: "hub" | "package";
  readonly licence: string;
  readonly tokenizerModel?: string;
  /** Files by path. */
  readonly files: Readonly<Record<string, ExpectedFile>>;
}

/** What the cache says about a model: it has it, or why it has not. */
export type CacheAnswer =
  | { readonly found: true; readonly folder: ModelFolder }
  | { readonly found: false; readonly reason: string };

/** The folder of one revision of a model. */
export function cachedFolder(cacheFolder: string, name: string, revision: string): string {
  return join(cacheFolder, name.replaceAll("/", "--"), revision);
}

/**
 * Looks for a model in the cache and verifies it.
 *
 * @param revision - The one wanted; without it, the first in the order of names.
 */
export async function readCachedModel(
  cacheFolder: string,
  name: string,
  revision: string | undefined,
): Promise<CacheAnswer> {
  const parent = join(cacheFolder, name.replaceAll("/", "--"));
  const revisions = revision === undefined ? await listFolder(parent) : [revision];
  let reason = `the cache ${cacheFolder} does not hold it`;
  for (const each of revisions) {
    const path = join(parent, each);
    const manifest = await readManifest(path);
    if (manifest === undefined) continue;
    const damaged = await findDamage(path, manifest.files);
    if (damaged === undefined) return { found: true, folder: toModelFolder(path, manifest) };
    reason = `its copy in the cache ${path} is damaged (${damaged})`;
  }
  return { found: false, reason };
}

/** Declares the files in `path` complete. They must have been verified. */
export async function finishCachedModel(path: string, model: CachedModel): Promise<ModelFolder> {
  const temporary = join(path, `${manifestFile}.${randomUUID()}`);
  await writeFile(temporary, `${JSON.stringify({ format: 1, ...model }, undefined, 2)}\n`);
  await rename(temporary, join(path, manifestFile));
  return toModelFolder(path, model);
}

function toModelFolder(path: string, model: CachedModel): ModelFolder {
  const { name, revision, licence, tokenizerModel } = model;
  return {
    name,
    path,
    source: "cache",
    revision,
    licence,
    ...(tokenizerModel === undefined ? {} : { tokenizerModel }),
  };
}

async function findDamage(
  path: string,
  files: Readonly<Record<string, ExpectedFile>>,
): Promise<string | undefined> {
  for (const [file, expected] of Object.entries(files)) {
    if ((await findMismatch(join(path, file), expected)) !== undefined) return file;
  }
  return undefined;
}

async function readManifest(path: string): Promise<CachedModel | undefined> {
  try {
    const parsed = manifestSchema.safeParse(await readModelJson(path, manifestFile));
    if (!parsed.success) return undefined;
    const files = Object.entries(parsed.data.files).map(
      ([file, { bytes, sha256, gitSha1 }]) =>
        [
          file,
          {
            bytes,
            ...(sha256 === undefined ? {} : { sha256 }),
            ...(gitSha1 === undefined ? {} : { gitSha1 }),
          },
        ] as const,
    );
    const { name, revision, source, licence, tokenizerModel } = parsed.data;
    return {
      name,
      revision,
      source,
      licence,
      ...(tokenizerModel === undefined ? {} : { tokenizerModel }),
      files: Object.fromEntries(files),
    };
  } catch (error) {
    if (isVitrineError(error, "MODEL_INVALID")) return undefined;
    throw error;
  }
}

async function listFolder(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).sort();
  } catch {
    return [];
  }
}
