/**
 * @file Who is whose variant, while products come and go.
 *
 * A product points at its parent's id, whether that product is there or not, so ids that are
 * parents are values of the field `parentId`, and a family goes by the number of the id that
 * parents lead to. Adding and removing are O(1), asking is O(steps to the root) and O(family).
 */
import { grown } from "./growing-array.js";
import { HashIndex } from "./hash-index.js";
import { mixBits } from "./hash-text.js";
import type { ValueTable } from "./value-table.js";
import { FIELD } from "./value-table.js";

const NONE = -1;

export class Families {
  /** By ordinal: the number of the parent's id, or -1. */
  #parents = new Int32Array(0);
  /** By ordinal: the number of its own id as a parent's, or -1. */
  #asParent = new Int32Array(0);
  /** By number of a parent's id: the live product with that id. */
  readonly #ordinals = new Map<number, number>();
  readonly #children = new HashIndex();
  readonly #values: ValueTable;
  readonly #ordinalOf: (id: string) => number;

  constructor(values: ValueTable, ordinalOf: (id: string) => number) {
    this.#values = values;
    this.#ordinalOf = ordinalOf;
  }

  /** Notes a product that is live, whose parent's id has the number `parent`, -1 for none. */
  add(ordinal: number, id: string, parent: number): void {
    this.#parents = grown(this.#parents, ordinal + 1, NONE);
    this.#asParent = grown(this.#asParent, ordinal + 1, NONE);
    const own = this.#values.find(FIELD.parentId, id);
    if (own >= 0) this.#introduce(ordinal, own);
    this.#parents[ordinal] = parent;
    if (parent < 0) return;
    this.#children.add(ordinal, mixBits(parent));
    if (this.#ordinals.has(parent)) return;
    const known = this.#ordinalOf(this.#values.textOf(parent));
    if (known >= 0) this.#introduce(known, parent);
  }

  /**
   * Notes all products at once, O(products that have a parent): those of no family cost nothing.
   *
   * @param parents - By ordinal: the number of the parent's id, 0 for none; 0 for the dead.
   */
  addAll(parents: Uint32Array, length: number): void {
    this.#parents = grown(this.#parents, length, NONE);
    this.#asParent = grown(this.#asParent, length, NONE);
    for (let ordinal = 0; ordinal < length; ordinal++) {
      const parent = parents[ordinal]!;
      if (parent === 0) continue;
      this.#parents[ordinal] = parent;
      this.#children.add(ordinal, mixBits(parent));
    }
    for (const parent of this.#values.valuesOf(FIELD.parentId)) {
      const known = this.#ordinalOf(this.#values.textOf(parent));
      if (known >= 0) this.#introduce(known, parent);
    }
  }

  remove(ordinal: number): void {
    if (this.#parents[ordinal]! >= 0) this.#children.remove(ordinal);
    const own = this.#asParent[ordinal]!;
    if (own >= 0) this.#ordinals.delete(own);
    this.#parents[ordinal] = NONE;
    this.#asParent[ordinal] = NONE;
  }

  /** The number of a product's family, or -1 when it neither has a parent nor is one. */
  groupOf(ordinal: number): number {
    const parent = this.#parents[ordinal]!;
    if (parent >= 0) return this.#rootOf(parent);
    const own = this.#asParent[ordinal]!;
    return own >= 0 && this.#values.counts[own]! > 0 ? own : NONE;
  }

  /** The live members of a family. */
  membersOf(group: number): number[] {
    const members: number[] = [];
    const ids = [group];
    const seen = new Set(ids);
    const root = this.#ordinals.get(group);
    if (root !== undefined && this.#parents[root]! < 0) members.push(root);
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
      const hash = mixBits(id);
      for (
        let child = this.#children.first(hash);
        child >= 0;
        child = this.#children.following(child)
      ) {
        if (this.#parents[child] !== id) continue;
        members.push(child);
        const own = this.#asParent[child]!;
        if (own < 0 || seen.has(own)) continue;
        seen.add(own);
        ids.push(own);
      }
    }
    return members;
  }

  bytes(): number {
    return (
      4 * (this.#parents.length + this.#asParent.length) +
      this.#children.bytes() +
      48 * this.#ordinals.size
    );
  }

  #introduce(ordinal: number, own: number): void {
    this.#asParent[ordinal] = own;
    this.#ordinals.set(own, ordinal);
  }

  /** Follows parents up; of a circle, the least number in it. */
  #rootOf(from: number): number {
    const walked: number[] = [];
    const seen = new Set<number>();
    for (let id = from; ;) {
      if (seen.has(id)) return Math.min(...walked.slice(walked.indexOf(id)));
      walked.push(id);
      seen.add(id);
      const product = this.#ordinals.get(id);
      const parent = product === undefined ? NONE : this.#parents[product]!;
      if (parent < 0) return id;
      id = parent;
    }
  }
}
