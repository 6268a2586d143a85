/**
 * @file Seeded chance: the only source of it in the demo shop.
 *
 * sfc32 (Doty-Humphrey's Small Fast Counter), one stream a name, so that a change to one
 * product type leaves the products of every other type as they were.
 */

/** A stream of chance. Drawing from it advances it. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Uniform integer in [0, bound). */
  below(bound: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of `values`, each equally likely; `values` is not empty. */
  pick<T>(values: readonly T[]): T;
  /** One of `values` in proportion to its weight. */
  weighted<T>(values: readonly T[], weightOf: (value: T) => number): T;
  /** A copy of `values` in random order. */
  shuffled<T>(values: readonly T[]): T[];
  /** Roughly normal, mean 0 and variance 1, never beyond ±6 (the sum of twelve uniforms). */
  bell(): number;
}

/**
 * Starts the stream called `name` of a seed.
 *
 * @param seed - Any integer; its low 32 bits count.
 * @param name - Streams of different names are independent.
 */
export function createRandom(seed: number, name: string): Random {
  let a = seed >>> 0;
  let b = hashOf(name);
  let c = 0x9e3779b9;
  let counter = 1;
  const next = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 15; warmUp++) next();

  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    below,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick: (values) => values[below(values.length)]!,
    weighted(values, weightOf) {
      let left = next() * values.reduce((sum, value) => sum + weightOf(value), 0);
      for (const value of values) {
        left -= weightOf(value);
        if (left < 0) return value;
      }
      return values[values.length - 1]!;
    },
    shuffled(values) {
      const copy = [...values];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const held = copy[last]!;
        copy[last] = copy[other]!;
        copy[other] = held;
      }
      return copy;
    },
    bell() {
      let sum = -6;
      for (let draw = 0; draw < 12; draw++) sum += next();
      return sum;
    },
  };
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
