/**
 * @file The random numbers of CPython, so that an experiment that was drawn there can be drawn again.
 *
 * The Mersenne Twister MT19937 with 624 words of state, seeded from an integer through
 * `init_by_array`; `below` rejects as `Random._randbelow_with_getrandbits` does; `sample`
 * follows `random.sample` of Python 3.11, which keeps a pool for small populations and a set
 * for large ones. Nothing else of the engine should use it: `createRandom` is faster and smaller.
 *
 * Source: M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998).
 * Reference: CPython, whose numbers the tests hold.
 */

const STATE_WORDS = 624;
const MIDDLE_WORD = 397;
const UPPER_BIT = 0x8000_0000;
const LOWER_BITS = 0x7fff_ffff;
const TWIST = 0x9908_b0df;

/** The part of Python's `random.Random` that old protocols need. */
export interface PythonRandom {
  /** `random.getrandbits(bits)`, for 1 to 32 bits. */
  bits(bits: number): number;
  /** `random.randrange(bound)`, for a positive integer below 2^32. */
  below(bound: number): number;
  /** `random.sample(range(populationSize), count)`: distinct numbers in the order they were drawn. */
  sample(populationSize: number, count: number): number[];
}

/**
 * Does what `random.seed(seed)` does.
 *
 * @param seed - A safe integer; like Python, only its absolute value counts.
 */
export function createPythonRandom(seed: number): PythonRandom {
  const state = seededState(Math.abs(seed));
  let position = STATE_WORDS;

  const nextWord = (): number => {
    if (position === STATE_WORDS) {
      twist(state);
      position = 0;
    }
    let word = state[position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c_5680;
    word ^= (word << 15) & 0xefc6_0000;
    word ^= word >>> 18;
    return word >>> 0;
  };
  const bits = (count: number): number => nextWord() >>> (32 - count);
  const below = (bound: number): number => {
    const width = 32 - Math.clz32(bound);
    let drawn = bits(width);
    while (drawn >= bound) drawn = bits(width);
    return drawn;
  };
  return {
    bits,
    below,
    sample: (populationSize, count) => drawSample(below, populationSize, count),
  };
}

function drawSample(
  below: (bound: number) => number,
  populationSize: number,
  count: number,
): number[] {
  if (count > populationSize) {
    throw new RangeError(`internal: a sample of ${count} out of ${populationSize}`);
  }
  // Python's own estimate of when a set takes less memory than a list; it decides which numbers are drawn.
  let setSize = 21;
  if (count > 5) setSize += 4 ** Math.ceil(Math.log(count * 3) / Math.log(4));

  const drawn: number[] = [];
  if (populationSize <= setSize) {
    const pool = Array.from({ length: populationSize }, (_, index) => index);
    for (let taken = 0; taken < count; taken++) {
      const index = below(populationSize - taken);
      drawn.push(pool[index]!);
      pool[index] = pool[populationSize - taken - 1]!;
    }
    return drawn;
  }
  const selected = new Set<number>();
  while (drawn.length < count) {
    const index = below(populationSize);
    if (selected.has(index)) continue;
    selected.add(index);
    drawn.push(index);
  }
  return drawn;
}

/** `init_by_array` of the reference implementation, with the seed's 32-bit words as its key. */
function seededState(seed: number): Uint32Array {
  const key = [seed >>> 0];
  const upper = Math.floor(seed / 2 ** 32);
  if (upper > 0) key.push(upper);

  const state = new Uint32Array(STATE_WORDS);
  state[0] = 19_650_218;
  for (let i = 1; i < STATE_WORDS; i++) {
    const previous = state[i - 1]!;
    state[i] = Math.imul(previous ^ (previous >>> 30), 1_812_433_253) + i;
  }
  let i = 1;
  const advance = (): void => {
    i++;
    if (i < STATE_WORDS) return;
    state[0] = state[STATE_WORDS - 1]!;
    i = 1;
  };
  for (let step = 0; step < Math.max(STATE_WORDS, key.length); step++) {
    const j = step % key.length;
    const previous = state[i - 1]!;
    state[i] = (state[i]! ^ Math.imul(previous ^ (previous >>> 30), 1_664_525)) + key[j]! + j;
    advance();
  }
  for (let step = 1; step < STATE_WORDS; step++) {
    const previous = state[i - 1]!;
    state[i] = (state[i]! ^ Math.imul(previous ^ (previous >>> 30), 1_566_083_941)) - i;
    advance();
  }
  state[0] = UPPER_BIT;
  return state;
}

/** Makes the next 624 words in place. */
function twist(state: Uint32Array): void {
  for (let i = 0; i < STATE_WORDS; i++) {
    const joined = (state[i]! & UPPER_BIT) | (state[(i + 1) % STATE_WORDS]! & LOWER_BITS);
    const mixed = state[(i + MIDDLE_WORD) % STATE_WORDS]! ^ (joined >>> 1);
    state[i] = (joined & 1) === 0 ? mixed : mixed ^ TWIST;
  }
}
