/**
 * @file The one list of workloads, and what a workload is.
 *
 * A workload makes its data once, from a seed; both sides read the same files. Both sides answer
 * with files too, so that one function judges the quality of both.
 */
import { bm25 } from "./bm25.mjs";
import { encode } from "./encode.mjs";
import { exactSearch } from "./exact-search.mjs";
import { hnsw } from "./hnsw.mjs";
import { tfIdf } from "./tf-idf.mjs";

/**
 * A side with its data loaded.
 *
 * @typedef {object} Opened
 * @property {() => Promise<Record<string, number>>} round - Does the work once; seconds by measure.
 * @property {(into: string) => Promise<Record<string, unknown> | void>} answers - Writes what was computed into a folder;
 *   returns notes on settings.
 * @property {() => Promise<void>} [close]
 */

/** @typedef {{ folder: string; size: any; threads: number }} Opening */

/**
 * @typedef {object} Measure
 * @property {string} name
 * @property {string} what - For people.
 * @property {number} [target] - Ours may take at most so many times the rival's seconds.
 */

/**
 * @typedef {object} Workload
 * @property {string} name
 * @property {string} title
 * @property {string} note - What is done, fairly to both.
 * @property {{ name: string; script: string }} [rival] - `script` stands in rivals/.
 * @property {readonly Measure[]} measures
 * @property {Readonly<Record<string, number>>} [leastQuality] - What a side's answers must reach for its time to count.
 * @property {string} [needsModel] - Name of a folder under VITRINE_MODELS.
 * @property {any} size
 * @property {any} smokeSize - Seconds in all, to test the harness.
 * @property {(folder: string, size: any) => Promise<void>} prepare - Writes the data, from a seed.
 * @property {Readonly<Record<string, (opening: Opening) => Promise<Opened>>>} ours - By variant; the first is the default.
 * @property {(folders: { data: string; sides: Readonly<Record<string, string>>; rival: string | undefined; size: any }) =>
 *   Record<string, Record<string, number>>} judge - Quality by side and by name; `rival` is one of the sides.
 */

/** @type {readonly Workload[]} */
export const workloads = [encode, tfIdf, bm25, exactSearch, hnsw];

/** @param {string} name @returns {Workload} */
export function workloadNamed(name) {
  const found = workloads.find((workload) => workload.name === name);
  if (found !== undefined) return found;
  throw new RangeError(
    `--only must name a workload: ${workloads.map((workload) => workload.name).join(", ")}; got ${name}`,
  );
}

/**
 * Seconds that some work takes.
 *
 * @param {() => unknown} work
 */
export async function timed(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
