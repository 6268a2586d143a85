/** @file Reads a vector field from the files that its `save` wrote; sizes are checked before memory is taken. */
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { KernelError } from "@vitrine/kernels";
import { z } from "zod";
import { VitrineError } from "../errors.js";
import { FIELD_FILES, vectorFieldOver } from "./vector-field.js";
import type { VectorField } from "./vector-field.js";
import { loadVectorGraph } from "./vector-graph.js";
import { openVectorKernels } from "./vector-kernels.js";
import type { VectorKernels } from "./vector-kernels.js";
import { readVectorRows, ROW_PRECISIONS, vectorRowsBytes } from "./vector-rows.js";
import type { VectorRows } from "./vector-rows.js";

const headSchema = z.strictObject({
  layout: z.literal(2),
  dimensions: z.int().positive(),
  precision: z.enum(ROW_PRECISIONS),
  shared: z.boolean(),
  graph: z.boolean(),
  rows: z.int().nonnegative(),
  places: z.int().nonnegative(),
});
type Head = z.infer<typeof headSchema>;

/**
 * The field that `save` wrote.
 *
 * @param kernels - Default those of the process.
 * @throws {VitrineError} `BYTES_INVALID` when the files contradict each other.
 */
export async function loadVectorField(
  folder: string,
  kernels?: VectorKernels,
): Promise<VectorField> {
  const head = headSchema.safeParse(
    JSON.parse(await readFile(join(folder, FIELD_FILES.head), "utf8")),
  ).data;
  if (head === undefined) throw broken(`${FIELD_FILES.head} is of another layout`);
  const places = await loadPlaces(join(folder, FIELD_FILES.places), head);
  const graph = head.graph
    ? loadVectorGraph(head.dimensions, join(folder, FIELD_FILES.graph))
    : undefined;
  const rows = await loadRows(
    join(folder, FIELD_FILES.rows),
    head,
    kernels ?? (await openVectorKernels()),
  );
  const { dimensions, precision, shared } = head;
  return vectorFieldOver(
    { dimensions, precision, shared, graph: head.graph },
    { rows, places, graph },
  );
}

async function loadRows(path: string, head: Head, kernels: VectorKernels): Promise<VectorRows> {
  const { rows: count, dimensions, precision } = head;
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const due = vectorRowsBytes(count, dimensions, precision);
    if (size !== due) throw broken(`${path} has ${size} bytes where ${due} are due`);
    const read = async (offset: number, length: number): Promise<Uint8Array> => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      if (bytesRead !== length) throw broken(`${path} ends at byte ${offset + bytesRead}`);
      return bytes;
    };
    return await readVectorRows({ count, dimensions, precision }, read, kernels);
  } catch (error) {
    // The kernels know of no files; memory that the system refuses is not the file's fault.
    if (!(error instanceof KernelError) || error.code === "OUT_OF_MEMORY") throw error;
    throw broken(`${path}: ${error.message}`);
  } finally {
    await file.close();
  }
}

async function loadPlaces(path: string, head: Head): Promise<Int32Array> {
  const bytes = await readFile(path);
  if (bytes.byteLength !== head.places * 4) {
    throw broken(`${path} has ${bytes.byteLength} bytes where ${head.places * 4} are due`);
  }
  const places = new Int32Array(head.places);
  new Uint8Array(places.buffer).set(bytes);
  if (places.some((row) => row < -1 || row >= head.rows)) {
    throw broken(`${path} names a row that is not there`);
  }
  if (!head.shared && places.some((row, ordinal) => row !== -1 && row !== ordinal)) {
    throw broken(`${path} names another row than the ordinal's own`);
  }
  return places;
}

function broken(got: string): VitrineError<"BYTES_INVALID"> {
  return new VitrineError(
    "BYTES_INVALID",
    `These must be the files of a whole vector field; ${got}. Build the index again: vitrine index`,
    { kind: "vector field" },
  );
}
