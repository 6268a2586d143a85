/** @file The files of one artifact: listed, hashed, compared with the manifest, forced to disk. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, open, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { invalid, manifestFile, parseManifest } from "./manifest.js";
import type { ArtifactFile, Manifest } from "./manifest.js";

const longestManifest = 1 << 24;

/** What a folder holds beside its manifest. */
export interface FolderListing {
  /** Paths relative to the folder, forward slashes, in code-unit order, with sizes in bytes. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Links, devices and the like, which an artifact never holds. */
  readonly strange: readonly string[];
  /** Folders, the outermost last, itself included. */
  readonly folders: readonly string[];
}

/** Lists a folder without following links. */
export async function listFolder(folder: string): Promise<FolderListing> {
  const files: { path: string; bytes: number }[] = [];
  const strange: string[] = [];
  const folders: string[] = [];
  const walk = async (inside: string): Promise<void> => {
    for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
      const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) await walk(path);
      else if (!entry.isFile()) strange.push(path);
      else if (path !== manifestFile) {
        files.push({ path, bytes: (await lstat(join(folder, path))).size });
      }
    }
    folders.push(join(folder, inside));
  };
  await walk("");
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, strange, folders };
}

/**
 * Reads the manifest of a version's folder and compares it with the names and sizes of the files.
 *
 * @throws {VitrineError} `ARTIFACT_INVALID` with the file at fault.
 */
export async function readManifest(
  folder: string,
  name: string,
  version: string,
): Promise<Manifest> {
  const refuse = (file: string, reason: string): Error => invalid({ name, version, file }, reason);
  // A link in place of the folder or the manifest could lead anywhere.
  if (!(await lstat(folder)).isDirectory()) throw invalid({ name, version }, "it is not a folder");
  const path = join(folder, manifestFile);
  const found = await lstat(path).catch(() => undefined);
  if (found?.isFile() !== true || found.size > longestManifest) {
    throw refuse(manifestFile, "it has no manifest that Vitrine wrote");
  }
  const manifest = parseManifest(await readFile(path, "utf8"), name, version);

  const { files, strange } = await listFolder(folder);
  if (strange[0] !== undefined) throw refuse(strange[0], `${strange[0]} is no plain file`);
  const bytesByPath = new Map(files.map((file) => [file.path, file.bytes]));
  for (const { path: listed, bytes } of manifest.files) {
    const got = bytesByPath.get(listed);
    if (got === undefined) throw refuse(listed, `${listed} is missing`);
    if (got !== bytes) throw refuse(listed, `${listed} has ${got} bytes instead of ${bytes}`);
    bytesByPath.delete(listed);
  }
  for (const extra of bytesByPath.keys()) {
    throw refuse(extra, `${extra} is not in its manifest`);
  }
  return manifest;
}

/**
 * Compares every byte with the manifest.
 *
 * @throws {VitrineError} `ARTIFACT_INVALID` with the first file at fault.
 */
export async function verifyFiles(folder: string, manifest: Manifest): Promise<void> {
  for (const { path, sha256 } of manifest.files) {
    const got = await hashFile(join(folder, path));
    if (got === sha256) continue;
    const { name, version } = manifest;
    throw invalid(
      { name, version, file: path },
      `${path} has the sha256 ${got} instead of ${sha256}`,
    );
  }
}

/** The manifest's list of what a folder holds. */
export async function hashFiles(
  folder: string,
  files: FolderListing["files"],
): Promise<ArtifactFile[]> {
  const hashed: ArtifactFile[] = [];
  for (const { path, bytes } of files) {
    hashed.push({ path, bytes, sha256: await hashFile(join(folder, path)) });
  }
  return hashed;
}

/** Forces a file or folder to the disk. */
export async function syncToDisk(path: string): Promise<void> {
  // Windows can sync neither a folder nor a file that is open for reading.
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
