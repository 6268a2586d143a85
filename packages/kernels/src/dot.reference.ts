/**
 * @file What a dot product is, to the last bit.
 *
 * Lane j adds up the products of the elements j, j + 4, j + 8 …, from first to last, in f32; the
 * dot product is (lane 0 + lane 2) + (lane 1 + lane 3).
 */
const { fround } = Math;

/** The dot product of `a` with the row of `rows` that begins at `start`. */
export function dotReference(a: Float32Array, rows: Float32Array, start = 0): number {
  let lane0 = fround(0);
  let lane1 = fround(0);
  let lane2 = fround(0);
  let lane3 = fround(0);
  const { length } = a;
  const whole = length - (length % 4);
  let at = 0;
  for (; at < whole; at += 4) {
    const row = start + at;
    lane0 = fround(lane0 + fround(a[at]! * rows[row]!));
    lane1 = fround(lane1 + fround(a[at + 1]! * rows[row + 1]!));
    lane2 = fround(lane2 + fround(a[at + 2]! * rows[row + 2]!));
    lane3 = fround(lane3 + fround(a[at + 3]! * rows[row + 3]!));
  }
  if (at < length) lane0 = fround(lane0 + fround(a[at]! * rows[start + at]!));
  if (at + 1 < length) lane1 = fround(lane1 + fround(a[at + 1]! * rows[start + at + 1]!));
  if (at + 2 < length) lane2 = fround(lane2 + fround(a[at + 2]! * rows[start + at + 2]!));
  return fround(fround(lane0 + lane2) + fround(lane1 + lane3));
}

/** The score of codes: (sum of the codes' products × the query's scale) × the row's scale, in f32. */
export function codeDotReference(
  query: Int8Array,
  queryScale: number,
  codes: Int8Array,
  start: number,
  scale: number,
): number {
  let sum = 0;
  for (let at = 0; at < query.length; at++) sum += query[at]! * codes[start + at]!;
  return fround(fround(fround(sum) * queryScale) * scale);
}
