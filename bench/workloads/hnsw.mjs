/** @file Approximate nearest neighbours by a navigable graph, against faiss's HNSW index. */
import { createVectorIndex } from "vitrine/indexes";
import { readFloats, readIntegers, writeNumbers } from "../harness/files.mjs";
import { dimensions, judgeRecall, k, recallOf, toTable, writeVectorsAndTruth } from "./vectors.mjs";
import { timed } from "./workloads.mjs";

/**
 * Both sides look at so few candidates in a search as this recall of a first build allows: .01 above
 * what is promised, because builds by several threads differ.
 */
const leastRecall = 0.96;
const expansions = [16, 24, 32, 48, 64, 96, 128, 160, 192, 256, 320, 384, 512];

/** @type {import("./workloads.mjs").Workload} */
export const hnsw = {
  name: "hnsw",
  title: "Approximate search of vectors (HNSW)",
  note: `Clustered vectors of length 1, the ten best. Both sides have 16 links a node and search with the fewest candidates that find ${leastRecall} of the true ten in a first build, which is .01 more than is asked, because builds by several threads differ. Each round builds the index anew, ours with expansionAdd 48. Ours keeps 8-bit codes in the graph and ranks its candidates by exact products; the repeatable one builds on one thread, so that the same calls give the same graph. Queries run on one thread on both sides.`,
  rival: { name: "faiss IndexHNSWFlat", script: "hnsw.py" },
  measures: [
    { name: "build", what: "100,000 × 384", target: 1 },
    { name: "queries", what: "1,000 queries one by one", target: 1.3 },
  ],
  leastQuality: { "recall@10": 0.95 },
  size: { items: 100_000, queries: 1000, leastRecall, expansions },
  smokeSize: { items: 600, queries: 20, leastRecall, expansions },
  prepare: writeVectorsAndTruth,
  ours: {
    "two threads": (opening) => open({ threads: opening.threads }, opening),
    repeatable: (opening) => open({}, opening),
  },
  judge: judgeRecall,
};

/**
 * @param {object} options - Of the index.
 * @param {import("./workloads.mjs").Opening} opening
 * @returns {Promise<import("./workloads.mjs").Opened>}
 */
async function open(options, { folder, size }) {
  const data = readFloats(`${folder}/items.f32`);
  const queries = readFloats(`${folder}/queries.f32`);
  const truth = readIntegers(`${folder}/truth.i32`);
  const ids = Array.from({ length: size.items }, (_, row) => String(row));
  /** @param {number} expansionSearch */
  const build = async (expansionSearch) => {
    const index = createVectorIndex("hnsw", {
      dimensions,
      quantisation: "i8",
      expansionAdd: 48,
      expansionSearch,
      ...options,
    });
    await index.upsert(ids, { data, count: size.items, dimensions });
    return index;
  };
  /** @param {import("vitrine/indexes").VectorIndex} index */
  const ask = async (index) => {
    const found = [];
    for (let start = 0; start < queries.length; start += dimensions) {
      found.push(await index.search(queries.subarray(start, start + dimensions), { k }));
    }
    return found;
  };
  // With k close below it, a search looks at as many candidates as it would with that expansion.
  const probe = await build(1);
  let expansion = 0;
  for (expansion of expansions) {
    const found = [];
    for (let start = 0; start < queries.length; start += dimensions) {
      const query = queries.subarray(start, start + dimensions);
      found.push((await probe.search(query, { k: expansion - 1 })).slice(0, k));
    }
    if (recallOf(toRows(found), truth) >= leastRecall) break;
  }
  await probe.close?.();
  /** @type {Awaited<ReturnType<typeof ask>>} */
  let found = [];
  return {
    async round() {
      /** @type {import("vitrine/indexes").VectorIndex | undefined} */
      let index;
      const building = await timed(async () => (index = await build(expansion)));
      const asked = /** @type {import("vitrine/indexes").VectorIndex} */ (
        /** @type {unknown} */ (index)
      );
      const asking = await timed(async () => (found = await ask(asked)));
      await asked.close?.();
      return { build: building, queries: asking };
    },
    async answers(into) {
      writeNumbers(`${into}/found.i32`, toRows(found));
      return { candidates: expansion };
    },
  };
}

/** @param {readonly (readonly import("vitrine/indexes").Neighbour[])[]} found */
function toRows(found) {
  return toTable(found.map((neighbours) => neighbours.map(({ id }) => Number(id))));
}
