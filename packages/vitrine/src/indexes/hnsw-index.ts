/**
 * @file An approximate index over a hierarchical navigable small-world graph (usearch): answers
 * in a fraction of a scan's time where there are tens of thousands of distinct vectors or more.
 *
 * The graph has one node for each distinct vector and only proposes candidates; similarities are
 * computed anew from the stored vectors, so they equal the exact index's to the bit. Where the
 * graph can not fill a result (a selective filter, a tie at the last place, nodes it does not
 * reach) the stored vectors are scanned instead, so that a filter never starves a result.
 *
 * About O(log n) time a search; memory is that of the exact index plus, for each distinct vector,
 * the graph's copy (2 bytes × dimensions at f16) and about 8 × connectivity bytes of links.
 * Deleted slots are reused by later upserts and stay in memory until then.
 *
 * Deterministic while `threads` is 1: the same calls in the same order give the same answers; the
 * graph's bytes, and which neighbour a recall below 1 misses, may differ between processors, whose
 * vector units round differently. With more threads nodes link to each other in the order in which
 * threads come by, so that which neighbour is missed may differ between two builds. A graph that is
 * built gives the same answers on every run.
 *
 * Recall is measured for unit vectors, which encoders give. Vectors of very different lengths are
 * found less reliably; the exact index has no such limit.
 *
 * Source: Malkov & Yashunin, "Efficient and robust approximate nearest neighbor search using
 * Hierarchical Navigable Small World graphs", 2018. Reference: the exact index.
 */
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { Index, MetricKind, ScalarKind } from "usearch";
import { z } from "zod";
import { checkOptions, dimensionsSchema } from "./index-options.js";
import { createSerialQueue } from "./serial-queue.js";
import { checkSearch, checkUpsert } from "./vector-checks.js";
import { broken, readIndexFolder, writeIndexFolder } from "./vector-folder.js";
import type { Neighbour, VectorIndex, VectorQuery } from "./vector-index.js";
import {
  createNeighbourSelector,
  createVectorTable,
  offerIds,
  scanTable,
  takeNeighbours,
} from "./vector-table.js";
import type { VectorTable } from "./vector-table.js";

export const hnswOptionsSchema = z.strictObject({
  dimensions: dimensionsSchema,
  connectivity: z
    .int()
    .min(2)
    .max(128)
    .default(16)
    .describe("Links of a node; more find more and take more memory."),
  expansionAdd: z
    .int()
    .min(1)
    .max(4096)
    .default(128)
    .describe("Candidates looked at when a vector is added; more build a better graph, slower."),
  expansionSearch: z
    .int()
    .min(1)
    .max(4096)
    .default(64)
    .describe("Candidates looked at in a search; more find more, slower."),
  quantisation: z
    .enum(["f32", "f16", "i8"])
    .default("f16")
    .describe("Number format of the graph's own copy of the vectors; the stored ones stay f32."),
  threads: z
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe(
      "Threads that build the graph; with more than 1, two builds may differ in what they miss.",
    ),
});
export type HnswOptions = z.input<typeof hnswOptionsSchema>;
type CheckedOptions = z.output<typeof hnswOptionsSchema>;

const kind = "hnsw";
const graphFile = "graph.usearch";
/** Asking the graph for more than one node in this many costs as much as a scan (measured). */
const scanShare = 8;
/** Nodes that a thread adds between two turns of the event loop: some ten milliseconds. */
const nodesPerTurn = 64;

/**
 * Makes an empty HNSW index.
 *
 * @throws {VitrineError} `PARAM_INVALID` when an option is outside its range.
 */
export function createHnswIndex(options: HnswOptions): VectorIndex {
  const checked = checkOptions(hnswOptionsSchema, kind, options);
  return hnswIndexOver(checked, createVectorTable(checked.dimensions), createGraph(checked));
}

/**
 * Loads what an HNSW index saved, options included.
 *
 * @throws {VitrineError} `FILE_NOT_FOUND`, `FORMAT_UNKNOWN`, `FORMAT_BROKEN`, `CHECKSUM_MISMATCH`.
 */
export async function loadHnswIndex(folder: string): Promise<VectorIndex> {
  const { options, table } = await readIndexFolder(folder, kind, [graphFile]);
  const path = join(folder, graphFile);
  const checked = hnswOptionsSchema.safeParse(options);
  if (!checked.success || checked.data.dimensions !== table.dimensions) {
    throw broken(path, "the options in the header do not describe it");
  }
  const graph = createGraph(checked.data);
  try {
    graph.load(path);
  } catch (error) {
    throw broken(path, "usearch can not load it", error);
  }
  if (graph.dimensions() !== table.dimensions || graph.size() !== table.distinct) {
    throw broken(
      path,
      `it holds ${graph.size()} nodes of ${graph.dimensions()} dimensions where the header says ${table.distinct} of ${table.dimensions}`,
    );
  }
  return hnswIndexOver(checked.data, table, graph);
}

