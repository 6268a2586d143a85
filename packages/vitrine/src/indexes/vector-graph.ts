/**
 * @file A navigable small-world graph of vectors in 8-bit integers, by key: proposes what may be near.
 *
 * O(log n) a search; memory is 1 byte × dimensions and about 8 × 16 bytes of links a vector. Built
 * on one thread, so that the same calls give the same graph. Similarities are the caller's matter:
 * the graph only names candidates.
 *
 * Source: Malkov & Yashunin, "Efficient and robust approximate nearest neighbor search using
 * Hierarchical Navigable Small World graphs", 2018, as usearch builds it.
 */
import { Index, MetricKind, ScalarKind } from "usearch";
import { VitrineError } from "../errors.js";

/** A navigable graph of vectors. */
export interface VectorGraph {
  readonly size: number;
  /** Estimated bytes of memory. */
  readonly bytes: number;
  /** @param keys - None of them in the graph. @param vectors - Shape [keys.length, dimensions]. */
  readonly add: (keys: Int32Array, vectors: Float32Array) => void;
  readonly remove: (key: number) => void;
  /** Keys of what is probably nearest, best first by the graph's own rounded numbers. */
  readonly nearest: (query: Float32Array, count: number) => Int32Array;
  readonly save: (file: string) => void;
}

const CONNECTIVITY = 16;
const EXPANSION_ADD = 64;
const EXPANSION_SEARCH = 64;

/** Starts an empty graph. */
export function createVectorGraph(dimensions: number): VectorGraph {
  return graphOver(dimensions, makeIndex(dimensions));
}

/**
 * The graph that `save` wrote.
 *
 * @throws {VitrineError} `BYTES_INVALID` when usearch can not load it.
 */
export function loadVectorGraph(dimensions: number, file: string): VectorGraph {
  const index = makeIndex(dimensions);
  try {
    index.load(file);
  } catch (cause) {
    throw new VitrineError(
      "BYTES_INVALID",
      `${file} must be a whole graph; usearch can not load it. Build the index again: vitrine index`,
      { kind: "vector graph" },
      { cause },
    );
  }
  return graphOver(dimensions, index);
}

function makeIndex(dimensions: number): Index {
  return new Index({
    dimensions,
    metric: MetricKind.IP,
    quantization: ScalarKind.I8,
    connectivity: CONNECTIVITY,
    expansion_add: EXPANSION_ADD,
    expansion_search: EXPANSION_SEARCH,
    multi: false,
  });
}

function graphOver(dimensions: number, index: Index): VectorGraph {
  return Object.freeze({
    get size() {
      return index.size();
    },
    get bytes() {
      return index.size() * (dimensions + 8 * CONNECTIVITY * 1.2);
    },
    add(keys: Int32Array, vectors: Float32Array) {
      if (keys.length === 0) return;
      index.add(BigUint64Array.from(keys, BigInt), vectors, 1);
    },
    remove(key: number) {
      index.remove(BigInt(key));
    },
    nearest(query: Float32Array, count: number) {
      const { keys } = index.search(query, count, 1);
      const ordinals = new Int32Array(keys.length);
      for (let at = 0; at < keys.length; at++) ordinals[at] = Number(keys[at]);
      return ordinals;
    },
    save(file: string) {
      index.save(file);
    },
  });
}
