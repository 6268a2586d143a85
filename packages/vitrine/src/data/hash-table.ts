/**
 * @file A table from texts to numbers that keeps a hash of each text instead of the text.
 *
 * Open addressing over typed arrays: 12 bytes a slot at a load of 0.3 to 0.6, so 20 to 40 bytes
 * an entry where a `Map` of short strings takes about 100. Two texts are taken for one when their
 * 64-bit hashes are equal: among a million texts with a probability of 3e-8, among ten million 3e-6.
 */

/** Counts or places by text. */
export interface HashTable {
  readonly size: number;
  /** The number that stands beside a text; undefined when there is none. */
  get(text: string): number | undefined;
  /** @param value - An integer from 0 to 2^32 − 1. */
  set(text: string, value: number): void;
  /** All numbers, in no order that means anything. */
  values(): Generator<number>;
}

const firstSlots = 64;
const maxLoad = 0.6;

/** Makes an empty table. */
export function createHashTable(): HashTable {
  let mask = firstSlots - 1;
  let high = new Uint32Array(firstSlots);
  let low = new Uint32Array(firstSlots);
  let numbers = new Uint32Array(firstSlots);
  let size = 0;

  /** The slot of a hash, or the free slot where it would stand; (0, 0) marks a free one. */
  const slotOf = (h: number, l: number): number => {
    let slot = l & mask;
    while ((high[slot] !== h || low[slot] !== l) && (high[slot] !== 0 || low[slot] !== 0)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  const grow = (): void => {
    const before = { high, low, numbers };
    const slots = (mask + 1) * 2;
    mask = slots - 1;
    high = new Uint32Array(slots);
    low = new Uint32Array(slots);
    numbers = new Uint32Array(slots);
    for (let i = 0; i < before.high.length; i++) {
      const h = before.high[i]!;
      const l = before.low[i]!;
      if (h === 0 && l === 0) continue;
      const slot = slotOf(h, l);
      high[slot] = h;
      low[slot] = l;
      numbers[slot] = before.numbers[i]!;
    }
  };
  const hash = new Uint32Array(2);
  return {
    get size() {
      return size;
    },
    get(text) {
      hashText(text, hash);
      const slot = slotOf(hash[0]!, hash[1]!);
      return high[slot] === 0 && low[slot] === 0 ? undefined : numbers[slot];
    },
    set(text, value) {
      hashText(text, hash);
      const h = hash[0]!;
      const l = hash[1]!;
      let slot = slotOf(h, l);
      if (high[slot] === 0 && low[slot] === 0) {
        if (size + 1 > (mask + 1) * maxLoad) {
          grow();
          slot = slotOf(h, l);
        }
        high[slot] = h;
        low[slot] = l;
        size++;
      }
      numbers[slot] = value;
    },
    *values() {
      for (let i = 0; i <= mask; i++) if (high[i] !== 0 || low[i] !== 0) yield numbers[i]!;
    },
  };
}

/**
 * Hashes a text to 64 bits that are never all zero: two multiplicative lanes over its UTF-16 units,
 * each finished by the mixing steps of MurmurHash3.
 */
function hashText(text: string, into: Uint32Array): void {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b ^ unit, 0x5f356495);
    b = (b << 17) | (b >>> 15);
  }
  a ^= text.length;
  const high = mix(Math.imul(a, 0x85ebca6b) ^ (b >>> 7));
  const low = mix(Math.imul(b, 0xc2b2ae35) ^ a);
  into[0] = high;
  into[1] = high === 0 && low === 0 ? 1 : low;
}

function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