function createGraph(options: CheckedOptions): Index {
  return new Index({
    dimensions: options.dimensions,
    metric: MetricKind.IP,
    quantization: { f32: ScalarKind.F32, f16: ScalarKind.F16, i8: ScalarKind.I8 }[
      options.quantisation
    ],
    connectivity: options.connectivity,
    expansion_add: options.expansionAdd,
    expansion_search: options.expansionSearch,
    multi: false,
  });
}

/** The graph's keys are the table's slots. */
function hnswIndexOver(options: CheckedOptions, table: VectorTable, graph: Index): VectorIndex {
  const { dimensions } = table;
  const inTurn = createSerialQueue();

  /** Adds nodes while searches go on: a slot without ids is invisible to them. */
  const addNodes = async (slots: readonly number[]): Promise<void> => {
    const atOnce = nodesPerTurn * options.threads;
    const block = new Float32Array(Math.min(atOnce, slots.length) * dimensions);
    let added = 0;
    try {
      while (added < slots.length) {
        const some = slots.slice(added, added + atOnce);
        some.forEach((slot, row) => {
          block.set(table.vectorOf(slot), row * dimensions);
        });
        const vectors = block.subarray(0, some.length * dimensions);
        graph.add(BigUint64Array.from(some, BigInt), vectors, options.threads);
        added += some.length;
        if (added < slots.length) await setImmediate();
      }
    } catch (error) {
      for (const slot of slots.slice(0, added + atOnce)) graph.remove(BigInt(slot));
      table.sweep();
      throw error;
    }
  };

  const sweep = (): void => {
    for (const slot of table.sweep()) graph.remove(BigInt(slot));
  };

  return {
    kind,
    dimensions,
    get size() {
      return table.size;
    },
    upsert: (ids, vectors) =>
      inTurn(async () => {
        checkUpsert(ids, vectors, dimensions);
        // Only an id's last vector holds; the earlier ones would be nodes for nothing.
        const rowById = new Map(ids.map((id, row) => [id, row]));
        const slotById = new Map<string, number>();
        for (const [id, row] of rowById) {
          const vector = vectors.data.subarray(row * dimensions, (row + 1) * dimensions);
          slotById.set(id, table.stage(vector));
        }
        await addNodes(table.vacantSlots());
        for (const [id, slot] of slotById) table.assign(id, slot);
        sweep();
      }),
    delete: (ids) =>
      inTurn(async () => {
        const removed = ids.filter((id) => table.remove(id)).length;
        sweep();
        return removed;
      }),
    async get(id) {
      const slot = table.slotOf(id);
      return slot === undefined ? undefined : table.vectorOf(slot).slice();
    },
    async search(query, wanted) {
      checkSearch(query, wanted, dimensions);
      return (
        searchGraph(table, graph, options.expansionSearch, query, wanted) ??
        scanTable(table, query, wanted)
      );
    },
    save: (folder) =>
      inTurn(() =>
        writeIndexFolder(folder, { kind, options, table }, (into) => {
          graph.save(join(into, graphFile));
          return [graphFile];
        }),
      ),
  };
}

/** The nearest ids by way of the graph; undefined where a scan is as cheap or surer. */
function searchGraph(
  table: VectorTable,
  graph: Index,
  expansion: number,
  query: Float32Array,
  { k, accept }: VectorQuery,
): readonly Neighbour[] | undefined {
  let fetch = Math.max(expansion, k + 1);
  while (fetch * scanShare < table.distinct) {
    const { keys } = graph.search(query, fetch, 1);
    const selector = createNeighbourSelector(k);
    let worst = Infinity;
    for (const key of keys) {
      const slot = Number(key);
      const similarity = table.similarityOf(query, slot);
      worst = Math.min(worst, similarity);
      offerIds(selector, table.idsOf(slot), similarity, accept);
    }
    // A tie at the last place may reach beyond what was fetched.
    if (selector.count === k && worst < selector.floor) return takeNeighbours(selector);
    if (keys.length < fetch) return undefined;
    const missing = (2 * k) / Math.max(selector.count, 0.5);
    fetch = Math.ceil(fetch * Math.max(4, missing));
  }
  return undefined;
}
