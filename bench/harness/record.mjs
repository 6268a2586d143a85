/**
 * @file What a run leaves: every round's seconds, memory and quality, with the machine, the versions
 * and the commit, as `bench/results/NAME.json`. Ratios are computed from it, never stored.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { median } from "./interleave.mjs";

export const resultsFolder = fileURLToPath(new URL("../results", import.meta.url));

/** How many processes ask for a processor, in the mean of the last minute. */
export function loadNow() {
  const [minute = 0] = loadavg();
  return Math.round(minute * 10) / 10;
}

/**
 * When, of what and on which machine something was measured.
 *
 * @param {readonly number[]} load - Before and after.
 */
export function circumstances(load) {
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: git("rev-parse", "--short", "HEAD"),
    uncommitted: git("status", "--porcelain", "--", "packages", "bench", ":!bench/results") !== "",
    machine: {
      processor: cpus()[0]?.model,
      processors: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      system: `${platform()} ${release()} ${arch()}`,
      load,
    },
  };
}

/**
 * @param {import("../workloads/workloads.mjs").Workload} workload
 * @param {object} run
 * @param {ReadonlyMap<string, import("./interleave.mjs").Side>} run.sides
 * @param {Record<string, Record<string, number>>} run.quality
 * @param {any} run.size
 * @param {number} run.threads
 * @param {readonly number[]} run.load - Before and after.
 */
export function toResult(workload, { sides, quality, size, threads, load }) {
  return {
    name: workload.name,
    title: workload.title,
    note: workload.note,
    rival: workload.rival?.name,
    measures: workload.measures,
    leastQuality: workload.leastQuality,
    ...circumstances(load),
    threads,
    size,
    sides: [...sides].map(([side, { seconds, peakBytes, notes, versions }]) => ({
      side,
      seconds: Object.fromEntries(
        Object.entries(seconds).map(([measure, all]) => [
          measure,
          { median: rounded(median(all)), rounds: all.map(rounded) },
        ]),
      ),
      peakMb: Math.round(peakBytes / 1e6),
      quality: quality[side] ?? {},
      notes,
      versions,
    })),
  };
}

/** @param {ReturnType<typeof toResult>} result */
export async function writeResult(result) {
  const file = `${resultsFolder}/${result.name}.json`;
  await writeRecord(file, result);
  return file;
}

/** @param {string} file @param {object} record */
export async function writeRecord(file, record) {
  const options = { ...(await resolveConfig(file)), filepath: file };
  writeFileSync(file, await format(JSON.stringify(record), options));
}

/** Four digits are more than the machine keeps to. @param {number} seconds */
const rounded = (seconds) => Number(seconds.toPrecision(4));

/** @param {string[]} args */
function git(...args) {
  try {
    return execFileSync("git", args, { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}
