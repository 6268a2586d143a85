/**
 * @file Seeded randomness: the only source of chance below the engine.
 *
 * sfc32 (Doty-Humphrey's Small Fast Counter, 32 bit): period of at least 2^32, passes
 * PractRand, four adds and three shifts a number. Same seed, same sequence on every machine.
 */

/** A stream of pseudo-random numbers. Drawing from it advances it. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, bound); `bound` is a positive integer below 2^32. */
  below(bound: number): number;
  /** Standard normal, by Box and Muller's polar method. */
  normal(): number;
  /** Shuffles in place, every order equally likely (Fisher and Yates), and returns its argument. */
  shuffle<T>(values: T[]): T[];
}

/**
 * Starts a stream.
 *
 * @param seed - Any number; its 64 bits as a double are the seed.
 * @param stream - Names one of many independent streams of the same seed.
 */
export function createRandom(seed: number, stream = 0): Random {
  const words = new Uint32Array(new Float64Array([seed]).buffer);
  let a = words[0]!;
  let b = words[1]!;
  let c = stream >>> 0;
  let counter = 1;
  let spareNormal: number | undefined;

  const nextWord = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) nextWord();

  const next = (): number => nextWord() / 2 ** 32;
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    below,
    normal() {
      if (spareNormal !== undefined) {
        const spare = spareNormal;
        spareNormal = undefined;
        return spare;
      }
      for (;;) {
        const x = 2 * next() - 1;
        const y = 2 * next() - 1;
        const squared = x * x + y * y;
        if (squared === 0 || squared >= 1) continue;
        const factor = Math.sqrt((-2 * Math.log(squared)) / squared);
        spareNormal = y * factor;
        return x * factor;
      }
    },
    shuffle(values) {
      for (let last = values.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const held = values[last]!;
        values[last] = values[other]!;
        values[other] = held;
      }
      return values;
    },
  };
}
