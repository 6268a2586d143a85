/**
 * @file Many texts as one block of UTF-8: a million titles are two arrays and no strings.
 */

/** Texts by number. */
export interface PackedTexts {
  readonly count: number;
  /** All texts behind each other. */
  readonly bytes: Uint8Array;
  /** Shape [count + 1]: text t is `bytes[ends[t], ends[t + 1])`. */
  readonly ends: Uint32Array;
  readonly textOf: (number: number) => string;
}

/** Packs texts in their order; all together are shorter than 4 GB. */
export function packTexts(texts: Iterable<string>, count: number): PackedTexts {
  const ends = new Uint32Array(count + 1);
  let bytes = Buffer.allocUnsafe(Math.max(64, count * 48));
  let end = 0;
  let number = 0;
  for (const text of texts) {
    if (end + text.length * 3 > bytes.length) {
      const longer = Buffer.allocUnsafe((end + text.length * 3) * 2);
      bytes.copy(longer, 0, 0, end);
      bytes = longer;
    }
    end += bytes.write(text, end);
    ends[++number] = end;
  }
  return openTexts(Uint8Array.from(bytes.subarray(0, end)), ends);
}

/** Texts that `packTexts` packed. */
export function openTexts(bytes: Uint8Array, ends: Uint32Array): PackedTexts {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    count: ends.length - 1,
    bytes,
    ends,
    textOf: (number) => buffer.toString("utf8", ends[number], ends[number + 1]),
  };
}
