/**
 * @file `npm run bench`: measures ours, and with `--rivals` others' beside it.
 *
 * A workload's data is made once under bench/.data; its sides run by turns in processes of their own.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { integer, runCommand } from "./catalogue/command.mjs";
import { interleave } from "./harness/interleave.mjs";
import { findModelFolder } from "./harness/models.mjs";
import { startPeer } from "./harness/peer.mjs";
import { setUpPython } from "./harness/python.mjs";
import { loadNow, toResult, writeResult } from "./harness/record.mjs";
import { toLines } from "./harness/table.mjs";
import { workloadNamed, workloads } from "./workloads/workloads.mjs";

const help = `Measures time, peak memory and quality of Vitrine's work, and of its rivals'.

Usage: npm run bench -- [--rivals] [--only NAME[,NAME]] [--rounds N] [--record]

  --rivals       measures the rivals too, by turns with ours; sets up their Python in bench/.venv
  --only NAMES   only these: ${workloads.map(({ name }) => name).join(", ")}
  --variants V   only these variants of ours
  --rounds N     rounds of each side; default: 5
  --threads N    threads of each side; default: 2
  --record       writes bench/results/NAME.json; needs --rivals where there is one
  --smoke        tiny sizes: tests this command, measures nothing
  --help         shows this
`;

const folder = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const log = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);

await runCommand(help, {
  options: {
    only: { type: "string" },
    variants: { type: "string" },
    rounds: { type: "string", default: "5" },
    threads: { type: "string", default: "2" },
    rivals: { type: "boolean" },
    record: { type: "boolean" },
    smoke: { type: "boolean" },
  },
  async run(values) {
    const rounds = integer("rounds", values["rounds"], 1);
    const threads = integer("threads", values["threads"], 1);
    const { rivals, record, smoke } = values;
    if (smoke && record) throw new RangeError("--record takes no tiny sizes; leave out --smoke");
    const chosen = values["only"]?.split(",").map(workloadNamed) ?? workloads;
    const variants = values["variants"]?.split(",");
    for (const { name, rival } of chosen) {
      if (!record || rivals || rival === undefined) continue;
      throw new RangeError(`--record needs --rivals, because ${name} has one`);
    }
    const python = rivals ? setUpPython(log) : undefined;
    for (const workload of chosen) {
      if (workload.needsModel !== undefined && findModelFolder(workload.needsModel) === undefined) {
        console.log(
          `\n${workload.name}: LEFT OUT, because the model ${workload.needsModel} is in no folder that VITRINE_MODELS lists`,
        );
        continue;
      }
      const size = smoke ? workload.smokeSize : workload.size;
      const result = await measure(workload, { size, rounds, threads, variants, python });
      console.log(`\n${workload.title}`);
      for (const line of toLines(result)) console.log(line);
      if (record) console.log(`Wrote ${await writeResult(result)}`);
    }
  },
});

/**
 * @param {import("./workloads/workloads.mjs").Workload} workload
 * @param {{ size: any; rounds: number; threads: number; variants: readonly string[] | undefined; python: string | undefined }} options
 */
async function measure(workload, { size, rounds, threads, variants, python }) {
  log(`${workload.name}: ${JSON.stringify(size)}`);
  const data = await prepared(workload, size);
  const scratch = mkdtempSync(join(tmpdir(), "vitrine-bench-"));
  const names = Object.keys(workload.ours).filter((name) => variants?.includes(name) ?? true);
  const peers = names.map((variant) =>
    startPeer(variant, "node", [folder("harness/serve.mjs"), workload.name, variant], threads),
  );
  const rival = python === undefined ? undefined : workload.rival;
  if (python !== undefined && rival !== undefined) {
    peers.push(startPeer(rival.name, python, [folder(`rivals/${rival.script}`)], threads));
  }
  try {
    const before = loadNow();
    const sides = await interleave(peers, {
      opening: { folder: data, size, threads },
      rounds,
      answersOf: (name) => join(scratch, name),
      log,
    });
    const load = [before, loadNow()];
    const folders = Object.fromEntries(peers.map(({ name }) => [name, join(scratch, name)]));
    const quality = workload.judge({ data, sides: folders, rival: rival?.name, size });
    return toResult(workload, { sides, quality, size, threads, load });
  } finally {
    await Promise.all(peers.map((peer) => peer.close()));
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * The folder with a workload's data; made where it is not there, whole or not at all.
 *
 * @param {import("./workloads/workloads.mjs").Workload} workload
 * @param {any} size
 */
async function prepared(workload, size) {
  const key = Object.values(size).filter(Number.isInteger).join("-");
  const made = folder(`.data/${workload.name}-${key}`);
  if (existsSync(made)) return made;
  const unfinished = `${made}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  await workload.prepare(unfinished, size);
  renameSync(unfinished, made);
  return made;
}
