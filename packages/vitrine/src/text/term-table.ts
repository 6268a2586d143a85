/**
 * @file Numbers the terms of texts without making a string of each occurrence.
 *
 * An open-addressing hash table over UTF-16 code units, which lie in one growing block. Looking up
 * costs a few nanoseconds a unit, about half of what cutting a string and asking a `Map` costs.
 * Memory: 2 bytes a unit of the distinct terms, and some 20 bytes each.
 *
 * Reference: a `Map` from the string to its number (term-table.test.ts), which must agree exactly.
 */

/** Terms and their numbers, which count up from 0 and never change. */
export class TermTable {
  #units = new Uint16Array(1 << 12);
  #starts = new Uint32Array(1 << 8); // [terms + 1]
  #hashes = new Int32Array(1 << 8); // [terms]
  /** A power of two, at most half full: the number of a term and 1, or 0. */
  #slots = new Int32Array(1 << 9);
  #size = 0;

  /** @param terms - Its first terms, distinct; they are numbered in this order. */
  constructor(terms: readonly string[] = []) {
    for (const term of terms) this.add(term, 0, term.length);
  }

  get size(): number {
    return this.#size;
  }

  /** The number of `text.slice(start, end)`, or −1. */
  numberOf(text: string, start: number, end: number): number {
    return this.#slots[this.#slotOf(text, start, end, hashOf(text, start, end))]! - 1;
  }

  /** The number of `text.slice(start, end)`, a new one when it has none. */
  add(text: string, start: number, end: number): number {
    const hash = hashOf(text, start, end);
    const slot = this.#slotOf(text, start, end, hash);
    const known = this.#slots[slot]! - 1;
    if (known >= 0) return known;
    const term = this.#size++;
    const from = this.#starts[term]!;
    const to = from + end - start;
    if (term + 2 > this.#starts.length) this.#growTerms();
    if (to > this.#units.length) this.#units = grown(this.#units, 2 * to, Uint16Array);
    for (let at = start; at < end; at++) this.#units[from + at - start] = text.charCodeAt(at);
    this.#starts[term + 1] = to;
    this.#hashes[term] = hash;
    this.#slots[slot] = term + 1;
    if (2 * this.#size > this.#slots.length) this.#growSlots();
    return term;
  }

  /** The term of a number below `size`. */
  textOf(term: number): string {
    const units = this.#units.subarray(this.#starts[term], this.#starts[term + 1]);
    let text = "";
    for (let at = 0; at < units.length; at += unitsAtOnce) {
      text += String.fromCharCode(...units.subarray(at, at + unitsAtOnce));
    }
    return text;
  }

  /** The slot that holds the term, or the free one that it belongs into. */
  #slotOf(text: string, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let held = slots[slot]!; held !== 0; held = slots[slot]!) {
      if (this.#hashes[held - 1] === hash && this.#isTerm(held - 1, text, start, end)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #isTerm(term: number, text: string, start: number, end: number): boolean {
    const units = this.#units;
    let at = this.#starts[term]!;
    if (this.#starts[term + 1]! - at !== end - start) return false;
    for (let from = start; from < end; from++) {
      if (units[at++] !== text.charCodeAt(from)) return false;
    }
    return true;
  }

  #growTerms(): void {
    this.#starts = grown(this.#starts, 2 * this.#starts.length, Uint32Array);
    this.#hashes = grown(this.#hashes, 2 * this.#hashes.length, Int32Array);
  }

  #growSlots(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    for (let term = 0; term < this.#size; term++) {
      let slot = this.#hashes[term]! & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = term + 1;
    }
    this.#slots = slots;
  }
}

/** How many arguments a call takes without trouble. */
const unitsAtOnce = 4096;

/** FNV-1a over code units, folded so that the low bits depend on all of them. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** A longer copy. */
export function grown<T extends { set: (from: T) => void }>(
  from: T,
  length: number,
  kind: new (length: number) => T,
): T {
  const to = new kind(length);
  to.set(from);
  return to;
}
