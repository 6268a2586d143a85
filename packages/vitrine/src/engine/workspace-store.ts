/**
 * @file The database of a workspace, opened when it is first needed: `DATABASE_URL`, or the
 * embedded one in the workspace's folder.
 *
 * A workspace of an earlier version kept its catalogue as files; they are brought into the
 * database when it is opened for the first time.
 */
import { join } from "node:path";
import { readCatalogue } from "../data/catalogue-file.js";
import type { Registry } from "../registry/registry.js";
import { openStore, readCatalogueRevision } from "../store/open-store.js";
import type { KnownRevision } from "../store/open-store.js";
import type { Store } from "../store/store.js";
import type { EngineLog } from "./engine-context.js";
import type { Workspace } from "./workspace.js";

/** The database of a workspace. */
export interface WorkspaceStore {
  /** Whether it is on a server, rather than in the workspace's folder. */
  readonly isServer: boolean;
  /** The open store; opens it at the first call. */
  readonly open: () => Promise<Store>;
  /**
   * What the catalogue has come to, without opening the database where that can be told without;
   * undefined where it can not.
   */
  readonly knownRevision: () => Promise<KnownRevision | undefined>;
  readonly close: () => Promise<void>;
}

/** The artifact that held the catalogue before there was a database, and its file of products. */
const EARLIER_CATALOGUE = { name: "catalogue", products: "products.parquet" } as const;
const BATCH = 1000;

/** Prepares to open the database of a workspace. */
export function createWorkspaceStore(
  workspace: Workspace,
  registry: Registry,
  {
    databaseUrl,
    clock,
    log,
  }: {
    readonly databaseUrl: string | undefined;
    readonly clock: () => Date;
    readonly log: EngineLog;
  },
): WorkspaceStore {
  const folder = workspace.databaseFolder;
  let opening: Promise<Store> | undefined;
  const open = async (): Promise<Store> => {
    opening ??= openStore({
      folder,
      databaseUrl,
      clock,
      log,
    }).then(async (store) => {
      await bringEarlierCatalogue(store, registry, log);
      return store;
    });
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  return {
    isServer: databaseUrl !== undefined,
    open,
    async knownRevision() {
      if (databaseUrl === undefined) {
        const told = await readCatalogueRevision(folder);
        if (told !== undefined || opening === undefined) return told;
      }
      // Asked each time: what another process has acknowledged is found by the next search.
      const store = await open();
      const [identity, revision] = await Promise.all([store.identity(), store.revision()]);
      return { identity, revision };
    },
    async close() {
      const opened = opening;
      opening = undefined;
      await (await opened?.catch(() => undefined))?.close();
    },
  };
}

async function bringEarlierCatalogue(
  store: Store,
  registry: Registry,
  log: EngineLog,
): Promise<void> {
  if ((await store.revision()) > 0) return;
  if ((await registry.history(EARLIER_CATALOGUE.name)).length === 0) return;
  const artifact = await registry.load(EARLIER_CATALOGUE.name);
  const products = await readCatalogue(join(artifact.folder, EARLIER_CATALOGUE.products));
  const file = artifact.manifest.options["file"];
  const session = await store.beginImport({
    key: `catalogue ${artifact.version}`,
    label: typeof file === "string" ? file : EARLIER_CATALOGUE.name,
  });
  for (let start = session.resumeAtRow; start < products.length; start += BATCH) {
    const batch = products.slice(start, start + BATCH);
    await session.stage(batch, start + batch.length, null);
  }
  await session.finish({ replace: true, report: null });
  log.warn(
    `The catalogue of an earlier version (${products.length} products) has been moved into the database. Index again to search it: vitrine index`,
  );
}
