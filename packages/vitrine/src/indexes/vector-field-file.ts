/** @file Reads a vector field from the files that its `save` wrote; sizes are checked before memory is taken. */
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { VitrineError } from "../errors.js";
import { FIELD_FILES, vectorFieldOver } from "./vector-field.js";
import type { VectorField } from "./vector-field.js";
import { loadVectorGraph } from "./vector-graph.js";
import { readVectorRows, ROW_PRECISIONS, vectorRowsBytes } from "./vector-rows.js";
import type { VectorRows } from "./vector-rows.js";

const headSchema = z.strictObject({
  layout: z.literal(1),
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
 * @throws {VitrineError} `BYTES_INVALID` when the files contradict each other.
 */
export async function loadVectorField(folder: string): Promise<VectorField> {
  const head = headSchema.safeParse(
    JSON.parse(await readFile(join(folder, FIELD_FILES.head), "utf8")),
  ).data;
  if (head === undefined) throw broken(`${FIELD_FILES.head} is of another layout`);
  const rows = await loadRows(join(folder, FIELD_FILES.rows), head);
  const places = await loadPlaces(join(folder, FIELD_FILES.places), head);
  const graph = head.graph
    ? loadVectorGraph(head.dimensions, join(folder, FIELD_FILES.graph))
    : undefined;
  const { dimensions, precision, shared } = head;
  return vectorFieldOver(
    { dimensions, precision, shared, graph: head.graph },
    { rows, places, graph },
  );
}

async function loadRows(path: string, head: Head): Promise<VectorRows> {
  const { rows: count, dimensions, precision } = head;
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const due = vectorRowsBytes(count, dimensions, precision);
    if (size !== due) throw broken(`${path} has ${size} bytes where ${due} are due`);
    return await readVectorRows({ count, dimensions, precision }, async (offset, length) => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      if (bytesRead !== length) throw broken(`${path} ends at byte ${offset + bytesRead}`);
      return bytes;
    });
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
  return places;
}

function broken(got: string): VitrineError<"BYTES_INVALID"> {
  return new VitrineError(
    "BYTES_INVALID",
    `These must be the files of a whole vector field; ${got}. Build the index again: vitrine index`,
    { kind: "vector field" },
  );
}
