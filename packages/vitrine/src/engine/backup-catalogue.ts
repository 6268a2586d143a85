/** @file The catalogue and the events into a backup and back: the database whole, whatever kind it is. */
import { VitrineError } from "../errors.js";
import { backupStore, restoreStore } from "../store/backup.js";
import { notReady } from "./engine-context.js";
import type { EngineContext, StageProgress } from "./engine-context.js";

export interface BackupOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: StageProgress;
}

export interface RestoreOptions extends BackupOptions {
  /** Whether the products that are there may be replaced; default false. */
  readonly force?: boolean;
}

/** What was saved. */
export interface BackupResult {
  readonly file: string;
  /** Of the catalogue. */
  readonly version: string;
  readonly products: number;
  readonly events: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** What a restored catalogue has come to. */
export interface RestoreResult {
  readonly file: string;
  /** Of the catalogue that is current now; above that of the backup. */
  readonly version: string;
  readonly products: number;
  readonly added: number;
  /** Were there and are there again, equal or not. */
  readonly updated: number;
  readonly deleted: number;
  /** Events of the backup that were not there. */
  readonly events: number;
}

/**
 * Saves the catalogue and the events as they are now, whatever is written to them meanwhile.
 *
 * @param file - Relative to the working directory; replaced when it is there, at the end.
 * @throws {VitrineError} `NOT_READY` while there is nothing to save; what `backupStore` throws.
 */
export async function backupCatalogue(
  context: EngineContext,
  file: string,
  { signal, onProgress }: BackupOptions = {},
): Promise<BackupResult> {
  const store = await context.store.open();
  const [catalogue, behaviour] = [await store.revision(), await store.behaviour()];
  if (catalogue === 0 && behaviour.sequence === 0 && behaviour.revision === 0) {
    throw notReady(
      context,
      "products or events",
      "Import some: vitrine import products FILE, vitrine import events FILE",
    );
  }
  const { revision, products, events, createdAt } = await backupStore(store, file, {
    clock: context.clock,
    ...(signal === undefined ? {} : { signal }),
    onProgress: (done, total) => onProgress?.("Saving the database", done, total),
  });
  return { file, version: String(revision), products, events, createdAt };
}

/**
 * Puts a backup in the place of all products: all of them or, when anything fails, none. Its events
 * are added to those that are there, none of which is taken away.
 *
 * @param file - Relative to the working directory.
 * @throws {VitrineError} `PARAM_INVALID` when there are products and `force` is not set; what
 * `restoreStore` throws.
 */
export async function restoreCatalogue(
  context: EngineContext,
  file: string,
  { force = false, signal, onProgress }: RestoreOptions = {},
): Promise<RestoreResult> {
  const store = await context.store.open();
  const present = await store.productCount();
  if (present > 0 && !force) {
    throw new VitrineError(
      "PARAM_INVALID",
      `A backup is restored into an empty catalogue; ${context.workspace.folder} has ${present} products, which it would replace. Save them first (vitrine backup FILE), then repeat with --force.`,
      { param: "force", got: false },
    );
  }
  const { revision, products, added, updated, deleted, events } = await restoreStore(store, file, {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return { file, version: String(revision), products, added, updated, deleted, events };
}
