/**
 * @file Writes typed arrays and strings into one block of bytes and reads them back, checked.
 *
 * Layout, little-endian: 8 bytes `VITRINE1`; 32 bytes SHA-256 of all that follows; 4 bytes
 * length of the JSON head; the head (kind, the writer's own facts, name, type and length of
 * each section); the sections, each at a multiple of 8 bytes. Same input, same bytes. Every
 * size is checked against the bytes there are before anything is allocated.
 */
import { createHash } from "node:crypto";
import { VitrineError } from "../errors.js";

/** What a section may hold. Strings must be well-formed Unicode. */
export type SectionValue =
  Uint8Array | Uint32Array | Float32Array | Float64Array | readonly string[];

interface SectionHead {
  readonly name: string;
  readonly type: SectionType;
  /** Elements; for strings, bytes. */
  readonly length: number;
}

/** Gives the sections of one block of bytes. */
export interface SectionReader {
  /** What the writer said of itself; to be validated by who reads it. */
  readonly facts: unknown;
  /** @throws {VitrineError} `BYTES_INVALID` when there is no such section of this type. */
  readonly uint8: (name: string) => Uint8Array<ArrayBuffer>;
  /** @throws {VitrineError} `BYTES_INVALID` when there is no such section of this type. */
  readonly uint32: (name: string) => Uint32Array;
  /** @throws {VitrineError} `BYTES_INVALID` when there is no such section of this type. */
  readonly float32: (name: string) => Float32Array;
  /** @throws {VitrineError} `BYTES_INVALID` when there is no such section of this type. */
  readonly float64: (name: string) => Float64Array;
  /** @throws {VitrineError} `BYTES_INVALID` when there is no such section of this type. */
  readonly strings: (name: string) => string[];
}

/**
 * Puts sections into one block.
 *
 * @param kind - What the bytes are, to be asked for when they are read.
 * @param facts - Anything JSON can say.
 */
export function writeSections(
  kind: string,
  facts: unknown,
  sections: Readonly<Record<string, SectionValue>>,
): Uint8Array {
  const blocks = Object.entries(sections).map(([name, value]) => toBlock(name, value));
  const heads = blocks.map(({ head }) => head);
  const headBytes = new TextEncoder().encode(JSON.stringify({ kind, facts, sections: heads }));
  const bodyStart = align(HEAD_START + headBytes.length);
  const size = blocks.reduce((end, { bytes }) => align(end + bytes.length), bodyStart);
  const all = new Uint8Array(size);
  all.set(new TextEncoder().encode(MAGIC));
  new DataView(all.buffer).setUint32(HEAD_START - 4, headBytes.length, true);
  all.set(headBytes, HEAD_START);
  let offset = bodyStart;
  for (const { bytes } of blocks) {
    all.set(bytes, offset);
    offset = align(offset + bytes.length);
  }
  all.set(checksumOf(all), MAGIC.length);
  return all;
}

/**
 * Opens a block that `writeSections` made. Arrays are copies, so the block can be let go.
 *
 * @param kind - What the bytes must be.
 * @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged or of another kind.
 */
