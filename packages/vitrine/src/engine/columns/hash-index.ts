/**
 * @file Finds entries by a 32-bit hash; entries of one hash may be many and may be taken out.
 *
 * Chains through typed arrays: adding and removing are O(1) even when a million entries share a
 * hash. About 16 bytes an entry. The caller tells entries of equal hashes apart.
 */
import { grown } from "./growing-array.js";

export class HashIndex {
  #heads = new Int32Array(64).fill(-1);
  #next = new Int32Array(0);
  #previous = new Int32Array(0);
  #hashes = new Uint32Array(0);
  #size = 0;

  /** Adds an entry that is not in it. */
  add(entry: number, hash: number): void {
    this.#next = grown(this.#next, entry + 1);
    this.#previous = grown(this.#previous, entry + 1);
    this.#hashes = grown(this.#hashes, entry + 1);
    this.#size += 1;
    if (this.#size > this.#heads.length) this.#spread();
    this.#hashes[entry] = hash;
    this.#link(entry, hash);
  }

  /** Takes out an entry that is in it. */
  remove(entry: number): void {
    const next = this.#next[entry]!;
    const previous = this.#previous[entry]!;
    if (previous < 0) this.#heads[this.#hashes[entry]! & (this.#heads.length - 1)] = next;
    else this.#next[previous] = next;
    if (next >= 0) this.#previous[next] = previous;
    this.#size -= 1;
  }

  /** An entry of this hash, or -1. */
  first(hash: number): number {
    return this.#seek(this.#heads[hash & (this.#heads.length - 1)]!, hash);
  }

  /** The next entry of the same hash, or -1. */
  following(entry: number): number {
    return this.#seek(this.#next[entry]!, this.#hashes[entry]!);
  }

  /** The hash an entry was added with. */
  hashOf(entry: number): number {
    return this.#hashes[entry]!;
  }

  bytes(): number {
    return (
      4 * (this.#heads.length + this.#next.length + this.#previous.length + this.#hashes.length)
    );
  }

  #seek(from: number, hash: number): number {
    const wanted = hash >>> 0;
    let entry = from;
    while (entry >= 0 && this.#hashes[entry] !== wanted) entry = this.#next[entry]!;
    return entry;
  }

  #link(entry: number, hash: number): void {
    const bucket = hash & (this.#heads.length - 1);
    const head = this.#heads[bucket]!;
    this.#next[entry] = head;
    this.#previous[entry] = -1;
    if (head >= 0) this.#previous[head] = entry;
    this.#heads[bucket] = entry;
  }

  #spread(): void {
    const heads = this.#heads;
    this.#heads = new Int32Array(heads.length * 2).fill(-1);
    for (const head of heads) {
      for (let entry = head; entry >= 0;) {
        const next = this.#next[entry]!;
        this.#link(entry, this.#hashes[entry]!);
        entry = next;
      }
    }
  }
}
