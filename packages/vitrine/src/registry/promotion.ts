/** @file Which version is served: promoted by hand, rolled back, and old ones removed. */
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { VitrineError } from "../errors.js";
import { listAliases, moveAlias, readMoves } from "./aliases.js";
import type { AliasMove } from "./aliases.js";
import { loadArtifact } from "./artifact.js";
import { check, checkBoth } from "./checks.js";
import { artifactNameSchema, versionSchema } from "./manifest.js";
import { numbersIn, withStagingFolder } from "./staging.js";
import type { RegistryContext } from "./staging.js";
import { surveyArtifacts } from "./survey.js";

/** See `Registry.promote`. */
export async function promoteVersion(
  context: RegistryContext,
  name: string,
  version: string,
  alias: string,
): Promise<void> {
  checkBoth(name, alias);
  check(versionSchema, "version", version);
  await loadArtifact(context.root, name, version);
  await moveAlias(context, name, alias, (held) =>
    held?.version === version ? undefined : { version, why: "promote", before: held?.number ?? 0 },
  );
}

/** See `Registry.rollback`. */
export async function rollbackAlias(
  context: RegistryContext,
  name: string,
  alias: string,
): Promise<string> {
  const { root } = context;
  checkBoth(name, alias);
  for (;;) {
    const moves = await readMoves(root, name, alias);
    const held = moves.at(-1);
    const target = earlierMove(moves, await versionsIn(root, name));
    if (held === undefined || target === undefined) {
      throw new VitrineError(
        "ARTIFACT_NOT_FOUND",
        `Alias ${alias} of ${name} must have pointed at an earlier version to be rolled back; ${held === undefined ? "it was never set" : `${held.version} is the first`}. Promote a version by its number.`,
        { name },
      );
    }
    await loadArtifact(root, name, target.version);
    const move = { version: target.version, why: "rollback", before: target.before } as const;
    // Another writer may have moved the alias in the meantime; then this begins anew.
    const isMoved = await moveAlias(context, name, alias, (now) =>
      now?.number === held.number ? move : undefined,
    );
    if (isMoved) return target.version;
  }
}

/** See `Registry.prune`. */
export async function pruneVersions(root: string, name: string, keep: number): Promise<string[]> {
  check(artifactNameSchema, "name", name);
  if (!Number.isSafeInteger(keep) || keep < 1) {
    throw new VitrineError(
      "PARAM_INVALID",
      `keep must be a positive integer; got ${keep}. The newest version always stays.`,
      { param: "keep", got: keep },
    );
  }
  const versions = await versionsIn(root, name);
  const kept = new Set([...versions].slice(-keep));
  for (const alias of await listAliases(root, name)) {
    const moves = await readMoves(root, name, alias);
    for (const move of [moves.at(-1), earlierMove(moves, versions)]) {
      if (move !== undefined) kept.add(move.version);
    }
  }
  for (const { manifest } of await surveyArtifacts(root)) {
    for (const parent of manifest.parents) if (parent.name === name) kept.add(parent.version);
  }
  const removed = [...versions].filter((version) => !kept.has(version));
  for (const version of removed) {
    // Out of sight by one rename: nobody meets a version that is half removed.
    await withStagingFolder(root, (staged) =>
      rename(join(root, name, version), join(staged, version)),
    );
  }
  return removed;
}

/** Rising. */
async function versionsIn(root: string, name: string): Promise<ReadonlySet<string>> {
  return new Set((await numbersIn(join(root, name))).map(String));
}

/** The move that a rollback goes back to; undefined when there is none whose version is still present. */
function earlierMove(
  moves: readonly AliasMove[],
  present: ReadonlySet<string>,
): AliasMove | undefined {
  const byNumber = new Map(moves.map((move) => [move.number, move]));
  let move = moves.at(-1);
  do move = byNumber.get(move?.before ?? 0);
  while (move !== undefined && !present.has(move.version));
  return move;
}