export function readSections(kind: string, bytes: Uint8Array): SectionReader {
  if (bytes.length < HEAD_START || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC) {
    throw broken(kind, `got ${bytes.length} bytes that do not begin as Vitrine's do`);
  }
  const checksum = checksumOf(bytes);
  if (checksum.some((byte, index) => byte !== bytes[MAGIC.length + index])) {
    throw broken(kind, "got bytes whose checksum is another: they were cut short or changed");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bodyStart = HEAD_START + view.getUint32(HEAD_START - 4, true);
  if (bodyStart > bytes.length) throw broken(kind, "got a head longer than the bytes");
  const head = parseHead(kind, bytes.subarray(HEAD_START, bodyStart));
  if (head.kind !== kind) throw broken(kind, `got those of a ${head.kind}`);

  const found = new Map<string, { readonly type: SectionType; readonly bytes: Uint8Array }>();
  let offset = align(bodyStart);
  for (const { name, type, length } of head.sections) {
    const size = length * ((ELEMENT_BYTES[type] as number | undefined) ?? Number.NaN);
    if (!(Number.isSafeInteger(size) && size >= 0 && offset + size <= bytes.length)) {
      throw broken(
        kind,
        `got section "${name}" of ${length} elements where ${bytes.length - offset} bytes are left`,
        name,
      );
    }
    found.set(name, { type, bytes: bytes.subarray(offset, offset + size) });
    offset = align(offset + size);
  }
  if (offset !== bytes.length) throw broken(kind, `got ${bytes.length - offset} bytes too many`);

  const contentOf = (name: string, type: SectionType): Uint8Array<ArrayBuffer> => {
    const section = found.get(name);
    if (section?.type === type) return new Uint8Array(section.bytes);
    throw broken(
      kind,
      `got ${section === undefined ? "none" : section.type} as section "${name}", which is ${type}`,
      name,
    );
  };
  return {
    facts: head.facts,
    uint8: (name) => contentOf(name, "uint8"),
    uint32: (name) => new Uint32Array(contentOf(name, "uint32").buffer),
    float32: (name) => new Float32Array(contentOf(name, "float32").buffer),
    float64: (name) => new Float64Array(contentOf(name, "float64").buffer),
    strings: (name) => unpackStrings(kind, name, contentOf(name, "strings")),
  };
}

/** An error that says the bytes are not what they should be, and what to do. */
export function broken(kind: string, got: string, section?: string): VitrineError<"BYTES_INVALID"> {
  return new VitrineError(
    "BYTES_INVALID",
    `These must be the bytes of a whole ${kind}; ${got}. Build it again from the catalogue.`,
    section === undefined ? { kind } : { kind, section },
  );
}

const MAGIC = "VITRINE1";
const CHECKSUM_BYTES = 32;
const HEAD_START = MAGIC.length + CHECKSUM_BYTES + 4;
const ELEMENT_BYTES = { uint8: 1, uint32: 4, float32: 4, float64: 8, strings: 1 } as const;
type SectionType = keyof typeof ELEMENT_BYTES;

interface Head {
  readonly kind: string;
  readonly facts: unknown;
  readonly sections: readonly SectionHead[];
}

function checksumOf(bytes: Uint8Array): Uint8Array {
  return createHash("sha256")
    .update(bytes.subarray(MAGIC.length + CHECKSUM_BYTES))
    .digest();
}

function align(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}

function parseHead(kind: string, bytes: Uint8Array): Head {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Head;
  } catch (cause) {
    throw new VitrineError(
      "BYTES_INVALID",
      broken(kind, "got a head that is no JSON").message,
      { kind },
      { cause },
    );
  }
}

function toBlock(name: string, value: SectionValue): { head: SectionHead; bytes: Uint8Array } {
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return { head: { name, type: typeOf(value), length: value.length }, bytes };
  }
  const bytes = packStrings(value);
  return { head: { name, type: "strings", length: bytes.length }, bytes };
}

function typeOf(value: Exclude<SectionValue, readonly string[]>): SectionType {
  if (value instanceof Uint32Array) return "uint32";
  if (value instanceof Float32Array) return "float32";
  return value instanceof Float64Array ? "float64" : "uint8";
}

/** Count, then the end of each string, then UTF-8. */
function packStrings(strings: readonly string[]): Uint8Array {
  const texts = strings.map((text) => Buffer.from(text, "utf8"));
  const ends = new Uint32Array(strings.length + 1);
  ends[0] = strings.length;
  let end = 0;
  texts.forEach((text, index) => {
    end += text.length;
    ends[index + 1] = end;
  });
  return Buffer.concat([Buffer.from(ends.buffer), ...texts]);
}

function unpackStrings(kind: string, name: string, bytes: Uint8Array): string[] {
  const words = new Uint32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
  const count = words[0] ?? 0;
  const textStart = 4 * (count + 1);
  if (words.length < count + 1)
    throw broken(kind, `got ${words.length} of ${count + 1} ends in section "${name}"`, name);
  const text = Buffer.from(bytes.buffer, textStart);
  const strings = new Array<string>(count);
  let start = 0;
  for (let index = 0; index < count; index++) {
    const end = words[index + 1]!;
    if (end < start || end > text.length)
      throw broken(kind, `got text ${index} of section "${name}" from ${start} to ${end}`, name);
    strings[index] = text.toString("utf8", start, end);
    start = end;
  }
  return strings;
}
