/**
 * @file Ids with vectors in one growing block, each distinct vector held once.
 *
 * Shops repeat themselves: thousands of products share the vector of their
 * category's name, and variants share a title. So a slot holds one distinct
 * vector and the ids under it, in code-unit order. That saves memory and scan
 * time, and it keeps a proximity graph connected, which a thousand copies of
 * one point would tear apart.
 *
 * A slot without ids is vacant: it is in memory, yet no search can return it.
 * Writers stage vectors into vacant slots, then assign the ids in one
 * synchronous step, then sweep what is vacant; a search between two steps sees
 * either all of a write or nothing of it.
 *
 * A scan costs O(distinct × dimensions) time; memory is 4 bytes × capacity × dimensions.
 */
import { createTopKSelector } from "./top-k.js";
import type { TopKSelector } from "./top-k.js";
import type { Neighbour, VectorQuery } from "./vector-index.js";

/** A growing set of distinct vectors and the ids under each. */
export interface VectorTable {
  readonly dimensions: number;
  /** How many ids are held. */
  readonly size: number;
  /** How many distinct vectors have ids. */
  readonly distinct: number;
  /** Slots are integers in [0, slotCount); some may be vacant or free. */
  readonly slotCount: number;
  /** A view that shares the table's memory, valid until the next write. */
  readonly content: TableContent;
  slotOf(id: string): number | undefined;
  /** In code-unit order; empty when the slot is vacant or free. */
  idsOf(slot: number): readonly string[];
  /** A view that shares the table's memory, valid until the next write. */
  vectorOf(slot: number): Float32Array;
  /** Inner product of `query`, shape [dimensions], with the slot's vector. */
  similarityOf(query: Float32Array, slot: number): number;
  /** The slot that holds exactly this vector; a new, vacant one when there is none. */
  stage(vector: Float32Array): number;
  /** Puts `id` under `slot`, away from wherever it was. */
  assign(id: string, slot: number): void;
  /** Takes `id` away; false when it was not there. */
  remove(id: string): boolean;
  /** The slots that hold a vector but no id, in the order in which they became so. */
  vacantSlots(): readonly number[];
  /** Frees the vacant slots for reuse and returns them. */
  sweep(): readonly number[];
  /** Moves the held vectors together, so that slots change their numbers. */
  compact(): void;
}

/** What a table holds, to be saved or restored: row s of `block` is the vector of the ids `slotIds[s]`. */
export interface TableContent {
  /** Shape [slots, dimensions]. */
  readonly block: Float32Array;
  /** Shape [slots]; each list in code-unit order, empty where the slot is free. */
  readonly slotIds: readonly (readonly string[])[];
}

/**
 * Makes a table.
 *
 * @param dimensions - Length of every vector; a positive integer.
 * @param content - What it holds from the start: distinct vectors, no id twice. It becomes the table's own.
 */
export function createVectorTable(dimensions: number, content?: TableContent): VectorTable {
  let block = new Float32Array(0); // [capacity, dimensions]
  let bits = new Uint32Array(0); // The same memory, for hashing and equality.
  let slotIds: string[][] = [];
  let slotById = new Map<string, number>();
  /** Chains of slots with the same hash: the first of each, and each one's next (-1 at the end). */
  let firstByHash = new Map<number, number>();
  let nextInChain: number[] = [];
  const vacant = new Set<number>();
  let free: number[] = [];

  const wordsOf = (slot: number): Uint32Array =>
    bits.subarray(slot * dimensions, (slot + 1) * dimensions);

  const setBlock = (next: Float32Array<ArrayBuffer>): void => {
    block = next;
    bits = new Uint32Array(next.buffer, next.byteOffset, next.length);
  };

  const link = (slot: number, hash: number): void => {
    nextInChain[slot] = firstByHash.get(hash) ?? -1;
    firstByHash.set(hash, slot);
  };

  const unlink = (slot: number): void => {
    const hash = hashOf(wordsOf(slot));
    const after = nextInChain[slot]!;
    let before = firstByHash.get(hash)!;
    if (before === slot) {
      if (after < 0) firstByHash.delete(hash);
      else firstByHash.set(hash, after);
      return;
    }
    while (nextInChain[before] !== slot) before = nextInChain[before]!;
    nextInChain[before] = after;
  };

  const restore = (from: TableContent): void => {
    setBlock(from.block as Float32Array<ArrayBuffer>);
    slotIds = from.slotIds as string[][];
    slotById = new Map();
    firstByHash = new Map();
    nextInChain = [];
    free = [];
    for (const [slot, ids] of slotIds.entries()) {
      if (ids.length === 0) free.push(slot);
      else link(slot, hashOf(wordsOf(slot)));
      for (const id of ids) slotById.set(id, slot);
    }
  };

  const table: VectorTable = {
    dimensions,
    get size() {
      return slotById.size;
    },
    get distinct() {
      return slotIds.length - vacant.size - free.length;
    },
    get slotCount() {
      return slotIds.length;
    },
    get content() {
      return { block: block.subarray(0, slotIds.length * dimensions), slotIds };
    },
    slotOf: (id) => slotById.get(id),
    idsOf: (slot) => slotIds[slot]!,
    vectorOf: (slot) => block.subarray(slot * dimensions, (slot + 1) * dimensions),
    similarityOf: (query, slot) => innerProduct(query, block, slot * dimensions),
    stage(vector) {
      const words = new Uint32Array(vector.buffer, vector.byteOffset, dimensions);
      const hash = hashOf(words);
      let slot = firstByHash.get(hash) ?? -1;
      while (slot >= 0 && !areEqual(wordsOf(slot), words)) slot = nextInChain[slot]!;
      if (slot >= 0) return slot;

      slot = free.pop() ?? slotIds.push([]) - 1;
      if ((slot + 1) * dimensions > block.length) {
        const grown = new Float32Array(Math.max(16, Math.ceil(slot * 1.5) + 1) * dimensions);
        grown.set(block);
        setBlock(grown);
      }
      block.set(vector, slot * dimensions);
      link(slot, hash);
      vacant.add(slot);
      return slot;
    },
    assign(id, slot) {
      if (slotById.get(id) === slot) return;
      table.remove(id);
      const ids = slotIds[slot]!;
      ids.splice(placeOf(ids, id), 0, id);
      slotById.set(id, slot);
      vacant.delete(slot);
    },
    remove(id) {
      const slot = slotById.get(id);
      if (slot === undefined) return false;
      const ids = slotIds[slot]!;
      ids.splice(placeOf(ids, id), 1);
      slotById.delete(id);
      if (ids.length === 0) vacant.add(slot);
      return true;
    },
    vacantSlots: () => [...vacant],
    sweep() {
      const swept = [...vacant];
      for (const slot of swept) unlink(slot);
      free.push(...swept);
      vacant.clear();
      return swept;
    },
    compact() {
      table.sweep();
      const kept = slotIds.flatMap((ids, slot) => (ids.length > 0 ? [slot] : []));
      const dense = new Float32Array(kept.length * dimensions);
      for (const [row, slot] of kept.entries()) dense.set(table.vectorOf(slot), row * dimensions);
      restore({ block: dense, slotIds: kept.map((slot) => slotIds[slot]!) });
    },
  };
  if (content !== undefined) restore(content);
  return table;
}

