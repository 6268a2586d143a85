/**
 * @file The vectors of one text of every product, by the caller's own small integers (ordinals).
 *
 * Where many products share a text (the name of a category), equal vectors are held once;
 * otherwise the row of a vector is its ordinal. A search compares with every vector on the
 * kernels' threads, or asks a graph for candidates and compares with those; scoring a pool costs
 * O(pool × dimensions) either way. A filter never starves a result: where few ordinals are
 * accepted, or the graph finds too few, the accepted ones are compared.
 *
 * A field may change while it is searched: a search that was disturbed is done again.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rowOf } from "../encoders/encoder.js";
import type { Vectors } from "../encoders/encoder.js";
import { createTopKSelector } from "./top-k.js";
import { createVectorGraph } from "./vector-graph.js";
import type { VectorGraph } from "./vector-graph.js";
import type { VectorKernels } from "./vector-kernels.js";
import { createVectorRows, GREATEST_K } from "./vector-rows.js";
import type { RowPrecision, VectorRows } from "./vector-rows.js";

export interface VectorFieldOptions {
  readonly dimensions: number;
  readonly precision: RowPrecision;
  /** Whether equal vectors are held once; such a field has no graph. */
  readonly shared: boolean;
  /** Whether a graph proposes the nearest. */
  readonly graph: boolean;
}

/** Ordinals with their similarities, best first; equal similarities by ordinal. */
export interface NearestOrdinals {
  readonly ordinals: Int32Array;
  readonly similarities: Float64Array;
}

/** The vectors of one text of every product. */
export interface VectorField {
  readonly options: VectorFieldOptions;
  /** How many ordinals have a vector. */
  readonly size: number;
  /** Bytes of memory of the vectors and what belongs to them. */
  readonly bytes: number;
  /**
   * Gives ordinals their vectors, in place of what they had.
   *
   * @param ordinals - Each once.
   * @param rows - Row of `vectors` for each ordinal; −1 takes its vector away. Shape [ordinals.length].
   */
  readonly upsert: (ordinals: Int32Array, vectors: Vectors, rows: Int32Array) => void;
  readonly delete: (ordinals: Int32Array) => void;
  /** A copy of the vector as it is held, or undefined. Shape [dimensions]. */
  readonly get: (ordinal: number) => Float32Array | undefined;
  /** Inner products of `query` with `pool`; NaN where there is no vector. Shape [pool.length]. */
  readonly scores: (query: Float32Array, pool: Int32Array) => Float64Array;
  /** @param accept - 1 where an ordinal may be returned; absent when all may. */
  readonly nearest: (
    query: Float32Array,
    k: number,
    accept?: Uint8Array,
  ) => Promise<NearestOrdinals>;
  /**
   * How similar each query is to what is nearest; −Infinity where nothing is there. A field with a
   * graph asks it, so that this is a lower bound there.
   *
   * @returns Shape [queries.count].
   */
  readonly greatest: (queries: Vectors) => Promise<Float64Array>;
  /** Writes the field as files into an existing, empty folder. */
  readonly save: (folder: string) => Promise<void>;
  /** Lets the memory of the vectors go; may be called again. Nothing else can be asked for afterwards. */
  readonly close: () => void;
}

/** Names of the files of a saved field. */
export const FIELD_FILES = {
  head: "field.json",
  rows: "rows.bin",
  places: "places.bin",
  graph: "graph.usearch",
} as const;

/** Asking a graph for more than one vector in this many costs as much as comparing with all. */
const SCAN_SHARE = 8;
/** When fewer than one in this many are accepted, they are compared one by one. */
const FEW_SHARE = 10;
/** How many a graph is asked for at least. */
const LEAST_ASKED = 64;
/** A search that changes disturb so often is done in one go, in the calling thread. */
const ATTEMPTS = 3;

/** What a field is made of. */
export interface VectorFieldParts {
  readonly rows: VectorRows;
  /** Row of each ordinal, −1 where it has none; the ordinal itself where rows are not shared. */
  readonly places: Int32Array;
  readonly graph: VectorGraph | undefined;
}

/** Starts an empty field. */
export function createVectorField(
  options: VectorFieldOptions,
  kernels: VectorKernels,
): VectorField {
  const { dimensions, precision, graph } = options;
  return vectorFieldOver(options, {
    rows: createVectorRows(dimensions, precision, kernels),
    places: new Int32Array(0),
    graph: graph ? createVectorGraph(dimensions) : undefined,
  });
}

