import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { interleave, median } from "./interleave.mjs";
import { startPeer } from "./peer.mjs";
import type { Peer } from "./peer.mjs";

const run = promisify(execFile);
const bench = fileURLToPath(new URL("../run.mjs", import.meta.url));

/** A side in a few lines: every request that it gets is a line of the file that it is opened with. */
const side = `
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";
let file;
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  file ??= message.folder;
  appendFileSync(file, process.argv[2] + " " + message.do + "\\n");
  const answers = {
    open: { versions: { threads: process.env.OMP_NUM_THREADS } },
    round: { seconds: { work: 2 } },
    memory: { peakBytes: 1e6 },
    answers: { notes: {} },
  };
  if (process.argv[2] === "broken" && message.do === "round") {
    console.error("no such file");
    process.exit(3);
  }
  if (process.argv[2] === "chatty") console.log("loading …");
  if (process.argv[2] === "refusing") answers.open = { error: "too few vectors" };
  console.log(JSON.stringify(answers[message.do]));
}`;

describe("interleave", () => {
  let folder: string;
  let peers: Peer[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "vitrine-bench-test-"));
    writeFileSync(join(folder, "side.mjs"), side);
  });
  afterEach(async () => {
    await Promise.all(peers.map((peer) => peer.close()));
    rmSync(folder, { recursive: true });
  });

  const start = (...names: string[]): Peer[] =>
    (peers = names.map((name) => startPeer(name, "node", [join(folder, "side.mjs"), name], 2)));
  const runAll = (): ReturnType<typeof interleave> =>
    interleave(peers, {
      opening: { folder: join(folder, "log") },
      rounds: 2,
      answersOf: (name) => name,
      log: () => undefined,
    });

  it("lets the sides work by turns in processes of their own, each told its threads", async () => {
    start("a", "b");
    const sides = await runAll();
    expect(readFileSync(join(folder, "log"), "utf8").split("\n").slice(0, -1)).toEqual(
      ["open", "round", "round"]
        .flatMap((request) => [`a ${request}`, `b ${request}`])
        .concat("a memory", "a answers", "b memory", "b answers"),
    );
    expect([...sides.keys()]).toEqual(["a", "b"]);
    expect(sides.get("a")).toEqual({
      seconds: { work: [2, 2] },
      peakBytes: 1e6,
      notes: {},
      versions: { threads: "2" },
    });
  });

  it.each([
    ["broken", /^broken ended with exit code 3\.\nno such file/],
    ["chatty", /^chatty must answer in lines of JSON; got loading/],
    ["refusing", /^refusing: too few vectors$/],
  ])("says what went wrong with a side that is %s", async (name, message) => {
    start("a", name);
    await expect(runAll()).rejects.toThrow(message);
  });

  it("says so when a side can not be started", async () => {
    peers = [startPeer("python", join(folder, "nowhere"), [], 2)];
    await expect(runAll()).rejects.toThrow(/^python could not be started: .*ENOENT/);
  });

  it("takes the median of an even and of an odd number of rounds", () => {
    expect(median([3, 1, 100])).toBe(3);
    expect(median([4, 1, 2, 100])).toBe(3);
  });
});

describe("bench/run.mjs", () => {
  it("runs every workload that needs no model on tiny data, and names what it leaves out", async () => {
    const { stdout } = await run("node", [bench, "--smoke", "--rounds", "2"], {
      env: { ...process.env, VITRINE_MODELS: "" },
    });
    expect(stdout).toContain(
      "encode: LEFT OUT, because the model all-MiniLM-L6-v2 is in no folder",
    );
    for (const title of ["TF-IDF", "BM25", "Exact search", "Approximate search"]) {
      expect(stdout).toContain(title);
    }
    expect(stdout).toMatch(/screened: peak \d+ MB, recall@10 1\.000/);
  });

  it.each([
    [["--only", "tfidf"], 2, "--only must name a workload: encode, tf-idf"],
    [["--rounds", "0"], 2, "--rounds must be an integer of at least 1; got 0"],
    [["--smoke", "--record"], 2, "--record takes no tiny sizes"],
    [["--only", "bm25", "--record"], 2, "--record needs --rivals, because bm25 has one"],
  ])("refuses %j", async (args, code, message) => {
    const refused = run("node", [bench, ...args]);
    await expect(refused).rejects.toMatchObject({
      code,
      stderr: expect.stringContaining(message) as unknown,
    });
  });

  it("says what --rivals needs where there is no Python", async () => {
    const empty = mkdtempSync(join(tmpdir(), "vitrine-bench-test-"));
    const refused = run(process.execPath, [bench, "--rivals", "--smoke"], {
      env: { ...process.env, PATH: empty, VITRINE_BENCH_ENVIRONMENT: join(empty, "venv") },
    });
    await expect(refused).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /For --rivals Python 3\.11 or newer with venv must be installed .*ENOENT/s,
      ) as unknown,
    });
    rmSync(empty, { recursive: true });
  });
});
