/**
 * @file Writes safetensors files, for tests of code that reads them.
 */

/** A tensor with its bytes. */
export interface WrittenTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** A float32 tensor. */
export function float32Tensor(shape: readonly number[], data: Float32Array): WrittenTensor {
  return {
    dtype: "F32",
    shape,
    bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

/** A file whose tensors follow each other in the order given. */
export function writeSafetensors(
  tensors: Readonly<Record<string, WrittenTensor>>,
): Uint8Array<ArrayBuffer> {
  let offset = 0;
  const header = Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => {
    const entry = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
    return [name, entry] as const;
  });
  const blocks = Object.values(tensors).map(({ bytes }) => bytes);
  return withHeader(Object.fromEntries(header), Buffer.concat(blocks));
}

/** A file with any header before its block, padded with spaces to a multiple of 8. */
export function withHeader(header: unknown, block: Uint8Array): Uint8Array<ArrayBuffer> {
  const json = JSON.stringify(header);
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Uint8Array.from(Buffer.concat([length, text, block]));
}
