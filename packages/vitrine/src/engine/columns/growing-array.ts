/** @file Typed arrays that get longer: amortised O(1) an element, at most a quarter more memory than is needed. */

type Growing = Uint8Array | Int32Array | Uint32Array | Float64Array;

const LEAST_CAPACITY = 64;
const GROWTH = 1.25;

/** The array itself when it holds `length` elements, else a longer copy; what is new is `fill`. */
export function grown<T extends Growing>(array: T, length: number, fill = 0): T {
  return length <= array.length
    ? array
    : copied(array, Math.max(LEAST_CAPACITY, length, Math.ceil(array.length * GROWTH)), fill);
}

/** A copy with room for the next few, so that the first change after loading does not copy everything. */
export function withRoom<T extends Growing>(array: T, fill = 0): T {
  return copied(array, LEAST_CAPACITY + Math.ceil(array.length * 1.05), fill);
}

function copied<T extends Growing>(array: T, capacity: number, fill: number): T {
  const longer = new (array.constructor as new (length: number) => T)(capacity);
  longer.set(array);
  if (fill !== 0) longer.fill(fill, array.length);
  return longer;
}
