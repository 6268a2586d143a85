/** @file Checks this machine and workspace, and says what to mend. */
import { access, constants, mkdir } from "node:fs/promises";
import { availableParallelism, freemem, totalmem } from "node:os";
import { isVitrineError } from "../errors.js";
import { loadCatalogue } from "./catalogue.js";
import type { EngineContext } from "./engine-context.js";
import { openIndex } from "./index-artifact.js";
import { ENGINE_VERSION } from "./version.js";

/** One thing that was looked at. */
export interface DoctorCheck {
  readonly name: string;
  /** `note` needs no mending, but explains what else may surprise. */
  readonly state: "ok" | "note" | "fault";
  readonly found: string;
  readonly remedy?: string;
}

export interface DoctorReport {
  readonly healthy: boolean;
  readonly checks: readonly DoctorCheck[];
}

/** Looks at everything that the engine stands on. Never throws for what it finds. */
export async function examineWorkspace(context: EngineContext): Promise<DoctorReport> {
  const checks = [
    checkRuntime(),
    checkMachine(),
    await checkNative("ONNX Runtime", async () => import("onnxruntime-node")),
    await checkNative("usearch", async () => import("usearch")),
    await checkFolder(context),
    ...(await checkArtifacts(context)),
  ];
  return { healthy: checks.every(({ state }) => state !== "fault"), checks };
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
  try {
    await mkdir(workspace.artifactsFolder, { recursive: true });
    await access(workspace.artifactsFolder, constants.R_OK | constants.W_OK);
    return { name: "workspace", state: "ok", found: workspace.folder };
  } catch (error) {
    return {
      name: "workspace",
      state: "fault",
      found: `${workspace.folder} can not be written: ${(error as Error).message}`,
      remedy: "Free the disk or change the folder's rights.",
    };
  }
}

async function checkArtifacts(context: EngineContext): Promise<DoctorCheck[]> {
  const broken = (await context.registry.verify()).filter(({ problem }) => problem !== null);
  const checks: DoctorCheck[] = broken.map(({ name, version, problem }) => ({
    name: `artifact ${name} ${version}`,
    state: "fault",
    found: problem ?? "",
    remedy: `Go back with: vitrine artifacts rollback ${name}`,
  }));
  try {
    const catalogue = await loadCatalogue(context);
    if (catalogue === undefined) {
      checks.push({
        name: "catalogue",
        state: "note",
        found: "none yet",
        remedy: "Import one: vitrine import products FILE",
      });
      return checks;
    }
    checks.push({
      name: "catalogue",
      state: "ok",
      found: `version ${catalogue.version}, ${catalogue.products.length} products`,
    });
    const { version, catalogueVersion, index } = await openIndex(context);
    await index.encoder.close?.();
    checks.push(
      catalogueVersion === catalogue.version
        ? { name: "index", state: "ok", found: `version ${version} with ${index.encoder.name}` }
        : {
            name: "index",
            state: "note",
            found: `version ${version} is of catalogue ${catalogueVersion}; the current one is ${catalogue.version}`,
            remedy: "Index again: vitrine index",
          },
    );
  } catch (error) {
    const isMissing = isVitrineError(error, "NOT_READY");
    checks.push({
      name: "index",
      state: isMissing ? "note" : "fault",
      found: isMissing ? "none yet" : (error as Error).message,
      remedy: "Build one: vitrine index",
    });
  }
  return checks;
}
