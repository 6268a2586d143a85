/** @file One version of an artifact: found, and verified before it is used. */
import { join } from "node:path";
import { currentMove } from "./aliases.js";
import { readManifest, verifyFiles } from "./artifact-files.js";
import { check, notFound } from "./checks.js";
import { aliasSchema, artifactNameSchema, invalid, versionSchema } from "./manifest.js";
import type { Manifest } from "./manifest.js";
import { isErrno } from "./staging.js";

/** An artifact whose manifest and file sizes are right; its bytes are not verified yet. */
export interface Artifact {
  readonly name: string;
  readonly version: string;
  readonly manifest: Manifest;
}

/** An artifact of which every byte was verified. */
export interface LoadedArtifact extends Artifact {
  readonly folder: string;
  /**
   * Absolute path of one of its files.
   *
   * @param path - As the manifest lists it.
   * @throws {VitrineError} `ARTIFACT_INVALID` when the manifest does not list it.
   */
  file(path: string): string;
}

/** Finds a version; see `Registry.resolve`. */
export async function resolveArtifact(
  root: string,
  name: string,
  versionOrAlias = "current",
): Promise<Artifact> {
  check(artifactNameSchema, "name", name);
  const version = await versionOf(root, name, versionOrAlias);
  try {
    const manifest = await readManifest(join(root, name, version), name, version);
    return { name, version, manifest };
  } catch (error) {
    if (isErrno(error, "ENOENT")) throw notFound(name, version);
    throw error;
  }
}

/** Finds and verifies a version; see `Registry.load`. */
export async function loadArtifact(
  root: string,
  name: string,
  versionOrAlias?: string,
): Promise<LoadedArtifact> {
  const artifact = await resolveArtifact(root, name, versionOrAlias);
  const { version, manifest } = artifact;
  const folder = join(root, name, version);
  await verifyFiles(folder, manifest);
  const paths = new Set(manifest.files.map(({ path }) => path));
  return {
    ...artifact,
    folder,
    file(path) {
      if (paths.has(path)) return join(folder, path);
      throw invalid({ name, version, file: path }, `${path} is not in its manifest`);
    },
  };
}

async function versionOf(root: string, name: string, versionOrAlias: string): Promise<string> {
  if (versionSchema.safeParse(versionOrAlias).success) return versionOrAlias;
  const alias = check(aliasSchema, "version or alias", versionOrAlias);
  const move = await currentMove(root, name, alias);
  if (move === undefined) throw notFound(name, alias);
  return move.version;
}
