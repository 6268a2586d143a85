/** @file Checks this machine and workspace, and says what to mend. */
import { existsSync } from "node:fs";
import { access, constants, readdir } from "node:fs/promises";
import { availableParallelism, freemem, totalmem } from "node:os";
import { join } from "node:path";
import { isVitrineError } from "../errors.js";
import type { ErrorCode, VitrineError } from "../errors.js";
import { slowVectorsReason } from "../indexes/vector-kernels.js";
import { SEARCH_ARTIFACT } from "./engine-context.js";
import type { EngineContext } from "./engine-context.js";
import { openIndex } from "./index-artifact.js";
import { readDatabaseHolder } from "../store/open-store.js";
import type { Store } from "../store/store.js";
import { closeSearchIndex } from "./search-index.js";
import { ENGINE_VERSION } from "./version.js";

/** One thing that was looked at. */
export interface DoctorCheck {
  readonly name: string;
  /** `note` needs no mending, but explains what else may surprise. */
  readonly state: "ok" | "note" | "fault";
  readonly found: string;
  /** Of a fault, where the engine has a code for it. */
  readonly code?: ErrorCode;
  readonly remedy?: string;
}

export interface DoctorReport {
  readonly healthy: boolean;
  readonly checks: readonly DoctorCheck[];
}

/** Looks at everything that the engine stands on. Never throws for what it finds. */
export async function examineWorkspace(context: EngineContext): Promise<DoctorReport> {
  return toReport([
    ...(await examineMachine()),
    checkConfig(context),
    await checkFolder(context),
    ...(await checkArtifacts(context)),
  ]);
}

/** What can be said of a workspace whose configuration can not be read. */
export async function examineWithoutConfig(
  error: VitrineError<"CONFIG_INVALID">,
): Promise<DoctorReport> {
  return toReport([...(await examineMachine()), faultOf("config", error)]);
}

function toReport(checks: readonly DoctorCheck[]): DoctorReport {
  return { healthy: checks.every(({ state }) => state !== "fault"), checks };
}

async function examineMachine(): Promise<DoctorCheck[]> {
  return [
    checkRuntime(),
    checkMachine(),
    await checkNative("ONNX Runtime", async () => import("onnxruntime-node")),
    await checkNative("usearch", async () => import("usearch")),
    checkKernels(),
  ];
}

function checkKernels(): DoctorCheck {
  const slow = slowVectorsReason();
  return slow === undefined
    ? { name: "kernels", state: "ok", found: "run compiled" }
    : { name: "kernels", state: "note", found: slow };
}

