/**
 * @file The vectors of one text of every product, by the caller's own small integers (ordinals).
 *
 * Where many products share a text (the name of a category), equal vectors are held once. A
 * search compares with every vector, or asks a graph for candidates and compares with those;
 * scoring a pool costs O(pool × dimensions) either way. A filter never starves a result: where
 * few ordinals are accepted, or the graph finds too few, the accepted ones are compared one by one.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rowOf } from "../encoders/encoder.js";
import type { Vectors } from "../encoders/encoder.js";
import { createTopKSelector } from "./top-k.js";
import { createVectorGraph } from "./vector-graph.js";
import type { VectorGraph } from "./vector-graph.js";
import { createVectorRows, vectorRowsBytes } from "./vector-rows.js";
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
  readonly nearest: (query: Float32Array, k: number, accept?: Uint8Array) => NearestOrdinals;
  /** Writes the field as files into an existing, empty folder. */
  readonly save: (folder: string) => Promise<void>;
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

/** What a field is made of. */
export interface VectorFieldParts {
  readonly rows: VectorRows;
  /** Row of each ordinal, −1 where it has none. */
  readonly places: Int32Array;
  readonly graph: VectorGraph | undefined;
}

/** Starts an empty field. */
export function createVectorField(options: VectorFieldOptions): VectorField {
  const { dimensions, precision, graph } = options;
  return vectorFieldOver(options, {
    rows: createVectorRows(dimensions, precision),
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
  const shared = options.shared ? createRowTable(rows) : undefined;
  /** Rows that no ordinal has any more; shared rows are kept, in case their text comes back. */
  const free = shared === undefined ? freeRows(places, rows.count) : [];
  const placeOf = (ordinal: number): number => places[ordinal] ?? -1;

  const grow = (length: number): void => {
    if (length <= places.length) return;
    const larger = new Int32Array(Math.max(length, places.length * 2)).fill(-1);
    larger.set(places);
    places = larger;
  };
  const remove = (ordinal: number): void => {
    const row = placeOf(ordinal);
    if (row < 0) return;
    places[ordinal] = -1;
    size -= 1;
    if (shared === undefined) free.push(row);
    graph?.remove(ordinal);
  };
  const holdRow = (vector: Float32Array): number => {
    const known = shared?.find(vector);
    if (known !== undefined) return known;
    const row = free.pop();
    if (row !== undefined) {
      rows.set(row, vector);
      return row;
    }
    const added = rows.append(vector);
    shared?.add(added);
    return added;
  };

  const scores = (query: Float32Array, pool: Int32Array): Float64Array => {
    const held = pool.map(placeOf).filter((row) => row >= 0);
    const products = rows.dots(query, held);
    let next = 0;
    return Float64Array.from(pool, (ordinal) => (placeOf(ordinal) < 0 ? NaN : products[next++]!));
  };
  const bestOf = (query: Float32Array, k: number, pool: Int32Array): NearestOrdinals =>
    select(k, pool, scores(query, pool));
  const bestOfAll = (query: Float32Array, k: number, accept?: Uint8Array): NearestOrdinals => {
    const products = rows.allDots(query);
    const selector = createTopKSelector<number>(k, (a, b) => a < b);
    for (let ordinal = 0; ordinal < places.length; ordinal++) {
      const row = places[ordinal]!;
      if (row < 0 || accept?.[ordinal] === 0) continue;
      if (products[row]! >= selector.floor) selector.offer(ordinal, products[row]!);
    }
    return taken(selector.take());
  };

  return Object.freeze({
    options,
    get size() {
      return size;
    },
    get bytes() {
      const { dimensions, precision } = options;
      return (
        vectorRowsBytes(rows.count, dimensions, precision) + places.byteLength + (graph?.bytes ?? 0)
      );
    },
    upsert(ordinals: Int32Array, vectors: Vectors, rowsOfVectors: Int32Array) {
      ordinals.forEach((ordinal, at) => {
        remove(ordinal);
        const row = rowsOfVectors[at]!;
        if (row < 0) return;
        grow(ordinal + 1);
        places[ordinal] = holdRow(rowOf(vectors, row));
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
      ordinals.forEach(remove);
    },
    get(ordinal: number) {
      const row = placeOf(ordinal);
      return row < 0 ? undefined : rows.get(row);
    },
    scores,
    nearest(query: Float32Array, k: number, accept?: Uint8Array) {
      if (graph === undefined) return bestOfAll(query, k, accept);
      const accepted = accept === undefined ? size : countOnes(accept);
      if (accept !== undefined && accepted * FEW_SHARE < size) {
        return bestOf(query, k, ordinalsOf(accept, places));
      }
      let asked = Math.max(LEAST_ASKED, Math.ceil((2 * k * size) / Math.max(1, accepted)));
      for (; asked * SCAN_SHARE < size; asked *= 4) {
        const found = graph.nearest(query, asked).filter((ordinal) => accept?.[ordinal] !== 0);
        if (found.length >= k) return bestOf(query, k, found);
      }
      return bestOfAll(query, k, accept);
    },
    async save(folder: string) {
      const head = { layout: 1, ...options, rows: rows.count, places: places.length };
      await writeFile(join(folder, FIELD_FILES.head), JSON.stringify(head, null, 2));
      await writeFile(join(folder, FIELD_FILES.rows), rows.toBytes());
      await writeFile(
        join(folder, FIELD_FILES.places),
        new Uint8Array(places.buffer, places.byteOffset, places.byteLength),
      );
      graph?.save(join(folder, FIELD_FILES.graph));
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
  for (const value of mask) ones += value;
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

function freeRows(places: Int32Array, rowCount: number): number[] {
  const used = new Uint8Array(rowCount);
  for (const row of places) if (row >= 0) used[row] = 1;
  return Array.from(used.keys()).filter((row) => used[row] === 0);
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
