/**
 * @file Seeded chance for the benchmarks' data: sfc32, one stream a name and place.
 *
 * A stream depends on the seed, its name and its place alone, so any row can be made without the rows
 * before it. `Math.exp`, `Math.log` and `Math.cos` are V8's own, the same on every machine that runs it.
 */

/** A stream of chance, started anew for each place so that rows cost no allocation. */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;
  #seed;
  #name;

  /**
   * @param {number} seed - Any integer; its low 32 bits count.
   * @param {string} name - Streams of different names are independent.
   */
  constructor(seed, name) {
    this.#seed = seed >>> 0;
    this.#name = hashOf(name);
    this.startAt(0);
  }

  /**
   * Starts the stream of a place.
   *
   * @param {number} place - An integer from 0 to 2⁵³.
   */
  startAt(place) {
    this.#a = this.#seed;
    this.#b = this.#name ^ Math.floor(place / 2 ** 32);
    this.#c = place | 0;
    this.#counter = 1;
    for (let warmUp = 0; warmUp < 12; warmUp++) this.bits();
  }

  /** 32 random bits, as an integer of either sign. */
  bits() {
    const t = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t;
    return t | 0;
  }

  /** Uniform in [0, 1). */
  next() {
    return (this.bits() >>> 0) / 2 ** 32;
  }

  /**
   * Uniform integer in [0, bound).
   *
   * @param {number} bound
   */
  below(bound) {
    return Math.floor(this.next() * bound);
  }

  /**
   * True with this probability.
   *
   * @param {number} probability
   */
  chance(probability) {
    return this.next() < probability;
  }

  /**
   * One of `values`, each equally likely.
   *
   * @template T
   * @param {readonly T[]} values - Not empty.
   * @returns {T}
   */
  pick(values) {
    return /** @type {T} */ (values[this.below(values.length)]);
  }

  /**
   * An integer in [0, bound), `n` about as likely as 1 / (n + 1): Zipf's law.
   *
   * @param {number} bound
   */
  zipf(bound) {
    return Math.floor(Math.exp(this.next() * Math.log(bound + 1))) - 1;
  }

  /** Normal, mean 0 and variance 1 (Box and Muller 1958). */
  normal() {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }
}

/**
 * FNV-1a over UTF-16 units, 32 bits.
 *
 * @param {string} text
 */
export function hashOf(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Scatters two integers over 32 bits.
 *
 * @param {number} a
 * @param {number} b
 */
export function mixed(a, b) {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}