/** What went wrong as a check; errors of the engine say their remedy in their message. */
function faultOf(name: string, error: unknown, remedy?: string): DoctorCheck {
  return {
    name,
    state: "fault",
    found: (error as Error).message,
    ...(isVitrineError(error) ? { code: error.code } : {}),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

function checkConfig({ workspace }: EngineContext): DoctorCheck {
  const found = existsSync(workspace.configFile) ? workspace.configFile : "none; the defaults hold";
  return { name: "config", state: "ok", found };
}

function checkRuntime(): DoctorCheck {
  const major = Number(process.versions.node.split(".")[0]);
  const found = `vitrine ${ENGINE_VERSION} on Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  return major >= 20
    ? { name: "version", state: "ok", found }
    : { name: "version", state: "fault", found, remedy: "Install Node 20 or newer." };
}

function checkMachine(): DoctorCheck {
  const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  return {
    name: "machine",
    state: "ok",
    found: `${availableParallelism()} cores, ${gigabytes(freemem())} of ${gigabytes(totalmem())} memory free`,
  };
}

async function checkNative(name: string, load: () => Promise<unknown>): Promise<DoctorCheck> {
  try {
    await load();
    return { name, state: "ok", found: "loads" };
  } catch (error) {
    return {
      name,
      state: "fault",
      found: `does not load: ${(error as Error).message}`,
      remedy: "Install again with npm ci; its binary is part of the package.",
    };
  }
}

async function checkFolder({ workspace }: EngineContext): Promise<DoctorCheck> {
  const { folder, artifactsFolder } = workspace;
  if (!existsSync(folder)) {
    return {
      name: "workspace",
      state: "note",
      found: `${folder} does not exist yet`,
      remedy: "The first import makes it: vitrine import products FILE",
    };
  }
  try {
    await readdir(folder);
    await access(
      existsSync(artifactsFolder) ? artifactsFolder : folder,
      constants.R_OK | constants.W_OK,
    );
    return { name: "workspace", state: "ok", found: folder };
  } catch (error) {
    return {
      name: "workspace",
      state: "fault",
      found: `${folder} can not be used: ${(error as Error).message}`,
      code: "DISK_FAILED",
      remedy: "Free the disk or change the folder's rights.",
    };
  }
}

async function checkArtifacts(context: EngineContext): Promise<DoctorCheck[]> {
  try {
    return [...(await checkVersions(context)), ...(await checkCatalogueAndIndex(context))];
  } catch (error) {
    return [faultOf("artifacts", error)];
  }
}

async function checkVersions(context: EngineContext): Promise<DoctorCheck[]> {
  const all = await context.registry.verify();
  const checks: DoctorCheck[] = [];
  for (const { name, version, problem } of all) {
    if (problem === null) continue;
    const whole = new Set(
      all.filter((one) => one.name === name && one.problem === null).map((one) => one.version),
    );
    const canGoBack = await isServedAfter(context, name, version, whole);
    checks.push({
      name: `artifact ${name} ${version}`,
      state: "fault",
      found: problem,
      code: "ARTIFACT_INVALID",
      remedy: canGoBack
        ? `Go back with: vitrine artifacts rollback ${name}`
        : remedyWithoutRollback(context, name),
    });
  }
  return checks;
}

/** Whether the version is served, and a whole one was served before it. */
async function isServedAfter(
  { registry }: EngineContext,
  name: string,
  version: string,
  whole: ReadonlySet<string>,
): Promise<boolean> {
  const moves = await registry.history(name);
  const held = moves.at(-1);
  const earlier = moves.find(({ number }) => number === held?.before);
  return held?.version === version && earlier !== undefined && whole.has(earlier.version);
}

function remedyWithoutRollback({ workspace }: EngineContext, name: string): string {
  if (name === SEARCH_ARTIFACT) return "Build it again: vitrine index";
  const folder = join(workspace.artifactsFolder, name);
  return `No earlier version can take its place. Remove ${folder} and make it again.`;
}

async function checkCatalogueAndIndex(context: EngineContext): Promise<DoctorCheck[]> {
  const name = "catalogue";
  if (!hasDatabase(context)) {
    const remedy = "Import one: vitrine import products FILE";
    return [{ name, state: "note", found: "none yet", remedy }];
  }
  // Asked before the database is opened: after that, this process may hold it itself.
  const holder = await describeHolder(context);
  try {
    const store = await context.store.open();
    const revision = await store.revision();
    const products = await store.productCount();
    const database: DoctorCheck = { name: "database", state: "ok", found: holder };
    if (revision === 0) {
      const remedy = "Import products: vitrine import products FILE";
      return [database, { name, state: "note", found: "empty", remedy }];
    }
    const found = `version ${revision}, ${products} products`;
    return [database, { name, state: "ok", found }, await checkIndex(context, store)];
  } catch (error) {
    return [faultOf("database", error)];
  }
}

/** What kind of database it is, and who holds it. */
async function describeHolder({ workspace, store }: EngineContext): Promise<string> {
  if (store.isServer) return "Postgres, as DATABASE_URL says";
  const holder = await readDatabaseHolder(workspace.databaseFolder);
  if (holder === undefined) return "embedded, held by no other process";
  return `embedded, held by process ${holder.pid} on ${holder.host} (${holder.command}, since ${holder.since}), which answers for others`;
}

/** Looking must not make a database where there is none. */
function hasDatabase({ workspace, store }: EngineContext): boolean {
  return store.isServer || existsSync(workspace.databaseFolder);
}

async function checkIndex(context: EngineContext, store: Store): Promise<DoctorCheck> {
  try {
    const { version, head, index } = await openIndex(context);
    closeSearchIndex(index);
    await index.encoder.close?.();
    const changes = await store.changeCount(head.catalogue.revision);
    const found = `version ${version} with ${index.encoder.name}`;
    if (changes === 0) return { name: "index", state: "ok", found };
    return {
      name: "index",
      state: "note",
      found: `${found}; ${changes} products have changed since and are brought in when it is opened`,
      remedy: "To open it faster, index again: vitrine index",
    };
  } catch (error) {
    const remedy = "Build one: vitrine index";
    if (!isVitrineError(error, "NOT_READY")) return faultOf("index", error, remedy);
    return { name: "index", state: "note", found: error.message, remedy };
  }
}
