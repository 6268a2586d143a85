/** @file What was found, as a list, however it is given. */
import type { ColumnStore } from "./column-store.js";
import type { OrdinalMask, Ordinals } from "./product-columns.js";

/** The live ordinals that are meant, a mask's ascending; undefined means all. */
export function toOrdinals(
  store: ColumnStore,
  found: Ordinals | OrdinalMask | undefined,
): Int32Array | Uint32Array | readonly number[] {
  if (found !== undefined && !(found instanceof Uint8Array)) return found;
  const { live } = store.numbers;
  const ordinals = new Int32Array(store.size);
  let count = 0;
  for (let ordinal = 0; ordinal < store.length; ordinal++) {
    if (live[ordinal] === 1 && (found === undefined || (found[ordinal] ?? 0) !== 0))
      ordinals[count++] = ordinal;
  }
  return ordinals.subarray(0, count);
}
