/** @file Publishing: written aside, hashed, forced to the disk, renamed into sight, then the alias. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { VitrineError } from "../errors.js";
import { currentMove, moveAlias } from "./aliases.js";
import type { AliasMove } from "./aliases.js";
import { resolveArtifact } from "./artifact.js";
import type { Artifact } from "./artifact.js";
import { hashFiles, listFolder, syncToDisk } from "./artifact-files.js";
import { check } from "./checks.js";
import { aliasSchema, draftSchema, manifestFile, toManifest } from "./manifest.js";
import type { ArtifactDraft, ArtifactFile, ManifestContent } from "./manifest.js";
import { claim, cleanStaging, numbersIn, withStagingFolder } from "./staging.js";
import type { RegistryContext } from "./staging.js";

/** Publishes a new version; see `Registry.publish`. */
export async function publishArtifact(
  context: RegistryContext,
  draft: ArtifactDraft,
  write: (folder: string) => Promise<void>,
  alias: string | null,
  expectedCurrent?: string | null,
): Promise<Artifact> {
  const { root, fsync, clock } = context;
  const { parents: parentRefs, ...checked } = check(draftSchema, "draft", draft);
  if (alias !== null) check(aliasSchema, "alias", alias);
  const { name } = checked;
  const parents: ManifestContent["parents"] = [];
  for (const parent of parentRefs) {
    const { manifest } = await resolveArtifact(root, parent.name, parent.version);
    parents.push({ ...parent, sha256: manifest.sha256 });
  }
  const checkExpected = (held: AliasMove | undefined): void => {
    if (expectedCurrent === undefined || (held?.version ?? null) === expectedCurrent) return;
    throw overtaken(join(root, name), alias, expectedCurrent, held);
  };
  await mkdir(join(root, name), { recursive: true });
  if (fsync) await syncToDisk(root);
  await cleanStaging(root);

  const published = await withStagingFolder(root, async (staged) => {
    await write(staged);
    const files = await settleFiles(staged, name, fsync);
    // Most of those who come too late are told so before they have taken a number.
    if (alias !== null) checkExpected(await currentMove(root, name, alias));
    return claimVersion(context, staged, (version) => ({
      format: "vitrine-artifact",
      formatVersion: 1,
      ...checked,
      version,
      created: clock().toISOString(),
      parents,
      files,
    }));
  });
  if (alias !== null) {
    await moveAlias(context, name, alias, (held) => {
      checkExpected(held);
      // Of two publishers the one with the newer version must win, whoever comes last.
      const isNewer = Number(held?.version ?? 0) > Number(published.version);
      if (isNewer && expectedCurrent === undefined) return undefined;
      return { version: published.version, why: "publish", before: held?.number ?? 0 };
    });
  }
  return published;
}

function overtaken(
  path: string,
  alias: string | null,
  expected: string | null,
  held: AliasMove | undefined,
): VitrineError<"LOCKED"> {
  return new VitrineError(
    "LOCKED",
    `The alias ${alias ?? "-"} of ${path} must still point at ${expected ?? "nothing"}; another writer moved it to ${held?.version ?? "nothing"}. Begin again from what it points at now.`,
    { path },
  );
}

/** Lists, hashes and syncs what the publisher wrote. */
async function settleFiles(staged: string, name: string, fsync: boolean): Promise<ArtifactFile[]> {
  const { files, strange, folders } = await listFolder(staged);
  if (strange[0] !== undefined) {
    throw new VitrineError(
      "PARAM_INVALID",
      `An artifact must consist of plain files; ${name} was given ${strange[0]}. Write its content instead of a link.`,
      { param: "write", got: strange[0] },
    );
  }
  const hashed = await hashFiles(staged, files);
  if (fsync) {
    for (const { path } of files) await syncToDisk(join(staged, path));
    for (const folder of folders) await syncToDisk(folder);
  }
  return hashed;
}

/** Gives the staged folder the next version that is free. */
async function claimVersion(
  { root, fsync }: RegistryContext,
  staged: string,
  describe: (version: string) => ManifestContent,
): Promise<Artifact> {
  const { name } = describe("1");
  const path = join(staged, manifestFile);
  for (let number = ((await numbersIn(join(root, name))).at(-1) ?? 0) + 1; ; number++) {
    const version = String(number);
    const { manifest, text } = toManifest(describe(version));
    await writeFile(path, text);
    if (fsync) {
      await syncToDisk(path);
      await syncToDisk(staged);
    }
    if (await claim(staged, join(root, name, version), fsync)) return { name, version, manifest };
  }
}