/** The field that consists of `parts`, which become its own. */
export function vectorFieldOver(
  options: VectorFieldOptions,
  { rows, places: givenPlaces, graph }: VectorFieldParts,
): VectorField {
  let places = givenPlaces;
  let size = places.reduce((held, row) => held + (row >= 0 ? 1 : 0), 0);
  /** How often the field has changed. */
  let changes = 0;
  const shared = options.shared ? createRowTable(rows) : undefined;
  const placeOf = (ordinal: number): number => places[ordinal] ?? -1;

  const grow = (length: number): void => {
    if (length <= places.length) return;
    const larger = new Int32Array(Math.max(length, places.length * 2)).fill(-1);
    larger.set(places);
    places = larger;
  };
  const remove = (ordinal: number): void => {
    if (placeOf(ordinal) < 0) return;
    places[ordinal] = -1;
    size -= 1;
    graph?.remove(ordinal);
  };
  const holdRow = (ordinal: number, vector: Float32Array): number => {
    const row = shared === undefined ? ordinal : shared.find(vector);
    if (row !== undefined && shared !== undefined) return row;
    const written = row ?? rows.count;
    rows.put(written, vector);
    shared?.add(written);
    return written;
  };

  const scores = (query: Float32Array, pool: Int32Array): Float64Array => {
    const held = new Int32Array(pool.length);
    let count = 0;
    for (let at = 0; at < pool.length; at++) {
      const row = places[pool[at]!] ?? -1;
      if (row >= 0) held[count++] = row;
    }
    const products = rows.dots(query, held.subarray(0, count));
    const similarities = new Float64Array(pool.length);
    let next = 0;
    for (let at = 0; at < pool.length; at++) {
      similarities[at] = (places[pool[at]!] ?? -1) < 0 ? NaN : products[next++]!;
    }
    return similarities;
  };
  const bestOf = (query: Float32Array, k: number, pool: Int32Array): NearestOrdinals =>
    select(k, pool, scores(query, pool));

  /** The rows that an accepted ordinal has; undefined when all are. */
  const rowMask = (accept?: Uint8Array): Uint8Array | undefined => {
    if (accept === undefined && shared === undefined && size === rows.count) return undefined;
    const mask = new Uint8Array(rows.count);
    for (let ordinal = 0; ordinal < places.length; ordinal++) {
      const row = places[ordinal]!;
      if (row >= 0 && accept?.[ordinal] !== 0) mask[row] = 1;
    }
    return mask;
  };
  /** @param products - By row; NaN for rows that are not to be found. */
  const bestByRow = (k: number, products: Float32Array, accept?: Uint8Array): NearestOrdinals => {
    const selector = createTopKSelector<number>(k, (a, b) => a < b);
    for (let ordinal = 0; ordinal < places.length; ordinal++) {
      const row = places[ordinal]!;
      if (row < 0 || accept?.[ordinal] === 0) continue;
      if (products[row]! >= selector.floor) selector.offer(ordinal, products[row]!);
    }
    return taken(selector.take());
  };
  const bestAtOnce = (query: Float32Array, k: number, accept?: Uint8Array): NearestOrdinals => {
    const all = Int32Array.from({ length: rows.count }, (_, row) => row);
    return bestByRow(k, rows.dots(query, all), accept);
  };
  const bestOfAll = async (
    query: Float32Array,
    k: number,
    accept?: Uint8Array,
  ): Promise<NearestOrdinals> => {
    if (k >= GREATEST_K) return bestAtOnce(query, k, accept);
    // One row more than is wanted tells whether equal ones were left out.
    const asked = shared === undefined ? k : k + 1;
    const [best] = await rows.best(query, asked, rowMask(accept));
    const { rows: found, scores: products } = best!;
    if (shared === undefined) {
      return { ordinals: found, similarities: Float64Array.from(products) };
    }
    const byRow = new Float32Array(rows.count).fill(NaN);
    found.forEach((row, at) => (byRow[row] = products[at]!));
    const nearest = bestByRow(k, byRow, accept);
    const isWhole = found.length < asked || nearest.similarities[k - 1]! > products[asked - 1]!;
    // Shared rows stand in another order than their ordinals, which decide between equal ones.
    return isWhole ? nearest : bestAtOnce(query, k, accept);
  };
  /** A change while threads compare could mix an old vector with a new one. */
  const undisturbed = async <T>(search: () => Promise<T>): Promise<T | undefined> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = changes;
      const found = await search();
      if (changes === before) return found;
    }
    return undefined;
  };
  const byGraph = (
    query: Float32Array,
    k: number,
    accept?: Uint8Array,
  ): NearestOrdinals | undefined => {
    if (graph === undefined) return undefined;
    const accepted = accept === undefined ? size : countOnes(accept);
    if (accept !== undefined && accepted * FEW_SHARE < size) {
      return bestOf(query, k, ordinalsOf(accept, places));
    }
    let asked = Math.max(LEAST_ASKED, Math.ceil((2 * k * size) / Math.max(1, accepted)));
    for (; asked * SCAN_SHARE < size; asked *= 4) {
      const proposed = graph.nearest(query, asked);
      const found =
        accept === undefined ? proposed : proposed.filter((ordinal) => accept[ordinal] === 1);
      if (found.length >= k) return bestOf(query, k, found);
    }
    return undefined;
  };

  return Object.freeze({
    options,
    get size() {
      return size;
    },
    get bytes() {
      return rows.bytes + places.byteLength + (graph?.bytes ?? 0);
    },
    upsert(ordinals: Int32Array, vectors: Vectors, rowsOfVectors: Int32Array) {
      changes += 1;
      ordinals.forEach((ordinal, at) => {
        remove(ordinal);
        const row = rowsOfVectors[at]!;
        if (row < 0) return;
        grow(ordinal + 1);
        places[ordinal] = holdRow(ordinal, rowOf(vectors, row));
        size += 1;
      });
      if (graph === undefined) return;
      const added = ordinals.filter((ordinal) => placeOf(ordinal) >= 0);
      const block = new Float32Array(added.length * options.dimensions);
      added.forEach((ordinal, at) => {
        block.set(rows.get(placeOf(ordinal)), at * options.dimensions);
      });
      graph.add(added, block);
    },
    delete(ordinals: Int32Array) {
      changes += 1;
      ordinals.forEach(remove);
    },
    get(ordinal: number) {
      const row = placeOf(ordinal);
      return row < 0 ? undefined : rows.get(row);
    },
    scores,
    async nearest(query: Float32Array, k: number, accept?: Uint8Array) {
      const most = Math.min(k, size);
      if (most === 0) return taken([]);
      return (
        byGraph(query, most, accept) ??
        (await undisturbed(async () => bestOfAll(query, most, accept))) ??
        bestAtOnce(query, most, accept)
      );
    },
    async greatest({ data, count, dimensions }: Vectors) {
      const none = new Float64Array(count).fill(-Infinity);
      if (size === 0) return none;
      const queries = data.subarray(0, count * dimensions);
      const query = (at: number): Float32Array =>
        queries.subarray(at * dimensions, (at + 1) * dimensions);
      if (graph !== undefined && LEAST_ASKED * SCAN_SHARE < size) {
        return none.map((_, at) => {
          const found = graph.nearest(query(at), LEAST_ASKED);
          return bestOf(query(at), 1, found).similarities[0] ?? -Infinity;
        });
      }
      const found = await undisturbed(async () => rows.best(queries, 1, rowMask()));
      return none.map((_, at) =>
        found === undefined
          ? (bestAtOnce(query(at), 1).similarities[0] ?? -Infinity)
          : (found[at]!.scores[0] ?? -Infinity),
      );
    },
    async save(folder: string) {
      const head = { layout: 2, ...options, rows: rows.count, places: places.length };
      await writeFile(join(folder, FIELD_FILES.head), JSON.stringify(head, null, 2));
      await writeFile(join(folder, FIELD_FILES.rows), rows.toBytes());
      await writeFile(
        join(folder, FIELD_FILES.places),
        new Uint8Array(places.buffer, places.byteOffset, places.byteLength),
      );
      graph?.save(join(folder, FIELD_FILES.graph));
    },
    close() {
      rows.close();
    },
  });
}

