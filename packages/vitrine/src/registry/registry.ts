/**
 * @file The registry of artifacts: everything the engine has built, by name and version.
 *
 * `<root>/<name>/<version>/manifest.json` with the artifact's files beside it. Versions count up
 * from 1: short to type, ordered without a clock, and the next one is free of doubt. A version
 * appears whole, by one rename, and never changes afterwards; then the alias moves. A writer that
 * is killed at any moment leaves the old state or the complete new one.
 *
 * Publishing reads what was written once more, to hash it; loading reads every byte once.
 */
import { VitrineError } from "../errors.js";
import { currentMove, ownMoves, readMoves } from "./aliases.js";
import type { AliasMove } from "./aliases.js";
import { loadArtifact, resolveArtifact } from "./artifact.js";
import type { Artifact, LoadedArtifact } from "./artifact.js";
import { checkBoth } from "./checks.js";
import type { ArtifactDraft } from "./manifest.js";
import { promoteVersion, pruneVersions, rollbackAlias } from "./promotion.js";
import { publishArtifact } from "./publish.js";
import { isErrno } from "./staging.js";
import { listArtifacts, verifyArtifacts } from "./survey.js";
import type { ArtifactSummary, Verification } from "./survey.js";

export type { AliasMove, Artifact, ArtifactDraft, ArtifactSummary, LoadedArtifact, Verification };

export interface RegistryOptions {
  readonly clock: () => Date;
  /** Whether to force every write to the disk before it counts; default true. */
  readonly fsync?: boolean;
}

export interface PublishOptions {
  /** The alias to move to the new version; null moves none. Default `current`. */
  readonly alias?: string | null;
  /**
   * The version that the alias must still point at when it is moved, null for none at all: for
   * what was made from that version and would undo the work of another writer. Default: any.
   */
  readonly expectedCurrent?: string | null;
}

/**
 * All artifacts of a workspace.
 *
 * Every method may throw `PARAM_INVALID` for a name, version or alias that can not be one, and
 * `DISK_FAILED` when the disk is full, read-only or gone.
 */
export interface Registry {
  /**
   * Publishes a new version, then moves the alias forward to it.
   *
   * When the disk fails after the version has appeared, the version stays, whole, whether the alias could be moved or not.
   *
   * @param write - Writes the artifact's files into the folder it is given; when it throws, nothing is published.
   * @throws {VitrineError} `ARTIFACT_NOT_FOUND` when a parent is missing; `LOCKED` when the alias does
   *   not point at `expectedCurrent`: it stays, and the new version may be there without it.
   */
  publish(
    draft: ArtifactDraft,
    write: (folder: string) => Promise<void>,
    options?: PublishOptions,
  ): Promise<Artifact>;
  /**
   * Finds a version without reading its files.
   *
   * @param versionOrAlias - Default `current`.
   * @throws {VitrineError} `ARTIFACT_NOT_FOUND`, `ARTIFACT_INVALID` when the manifest or the size of a file is wrong.
   */
  resolve(name: string, versionOrAlias?: string): Promise<Artifact>;
  /**
   * Finds a version and verifies every byte of it.
   *
   * @param versionOrAlias - Default `current`.
   * @throws {VitrineError} `ARTIFACT_NOT_FOUND`, `ARTIFACT_INVALID` with the file at fault.
   */
  load(name: string, versionOrAlias?: string): Promise<LoadedArtifact>;
  /** All versions, by name in code-unit order, then rising; a damaged manifest is told as its `problem`. */
  list(): Promise<readonly ArtifactSummary[]>;
  /** Verifies every version of one artifact or of all, parents included; each is reported, whole or not. */
  verify(name?: string): Promise<readonly Verification[]>;
  /**
   * Points an alias at a version, once that is verified.
   *
   * @param alias - Default `current`.
   */
  promote(name: string, version: string, alias?: string): Promise<void>;
  /**
   * Points an alias back at the version it pointed at before; again and again, down to the first.
   *
   * @param alias - Default `current`.
   * @returns The version that holds now.
   * @throws {VitrineError} `ARTIFACT_NOT_FOUND` when there is no earlier one.
   */
  rollback(name: string, alias?: string): Promise<string>;
  /** The version that an alias points at; undefined when it was never set. Cheap enough for every request. */
  current(name: string, alias?: string): Promise<string | undefined>;
  /**
   * How many moves of aliases this process has made, in this registry or another: while it stays,
   * only another process can have moved one.
   */
  ownMoves(): number;
  /** The moves of an alias, the earliest first; none when it was never set. */
  history(name: string, alias?: string): Promise<readonly AliasMove[]>;
  /**
   * Removes old versions; never one that an alias points at or would roll back to, nor a parent
   * of what stays.
   *
   * @param keep - How many of the newest versions stay in any case; at least 1, so that no version number is used twice.
   * @returns The versions that were removed, rising.
   */
  prune(name: string, keep: number): Promise<readonly string[]>;
}

/**
 * Opens a registry; nothing is written until something is published.
 *
 * @param root - The folder of all artifacts: `<workspace>/.vitrine/artifacts`. It need not exist.
 *
 * @example
 * const registry = openRegistry(join(workspace, ".vitrine", "artifacts"), { clock: () => new Date() });
 * await registry.publish(draft, (folder) => index.save(folder));
 * const { file } = await registry.load("search-index");
 */
export function openRegistry(root: string, { clock, fsync = true }: RegistryOptions): Registry {
  const context = { root, clock, fsync };
  const lastMoves = new Map<string, AliasMove>();
  const onDisk = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw isErrno(error, ...diskCodes) ? diskFailed(root, error) : error;
    });
  return {
    publish: (draft, write, { alias = "current", expectedCurrent } = {}) =>
      onDisk(publishArtifact(context, draft, write, alias, expectedCurrent)),
    resolve: (name, versionOrAlias) => onDisk(resolveArtifact(root, name, versionOrAlias)),
    load: (name, versionOrAlias) => onDisk(loadArtifact(root, name, versionOrAlias)),
    list: () => onDisk(listArtifacts(root)),
    verify: (name) => onDisk(verifyArtifacts(root, name)),
    promote: (name, version, alias = "current") =>
      onDisk(promoteVersion(context, name, version, alias)),
    rollback: (name, alias = "current") => onDisk(rollbackAlias(context, name, alias)),
    async current(name, alias = "current") {
      const key = `${name} ${alias}`;
      const move = await onDisk(
        currentMove(root, name, checkBoth(name, alias), lastMoves.get(key)),
      );
      if (move !== undefined) lastMoves.set(key, move);
      return move?.version;
    },
    ownMoves,
    history: async (name, alias = "current") =>
      onDisk(readMoves(root, name, checkBoth(name, alias))),
    prune: (name, keep) => onDisk(pruneVersions(root, name, keep)),
  };
}

/** How systems say that a disk is full, read-only or gone. */
const diskCodes = [
  ...["ENOSPC", "EDQUOT", "EROFS", "EIO", "EFBIG", "EACCES", "EPERM", "EMFILE", "ENFILE"],
  ...["ENOTDIR", "EEXIST", "ENODEV", "ENXIO", "ESTALE"],
];

function diskFailed(root: string, cause: unknown): VitrineError<"DISK_FAILED"> {
  return new VitrineError(
    "DISK_FAILED",
    `The registry in ${root} must be readable and, to publish, writable; the system says ${String(cause)}. Free space, mend the permissions or choose another disk.`,
    { path: root },
    { cause },
  );
}