/**
 * The nearest of all vectors in the table: the definition that every faster way must meet.
 *
 * @param query - Shape [dimensions].
 */
export function scanTable(
  table: VectorTable,
  query: Float32Array,
  { k, accept }: VectorQuery,
): Neighbour[] {
  const selector = createNeighbourSelector(k);
  for (let slot = 0; slot < table.slotCount; slot++) {
    const ids = table.idsOf(slot);
    if (ids.length > 0) offerIds(selector, ids, table.similarityOf(query, slot), accept);
  }
  return takeNeighbours(selector);
}

/** Keeps the k best ids; equal similarities rank by id in code-unit order. */
export function createNeighbourSelector(k: number): TopKSelector<string> {
  return createTopKSelector(k, (a, b) => a < b);
}

/** Offers the accepted ones of ids that share a vector; `ids` in code-unit order. */
export function offerIds(
  selector: TopKSelector<string>,
  ids: readonly string[],
  similarity: number,
  accept: VectorQuery["accept"],
): void {
  // Asking `accept` is the caller's code and may be slow: only those that could enter are asked about.
  if (similarity < selector.floor) return;
  for (const id of ids) {
    if (accept !== undefined && !accept(id)) continue;
    if (!selector.offer(id, similarity)) return; // The ids behind it rank lower still.
  }
}

/** Empties a selector into neighbours, best first. */
export function takeNeighbours(selector: TopKSelector<string>): Neighbour[] {
  return selector.take().map(({ item, score }) => ({ id: item, similarity: score }));
}

/**
 * Inner product of `query` with the row of `block` that begins at `offset`, summed in double
 * precision along four lanes: the same bits on every machine.
 */
function innerProduct(query: Float32Array, block: Float32Array, offset: number): number {
  const { length } = query;
  const unrolled = length - (length % 4);
  let lane0 = 0;
  let lane1 = 0;
  let lane2 = 0;
  let lane3 = 0;
  let axis = 0;
  for (; axis < unrolled; axis += 4) {
    lane0 += query[axis]! * block[offset + axis]!;
    lane1 += query[axis + 1]! * block[offset + axis + 1]!;
    lane2 += query[axis + 2]! * block[offset + axis + 2]!;
    lane3 += query[axis + 3]! * block[offset + axis + 3]!;
  }
  for (; axis < length; axis++) lane0 += query[axis]! * block[offset + axis]!;
  return lane0 + lane1 + (lane2 + lane3);
}

/** FNV-1a over the words of a vector, folded so that the low bits of floats matter. */
function hashOf(words: Uint32Array): number {
  let hash = 0x811c9dc5;
  for (let axis = 0; axis < words.length; axis++) {
    const word = words[axis]!;
    hash = Math.imul(hash ^ word ^ (word >>> 15), 0x01000193);
  }
  return hash;
}

function areEqual(a: Uint32Array, b: Uint32Array): boolean {
  for (let axis = 0; axis < a.length; axis++) {
    if (a[axis] !== b[axis]) return false;
  }
  return true;
}

/** Where `id` stands in `ids`, or would. */
function placeOf(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