function select(k: number, ordinals: Int32Array, similarities: Float64Array): NearestOrdinals {
  const selector = createTopKSelector<number>(k, (a, b) => a < b);
  ordinals.forEach((ordinal, at) => {
    if (!Number.isNaN(similarities[at]!)) selector.offer(ordinal, similarities[at]!);
  });
  return taken(selector.take());
}

function taken(
  best: readonly { readonly item: number; readonly score: number }[],
): NearestOrdinals {
  return {
    ordinals: Int32Array.from(best, ({ item }) => item),
    similarities: Float64Array.from(best, ({ score }) => score),
  };
}

function countOnes(mask: Uint8Array): number {
  let ones = 0;
  for (let at = 0; at < mask.length; at++) ones += mask[at]!;
  return ones;
}

/** The accepted ordinals that have a vector. */
function ordinalsOf(accept: Uint8Array, places: Int32Array): Int32Array {
  const accepted: number[] = [];
  for (let ordinal = 0; ordinal < places.length; ordinal++) {
    if (accept[ordinal] === 1 && places[ordinal]! >= 0) accepted.push(ordinal);
  }
  return Int32Array.from(accepted);
}

/** Finds the row that holds a vector already. */
function createRowTable(rows: VectorRows): {
  readonly find: (vector: Float32Array) => number | undefined;
  readonly add: (row: number) => void;
} {
  const byHash = new Map<number, number[]>();
  const add = (row: number): void => {
    const hash = hashOf(rows.get(row));
    const chain = byHash.get(hash);
    if (chain === undefined) byHash.set(hash, [row]);
    else chain.push(row);
  };
  for (let row = 0; row < rows.count; row++) add(row);
  return {
    find(vector) {
      const held = rows.asHeld(vector);
      return byHash
        .get(hashOf(held))
        ?.find((row) => rows.get(row).every((value, axis) => value === held[axis]));
    },
    add,
  };
}

/** FNV-1a over the bits of a vector, folded so that the low bits of floats matter. */
function hashOf(vector: Float32Array): number {
  const words = new Uint32Array(vector.buffer, vector.byteOffset, vector.length);
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word ^ (word >>> 15), 0x01000193);
  return hash;
}
