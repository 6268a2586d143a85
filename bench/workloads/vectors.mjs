/** @file Clustered vectors with their true neighbours, and how many of these an answer has. */
import { openKernels } from "@vitrine/kernels";
import { makeVectors } from "../catalogue/vectors.mjs";
import { readIntegers, writeNumbers } from "../harness/files.mjs";

export const dimensions = 384;
export const k = 10;

/**
 * @param {string} folder
 * @param {{ items: number; queries: number }} size
 */
export async function writeVectorsAndTruth(folder, { items, queries }) {
  const rows = makeVectors({ count: items, dimension: dimensions, stream: "items", seed: 1 });
  const asked = makeVectors({ count: queries, dimension: dimensions, stream: "queries", seed: 1 });
  writeNumbers(`${folder}/items.f32`, rows);
  writeNumbers(`${folder}/queries.f32`, asked);
  const kernels = await openKernels();
  const matrix = kernels.createMatrix({ dimensions, type: "f32" });
  matrix.append(rows);
  const best = await kernels.topK(matrix, asked, { k });
  writeNumbers(`${folder}/truth.i32`, toTable(best.map((one) => one.rows)));
  matrix.close();
}

/**
 * Lists of rows as one table, missing places −1.
 *
 * @param {readonly ArrayLike<number>[]} lists
 */
export function toTable(lists) {
  const table = new Int32Array(lists.length * k).fill(-1);
  lists.forEach((rows, query) => table.set(Array.from(rows).slice(0, k), query * k));
  return table;
}

/**
 * The share of the true ten that were found.
 *
 * @param {Int32Array} found - Shape [queries, k].
 * @param {Int32Array} truth - Shape [queries, k].
 */
export function recallOf(found, truth) {
  let hits = 0;
  for (let start = 0; start < truth.length; start += k) {
    const wanted = new Set(truth.subarray(start, start + k));
    for (const row of found.subarray(start, start + k)) if (wanted.has(row)) hits++;
  }
  return hits / truth.length;
}

/** @param {{ data: string; sides: Readonly<Record<string, string>> }} folders */
export function judgeRecall({ data, sides }) {
  const truth = readIntegers(`${data}/truth.i32`);
  return Object.fromEntries(
    Object.entries(sides).map(([side, folder]) => [
      side,
      { "recall@10": recallOf(readIntegers(`${folder}/found.i32`), truth) },
    ]),
  );
}
