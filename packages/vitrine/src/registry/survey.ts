/** @file Looking over all artifacts: the list of them, and whether each is whole. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isVitrineError } from "../errors.js";
import { currentMove, listAliases } from "./aliases.js";
import { loadArtifact, resolveArtifact } from "./artifact.js";
import type { Artifact } from "./artifact.js";
import { check, notFound } from "./checks.js";
import { artifactNameSchema } from "./manifest.js";
import { isErrno, numbersIn } from "./staging.js";

/** A line of the list of artifacts. */
export interface ArtifactSummary {
  readonly name: string;
  readonly version: string;
  /** Null when it is damaged. */
  readonly kind: string | null;
  /** ISO 8601, UTC; null when it is damaged. */
  readonly created: string | null;
  /** Of all its files together; null when it is damaged. */
  readonly bytes: number | null;
  /** The aliases that point at it, in code-unit order. */
  readonly aliases: readonly string[];
  /** Why its manifest can not be used; null when it can, which does not vouch for every byte. */
  readonly problem: string | null;
}

/** What verifying found. */
export interface Verification {
  readonly name: string;
  readonly version: string;
  /** Why it must not be used; null when it is whole. */
  readonly problem: string | null;
}

/** Every version that can be resolved, by name in code-unit order, then rising. */
export async function surveyArtifacts(root: string): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const name of await namesIn(root)) {
    for (const number of await numbersIn(join(root, name))) {
      try {
        artifacts.push(await resolveArtifact(root, name, String(number)));
      } catch (error) {
        if (!isVitrineError(error)) throw error;
      }
    }
  }
  return artifacts;
}

/** See `Registry.list`. */
export async function listArtifacts(root: string): Promise<ArtifactSummary[]> {
  const summaries: ArtifactSummary[] = [];
  for (const name of await namesIn(root)) {
    const numbers = await numbersIn(join(root, name));
    const aliases =
      numbers.length === 0 ? new Map<string, string[]>() : await aliasesByVersion(root, name);
    for (const number of numbers) {
      const version = String(number);
      const known = { name, version, aliases: aliases.get(version) ?? [] };
      summaries.push({ ...known, ...(await manifestFacts(root, name, version)) });
    }
  }
  return summaries;
}

async function manifestFacts(
  root: string,
  name: string,
  version: string,
): Promise<Pick<ArtifactSummary, "kind" | "created" | "bytes" | "problem">> {
  try {
    const { manifest } = await resolveArtifact(root, name, version);
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    return { kind: manifest.kind, created: manifest.created, bytes, problem: null };
  } catch (error) {
    if (!isVitrineError(error)) throw error;
    return { kind: null, created: null, bytes: null, problem: error.message };
  }
}

/** See `Registry.verify`. */
export async function verifyArtifacts(root: string, only?: string): Promise<Verification[]> {
  if (only !== undefined) check(artifactNameSchema, "name", only);
  const names = await namesIn(root);
  if (only !== undefined && !names.includes(only)) throw notFound(only);
  const results: Verification[] = [];
  for (const name of only === undefined ? names : [only]) {
    for (const number of await numbersIn(join(root, name))) {
      const version = String(number);
      results.push({ name, version, problem: await problemOf(root, name, version) });
    }
  }
  return results;
}

async function problemOf(root: string, name: string, version: string): Promise<string | null> {
  try {
    const { manifest } = await loadArtifact(root, name, version);
    for (const parent of manifest.parents) {
      const found = await resolveArtifact(root, parent.name, parent.version);
      if (found.manifest.sha256 === parent.sha256) continue;
      return `Its parent ${parent.name} ${parent.version} is not the one it was made from.`;
    }
    return null;
  } catch (error) {
    if (isVitrineError(error)) return error.message;
    throw error;
  }
}

async function namesIn(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && artifactNameSchema.safeParse(entry.name).success)
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if (isErrno(error, "ENOENT")) return [];
    throw error;
  }
}

async function aliasesByVersion(root: string, name: string): Promise<Map<string, string[]>> {
  const aliases = new Map<string, string[]>();
  for (const alias of await listAliases(root, name)) {
    const version = (await currentMove(root, name, alias))?.version;
    if (version !== undefined) aliases.set(version, [...(aliases.get(version) ?? []), alias]);
  }
  return aliases;
}
