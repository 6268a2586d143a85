/** @file Exact nearest neighbours by dot product, against faiss's flat index. */
import { openKernels } from "@vitrine/kernels";
import { readFloats, writeNumbers } from "../harness/files.mjs";
import { dimensions, judgeRecall, k, toTable, writeVectorsAndTruth } from "./vectors.mjs";
import { timed } from "./workloads.mjs";

const single = 100;

/** @type {import("./workloads.mjs").Workload} */
export const exactSearch = {
  name: "exact-search",
  title: "Exact search of vectors",
  note: "Clustered vectors of length 1, the ten best. One query is the mean of 100 asked one after another. Screened: 8-bit codes first, exact scores for what they leave over.",
  rival: { name: "faiss IndexFlatIP", script: "exact-search.py" },
  measures: [
    { name: "one query", what: "one query over 100,000 × 384", target: 1 },
    { name: "batch", what: "1,000 queries in one call", target: 1 },
  ],
  leastQuality: { "recall@10": 1 },
  size: { items: 100_000, queries: 1000 },
  smokeSize: { items: 600, queries: 120 },
  prepare: writeVectorsAndTruth,
  ours: {
    screened: (opening) => open("screened", opening),
    f32: (opening) => open("f32", opening),
  },
  judge: judgeRecall,
};

/**
 * @param {import("@vitrine/kernels").MatrixType} type
 * @param {import("./workloads.mjs").Opening} opening
 * @returns {Promise<import("./workloads.mjs").Opened>}
 */
async function open(type, { folder, threads }) {
  const kernels = await openKernels({ threads });
  const matrix = kernels.createMatrix({ dimensions, type });
  matrix.append(readFloats(`${folder}/items.f32`));
  const queries = readFloats(`${folder}/queries.f32`);
  let found = await kernels.topK(matrix, queries, { k });
  const askSingly = async () => {
    for (let query = 0; query < single; query++) {
      const start = query * dimensions;
      await kernels.topK(matrix, queries.subarray(start, start + dimensions), { k });
    }
  };
  await askSingly();
  return {
    async round() {
      return {
        "one query": (await timed(askSingly)) / single,
        batch: await timed(async () => (found = await kernels.topK(matrix, queries, { k }))),
      };
    },
    async answers(into) {
      writeNumbers(`${into}/found.i32`, toTable(found.map(({ rows }) => rows)));
    },
    close: async () => matrix.close(),
  };
}
