/**
 * @file Reads safetensors: named tensors in one block of bytes behind a JSON header.
 *
 * Strict, because the file may come from anywhere: the header is checked
 * whole before any tensor is read, and every byte of the block must belong to
 * exactly one tensor. Nothing is allocated beyond what the file itself holds;
 * F32 that lies aligned is a view, F16 and BF16 are widened when asked for.
 *
 * @see https://huggingface.co/docs/safetensors, section "Format".
 */
import { z } from "zod";
import { VitrineError } from "../errors.js";

/** Element types that can be read, with their bytes. */
const elementBytes = { F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, I8: 1, U8: 1, BOOL: 1 } as const;

/** Where a tensor lies in the block and what it is. */
interface SafetensorsEntry {
  readonly dtype: keyof typeof elementBytes;
  readonly shape: readonly number[];
}

/** A file whose header has been checked. */
export interface Safetensors {
  /** Tensors by name, in the order of the header. */
  readonly entries: ReadonlyMap<string, SafetensorsEntry>;
  /** What the writer noted, text by name. */
  readonly metadata: Readonly<Record<string, string>>;
  /**
   * The elements of a tensor as float32, row-major.
   *
   * @returns Shape [product of the tensor's shape]; for aligned F32 a view of the file's bytes.
   * @throws {VitrineError} `MODEL_INVALID` when there is no such tensor or it holds no floats.
   */
  float32(name: string): Float32Array<ArrayBuffer>;
}

const lengthBytes = 8;
// The reference implementation's own bound; a header of this size names a million tensors.
const largestHeaderBytes = 100_000_000;

const wholeNumber = z.number().int().nonnegative();
const headerSchema = z.record(
  z.string(),
  z.union([
    z.strictObject({
      dtype: z.enum(Object.keys(elementBytes) as (keyof typeof elementBytes)[]),
      shape: z.array(wholeNumber),
      data_offsets: z.tuple([wholeNumber, wholeNumber]),
    }),
    z.record(z.string(), z.string()),
  ]),
);

interface Placed extends SafetensorsEntry {
  readonly begin: number;
  readonly end: number;
}

/**
 * Reads the header of a safetensors file and checks it.
 *
 * @param bytes - The whole file.
 * @param file - Its name, for messages.
 * @throws {VitrineError} `MODEL_INVALID` when the header can not be read, or tensors overlap,
 *   leave gaps, reach beyond the file or have other sizes than their shapes.
 */
export function readSafetensors(bytes: Uint8Array<ArrayBuffer>, file: string): Safetensors {
  const invalid = (rule: string, cause?: unknown): VitrineError =>
    new VitrineError(
      "MODEL_INVALID",
      `${file}: ${rule}. The file is damaged or no safetensors file; get it again.`,
      { model: file, file },
      { cause },
    );
  const headerBytes = readHeaderLength(bytes, invalid);
  const block = bytes.subarray(lengthBytes + headerBytes);
  const { placed, metadata } = readHeader(
    bytes.subarray(lengthBytes, lengthBytes + headerBytes),
    invalid,
  );
  checkPlaces(placed, block.length, invalid);
  return {
    entries: placed,
    metadata,
    float32(name) {
      const entry = placed.get(name);
      if (entry === undefined) throw invalid(`it must hold the tensor ${name}`);
      return toFloat32(entry, block.subarray(entry.begin, entry.end), () =>
        invalid(`the tensor ${name} must be F32, F16 or BF16; got ${entry.dtype}`),
      );
    },
  };
}

type Refusal = (rule: string, cause?: unknown) => VitrineError;

function readHeaderLength(bytes: Uint8Array<ArrayBuffer>, invalid: Refusal): number {
  if (bytes.length < lengthBytes) {
    throw invalid(`it must begin with ${lengthBytes} bytes of length; got ${bytes.length} bytes`);
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > largestHeaderBytes || Number(length) > bytes.length - lengthBytes) {
    throw invalid(
      `the header must lie within the file of ${bytes.length} bytes; got a length of ${length}`,
    );
  }
  return Number(length);
}

function readHeader(
  bytes: Uint8Array,
  invalid: Refusal,
): { placed: Map<string, Placed>; metadata: Record<string, string> } {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw invalid("the header must be JSON in UTF-8", cause);
  }
  const parsed = headerSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(
      `the header must give dtype, shape and data_offsets of each tensor; ${issue?.path.join(".") ?? ""} does not`,
      parsed.error,
    );
  }
  const placed = new Map<string, Placed>();
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(parsed.data)) {
    const isTensor = "data_offsets" in value && Array.isArray(value.data_offsets);
    if (name === "__metadata__" && !isTensor) {
      metadata = value as Record<string, string>;
    } else if (isTensor && name !== "__metadata__") {
      const { dtype, shape, data_offsets } = value as {
        dtype: SafetensorsEntry["dtype"];
        shape: number[];
        data_offsets: [number, number];
      };
      placed.set(name, { dtype, shape, begin: data_offsets[0], end: data_offsets[1] });
    } else {
      throw invalid(`${name} must be a tensor`);
    }
  }
  return { placed, metadata };
}

function checkPlaces(
  placed: ReadonlyMap<string, Placed>,
  blockBytes: number,
  invalid: Refusal,
): void {
  for (const [name, { dtype, shape, begin, end }] of placed) {
    const expected = shape.reduce((count, size) => count * size, elementBytes[dtype]);
    if (end < begin || end - begin !== expected) {
      throw invalid(
        `${name} of shape [${shape.join(", ")}] must take ${expected} bytes; got ${end - begin}`,
      );
    }
  }
  let reached = 0;
  const inOrder = [...placed].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  for (const [name, { begin, end }] of inOrder) {
    if (begin !== reached) {
      throw invalid(
        `tensors must follow each other without gap or overlap; ${name} begins at ${begin}, not at ${reached}`,
      );
    }
    reached = end;
  }
  if (reached !== blockBytes) {
    throw invalid(`the tensors must fill the file; they take ${reached} of ${blockBytes} bytes`);
  }
}

function toFloat32(
  { dtype }: SafetensorsEntry,
  bytes: Uint8Array<ArrayBuffer>,
  refusal: () => VitrineError,
): Float32Array<ArrayBuffer> {
  switch (dtype) {
    case "F32":
      return bytes.byteOffset % 4 === 0
        ? new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
        : new Float32Array(bytes.slice().buffer);
    case "BF16":
      return widen(bytes, (word) => word << 16);
    case "F16":
      return widen(bytes, float32BitsOfHalf);
    default:
      throw refusal();
  }
}

function widen(
  bytes: Uint8Array<ArrayBuffer>,
  toBits: (word: number) => number,
): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const bits = new Int32Array(bytes.length / 2);
  for (let index = 0; index < bits.length; index++) {
    bits[index] = toBits(view.getUint16(2 * index, true));
  }
  return new Float32Array(bits.buffer);
}

/**
 * IEEE 754 binary16 → the bits of the same number as binary32.
 *
 * Half: 1 sign, 5 exponent (bias 15), 10 fraction; single: 1, 8 (bias 127), 23.
 */
function float32BitsOfHalf(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  let fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // A subnormal half is a normal single: shift its leading bit to the implied place.
  let shift = 0;
  while ((fraction & 0x400) === 0) {
    fraction <<= 1;
    shift++;
  }
  return sign | ((113 - shift) << 23) | ((fraction & 0x3ff) << 13);
}
