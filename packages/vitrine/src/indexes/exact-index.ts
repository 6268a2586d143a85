/**
 * @file An index that compares the query with every vector: exact, and fast enough up to some
 * ten thousand distinct vectors.
 *
 * O(distinct × dimensions) time a search; 4 bytes × distinct × dimensions of memory. It is the
 * reference that every approximate index is measured against.
 */
import { z } from "zod";
import { checkOptions, dimensionsSchema } from "./index-options.js";
import { createSerialQueue } from "./serial-queue.js";
import { checkSearch, checkUpsert } from "./vector-checks.js";
import { readIndexFolder, writeIndexFolder } from "./vector-folder.js";
import type { VectorIndex } from "./vector-index.js";
import { createVectorTable, scanTable } from "./vector-table.js";
import type { VectorTable } from "./vector-table.js";

export const exactOptionsSchema = z.strictObject({ dimensions: dimensionsSchema });
export type ExactOptions = z.input<typeof exactOptionsSchema>;

const kind = "exact";

/**
 * Makes an empty exact index.
 *
 * @throws {VitrineError} `PARAM_INVALID` when `dimensions` is not an integer in [1, 65536].
 */
export function createExactIndex(options: ExactOptions): VectorIndex {
  const { dimensions } = checkOptions(exactOptionsSchema, kind, options);
  return exactIndexOver(createVectorTable(dimensions));
}

/**
 * Loads what an exact index saved.
 *
 * @throws {VitrineError} `FILE_NOT_FOUND`, `FORMAT_UNKNOWN`, `FORMAT_BROKEN`, `CHECKSUM_MISMATCH`.
 */
export async function loadExactIndex(folder: string): Promise<VectorIndex> {
  return exactIndexOver((await readIndexFolder(folder, kind)).table);
}

function exactIndexOver(table: VectorTable): VectorIndex {
  const { dimensions } = table;
  const inTurn = createSerialQueue();

  const sweep = (): void => {
    table.sweep();
    if (table.distinct * 2 < table.slotCount) table.compact();
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
        for (const [row, id] of ids.entries()) {
          const vector = vectors.data.subarray(row * dimensions, (row + 1) * dimensions);
          table.assign(id, table.stage(vector));
        }
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
    async search(query, options) {
      checkSearch(query, options, dimensions);
      return scanTable(table, query, options);
    },
    save: (folder) => inTurn(() => writeIndexFolder(folder, { kind, options: {}, table })),
  };
}
