/** @file What the codes of a vector are: scale × codes, with scale = greatest magnitude / 127. */

/** Writes the codes of a vector and returns its scale. */
export function quantiseReference(vector: Float32Array, codes: Int8Array): number {
  let greatest = 0;
  for (const value of vector) greatest = Math.max(greatest, Math.abs(value));
  const scale = Math.fround(greatest / 127);
  for (const [at, value] of vector.entries()) {
    const code = scale === 0 ? 0 : roundHalfToEven(Math.fround(value / scale));
    codes[at] = Math.max(-127, Math.min(127, code));
  }
  return scale;
}

function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
