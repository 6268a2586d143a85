/**
 * @file The bytes of one segment of the vector cache.
 *
 * `VTVEC001`, dimensions (u32), zero (u32); then records of equal size, each a
 * key (32 bytes), the vector (float32) and the first 8 bytes of the sha256 of
 * both. Little-endian. What is cut off at the end, or whose checksum is wrong, is
 * passed over: it costs an encoding, never a wrong vector.
 */
import { createHash } from "node:crypto";

/** One cached vector. */
export interface VectorRecord {
  /** sha256, 32 bytes. */
  readonly key: Uint8Array;
  /** Shape [dimensions]. */
  readonly vector: Float32Array;
}

const magic = Buffer.from("VTVEC001");
const headerBytes = 16;
const keyBytes = 32;
const checkBytes = 8;

/** Writes records, whose vectors all have `dimensions` numbers. */
export function writeVectorSegment(
  records: readonly VectorRecord[],
  dimensions: number,
): Uint8Array<ArrayBuffer> {
  const recordBytes = keyBytes + 4 * dimensions + checkBytes;
  const bytes = new Uint8Array(headerBytes + records.length * recordBytes);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint32(magic.length, dimensions, true);
  records.forEach(({ key, vector }, index) => {
    const start = headerBytes + index * recordBytes;
    bytes.set(key, start);
    bytes.set(
      new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
      start + keyBytes,
    );
    const end = start + recordBytes - checkBytes;
    bytes.set(checksum(bytes.subarray(start, end)), end);
  });
  return bytes;
}

/**
 * Reads the records that are whole.
 *
 * @param bytes - Aligned to 4; vectors are views of it.
 * @returns None when the bytes are no segment, or one of another number of dimensions.
 */
export function* readVectorSegment(
  bytes: Uint8Array<ArrayBuffer>,
  dimensions: number,
): Generator<VectorRecord> {
  const isSegment =
    bytes.length >= headerBytes &&
    magic.equals(bytes.subarray(0, magic.length)) &&
    new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length, true) === dimensions;
  if (!isSegment) return;
  const recordBytes = keyBytes + 4 * dimensions + checkBytes;
  for (let start = headerBytes; start + recordBytes <= bytes.length; start += recordBytes) {
    const end = start + recordBytes - checkBytes;
    if (!checksum(bytes.subarray(start, end)).equals(bytes.subarray(end, end + checkBytes))) {
      continue;
    }
    yield {
      key: bytes.subarray(start, start + keyBytes),
      vector: new Float32Array(bytes.buffer, bytes.byteOffset + start + keyBytes, dimensions),
    };
  }
}

function checksum(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest().subarray(0, checkBytes);
}
