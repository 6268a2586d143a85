/**
 * @file A vector index of one's own, in the least that the contract allows: a map that is compared
 * whole at every search, and one JSON file. An index over a vector database has the same shape,
 * with calls to the database where the map stands.
 *
 *     node examples/own-index.mjs
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEngine, VitrineError } from "vitrine";

/** @typedef {import("vitrine/indexes").VectorIndex} VectorIndex */
/** @typedef {import("vitrine/encoders").Vectors} Vectors */

const FILE = "vectors.json";

/**
 * @param {number} dimensions
 * @param {Iterable<[string, Float32Array]>} [entries]
 * @returns {VectorIndex}
 */
export function createMapIndex(dimensions, entries = []) {
  /** Replaced as a whole, so that a search sees all of a write or nothing of it. */
  let vectors = new Map(entries);
  return {
    kind: "map",
    dimensions,
    get size() {
      return vectors.size;
    },
    async upsert(ids, block) {
      checkBlock(ids, block, dimensions);
      const next = new Map(vectors);
      ids.forEach((id, row) => {
        next.set(id, block.data.slice(row * dimensions, (row + 1) * dimensions));
      });
      vectors = next;
    },
    async delete(ids) {
      const next = new Map(vectors);
      const removed = ids.filter((id) => next.delete(id)).length;
      vectors = next;
      return removed;
    },
    async get(id) {
      return vectors.get(id)?.slice();
    },
    async search(query, { k, accept = () => true }) {
      checkVector(query, "query", dimensions);
      if (!Number.isSafeInteger(k) || k < 1) {
        const message = `k must be a positive integer; got ${k}. Ask for at least one result.`;
        throw new VitrineError("PARAM_INVALID", message, { param: "k", got: k });
      }
      return [...vectors]
        .filter(([id]) => accept(id))
        .map(([id, vector]) => ({ id, similarity: innerProduct(vector, query) }))
        .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1))
        .slice(0, k);
    },
    async save(folder) {
      // Before the first await: what is written is what was there when save was called.
      const rows = [...vectors].map(([id, vector]) => [id, [...vector]]);
      if ((await filesOf(folder)).length > 0) {
        const message = `An index must be saved into an empty folder; ${folder} is not. Choose another.`;
        throw new VitrineError("PARAM_INVALID", message, { param: "folder", got: folder });
      }
      await writeFile(join(folder, FILE), JSON.stringify({ dimensions, rows }));
    },
  };
}

/**
 * @param {string} folder
 * @returns {Promise<VectorIndex>}
 */
export async function loadMapIndex(folder) {
  if (!(await filesOf(folder)).includes(FILE)) throw notFound(join(folder, FILE));
  /** @type {{ dimensions: number, rows: [string, number[]][] }} */
  const { dimensions, rows } = JSON.parse(await readFile(join(folder, FILE), "utf8"));
  return createMapIndex(
    dimensions,
    rows.map(([id, values]) => [id, Float32Array.from(values)]),
  );
}

/**
 * Everything is checked before anything is changed.
 *
 * @param {readonly string[]} ids
 * @param {Vectors} block
 * @param {number} dimensions
 */
function checkBlock(ids, block, dimensions) {
  if (block.dimensions !== dimensions) throw mismatch(dimensions, block.dimensions);
  if (ids.length !== block.count || block.data.length !== block.count * dimensions) {
    const message = `There must be one id for each vector; got ${ids.length} ids for ${block.count} vectors in ${block.data.length} numbers. Pass both in the same order and number.`;
    throw new VitrineError("PARAM_INVALID", message, { param: "ids", got: ids.length });
  }
  ids.forEach((id, row) => {
    checkVector(block.data.subarray(row * dimensions, (row + 1) * dimensions), id, dimensions);
  });
}

/**
 * @param {Float32Array} vector
 * @param {string} id
 * @param {number} dimensions
 */
function checkVector(vector, id, dimensions) {
  if (vector.length !== dimensions) throw mismatch(dimensions, vector.length);
  if (vector.every(Number.isFinite)) return;
  const message = `A vector must hold finite numbers; "${id}" does not. Look where it was made.`;
  throw new VitrineError("VECTOR_INVALID", message, { id });
}

/**
 * @param {number} expected
 * @param {number} got
 */
function mismatch(expected, got) {
  const message = `A vector must have the index's ${expected} dimensions; got ${got}. Use the encoder that the index was built with.`;
  return new VitrineError("DIMENSION_MISMATCH", message, { expected, got });
}

/** @param {string} folder */
async function filesOf(folder) {
  return readdir(folder).catch(() => {
    throw notFound(folder);
  });
}

/** @param {string} path */
function notFound(path) {
  const message = `The index must be where it was saved; there is no ${path}. Mend the path.`;
  return new VitrineError("FILE_NOT_FOUND", message, { path });
}

/**
 * Summed in four lanes, as the built-in indexes do: the same order of additions gives the same bits.
 *
 * @param {Float32Array} a
 * @param {Float32Array} b
 */
function innerProduct(a, b) {
  const lanes = Float64Array.of(0, 0, 0, 0);
  const unrolled = a.length - (a.length % 4);
  for (const [axis, value] of a.entries()) {
    const lane = axis < unrolled ? axis % 4 : 0;
    lanes[lane] = (lanes[lane] ?? 0) + value * (b[axis] ?? 0);
  }
  const [first = 0, second = 0, third = 0, fourth = 0] = lanes;
  return first + second + (third + fourth);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const workspace = await mkdtemp(join(tmpdir(), "vitrine-example-"));
  const file = join(workspace, "products.csv");
  await writeFile(
    file,
    "id,title\n1,Three-seater sofa\n2,Brass desk lamp\n3,Oak chest of drawers\n",
  );
  const engine = await createEngine({
    workspace,
    // The same may stand in vitrine.config.ts; then `vitrine index` uses it too.
    config: {
      vectorIndexes: { map: { create: createMapIndex, load: loadMapIndex } },
      search: { index: "map" },
    },
  });
  try {
    await engine.importProducts(file);
    const { vectorIndex } = await engine.index();
    const { hits } = await engine.search("couch", { limit: 1 });
    console.log(`${hits.map(({ title }) => title).join("; ")}, found in a ${vectorIndex} index`);
  } finally {
    await engine.close();
    await rm(workspace, { recursive: true });
  }
}
