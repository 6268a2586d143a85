/** @file What was found, as a list, however it is given. */
import type { ColumnStore } from "./column-store.js";
import type { OrdinalMask, Ordinals } from "./product-columns.js";

/** From this share on, walking memory in order gains more than bringing ordinals into order costs. */
const LARGE_SHARE = 64;

/** The live ordinals that are meant, in an order of no meaning; undefined means all. */
export function toOrdinals(
  store: ColumnStore,
  found: Ordinals | OrdinalMask | undefined,
): Int32Array | Uint32Array | readonly number[] {
  if (found !== undefined && !(found instanceof Uint8Array)) {
    if (found.length * LARGE_SHARE < store.length) return found;
    const mask = new Uint8Array(store.length);
    for (let place = 0; place < found.length; place++) mask[found[place]!] = 1;
    return toOrdinals(store, mask);
  }
  const { live } = store.numbers;
  const ordinals = new Int32Array(store.size);
  let count = 0;
  for (let ordinal = 0; ordinal < store.length; ordinal++) {
    if (live[ordinal] === 1 && (found === undefined || (found[ordinal] ?? 0) !== 0))
      ordinals[count++] = ordinal;
  }
  return ordinals.subarray(0, count);
}
