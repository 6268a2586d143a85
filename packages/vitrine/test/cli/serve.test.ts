import { beforeAll, expect, test } from "vitest";
import { makeProducts } from "../made-catalogue.js";
import { writeRows } from "../open-engines.js";
import { temporaryFolders } from "../temporary-folder.js";
import { askVitrine, runVitrine } from "./run-vitrine.js";
import { servingProcesses } from "./serve-vitrine.js";
import type { ServingProcess } from "./serve-vitrine.js";

const makeFolder = temporaryFolders();
let folder: string;

beforeAll(async () => {
  folder = makeFolder();
  const file = writeRows(folder, makeProducts(40));
  await askVitrine(["products", "put", file, "-w", folder]);
  await askVitrine(["index", "--encoder", "tfidf", "--offline", "-w", folder]);
});

const start = servingProcesses();
const serve = async (args: readonly string[]): Promise<ServingProcess> => start(folder, args);

test("vitrine serve answers until it is told to stop, and then ends well", async () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const server = await serve([]);
    expect(server.isOpen).toBe(true);
    const response = await fetch(`${server.url}/v1/search?q=oak+desk&limit=2`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ query: "oak desk", limit: 2 });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    const last = fetch(`${server.url}/v1/search?q=lamp`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await server.end(signal)).toBe(0);
    expect((await last).status).toBe(200);
    const routes = server.lines().map(({ route }) => route);
    expect(routes).toEqual([undefined, "/v1/search", "/health/ready", "/v1/search"]);
    await expect(fetch(server.url)).rejects.toThrow("fetch failed");
  }
});

test("off loopback vitrine serve needs a key, which vitrine keys makes, lists and takes away", async () => {
  const refused = await runVitrine(["serve", "-w", folder, "--host", "0.0.0.0", "--port", "0"]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("vitrine keys create");
  const made = (await askVitrine([
    ...["keys", "create", "--admin", "--name", "importer", "--scope", "products:write"],
    ...["-w", folder],
  ])) as { id: string; key: string };
  const listed = await askVitrine(["keys", "list", "-w", folder]);
  expect(listed).toMatchObject({
    keys: [{ id: made.id, kind: "admin", name: "importer", scopes: ["products:write"] }],
  });
  expect(JSON.stringify(listed)).not.toContain("hash");
  const server = await serve(["--host", "0.0.0.0", "--log-level", "silent"]);
  expect(server.isOpen).toBe(false);
  const url = `${server.url.replace("0.0.0.0", "127.0.0.1")}/v1/search?q=desk`;
  expect((await fetch(url)).status).toBe(401);
  const headers = { authorization: `Bearer ${made.key}` };
  expect((await fetch(url, { headers })).status).toBe(200);
  expect(await askVitrine(["keys", "revoke", made.id, "-w", folder])).toEqual({ revoked: made.id });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect((await fetch(url, { headers })).status).toBe(401);
  expect(await server.end("SIGTERM")).toBe(0);
});

test("vitrine keys refuses kinds and scopes that do not exist", async () => {
  for (const args of [
    [],
    ["--public", "--admin"],
    ["--public", "--scope", "metrics"],
    ["--admin", "--scope", "all"],
  ]) {
    const { code, stderr } = await runVitrine(["keys", "create", ...args, "-w", folder]);
    expect(code).toBe(2);
    expect(stderr).toContain("PARAM_INVALID");
  }
  expect((await runVitrine(["keys", "revoke", "nothing", "-w", folder])).code).toBe(4);
});

test("an evaluation is kept where the server lists it", async () => {
  const report = (await askVitrine([
    ...["evaluate", "catalogue", "--systems", "bm25,random", "--offline", "-w", folder],
  ])) as { dataFingerprint: string };
  const server = await serve([]);
  const { evaluations } = (await (await fetch(`${server.url}/v1/evaluations`)).json()) as {
    evaluations: { id: string; dataFingerprint: string }[];
  };
  expect(evaluations.map(({ dataFingerprint }) => dataFingerprint)).toEqual([
    report.dataFingerprint,
  ]);
  expect(await (await fetch(`${server.url}/v1/evaluations/${evaluations[0]!.id}`)).json()).toEqual(
    report,
  );
});
