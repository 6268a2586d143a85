/**
 * @file Tells the encoding of a text file and decodes it as a stream.
 *
 * The whole file is scanned before it is read: a catalogue may be plain ASCII for
 * gigabytes and hold its first windows-1252 byte in the last line, and rows that
 * were already handed out can not be taken back. The scan costs one more pass over
 * the disk and no memory. Order of evidence: a byte order mark; NUL bytes on one
 * side of every pair (UTF-16); strict UTF-8; else windows-1252.
 */
import { VitrineError } from "../errors.js";
import type { ByteSource } from "./file-bytes.js";
import { createUtf8Scan } from "./utf8-scan.js";
import { decodeWindows1252 } from "./windows-1252.js";

/** The encodings that product files come in. */
export const textEncodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type TextEncoding = (typeof textEncodings)[number];

/** How much of the file is looked at for NUL bytes; UTF-16 shows itself at once. */
const nulSampleBytes = 64 * 1024;

/**
 * Tells the encoding of a whole file.
 *
 * A file that is UTF-8 but for a few damaged places is refused instead of being
 * read as windows-1252, which would garble every accented letter in it.
 *
 * @param called - What the file is called where it is refused, at the beginning of a sentence.
 * @throws {VitrineError} `FORMAT_UNKNOWN` when the file is binary;
 *   `FORMAT_BROKEN` when it is UTF-8 with damaged places.
 */
export async function detectEncoding(
  source: ByteSource,
  called = "A product file",
): Promise<TextEncoding> {
  const scan = createUtf8Scan();
  let first = true;
  for await (const chunk of source.read()) {
    if (first) {
      const told = encodingOfMark(chunk) ?? encodingOfNuls(chunk, source.path, called);
      if (told !== undefined) return told;
      first = false;
    }
    scan.add(chunk);
  }
  const { sequences, faults, firstFaultLine } = scan.end();
  if (faults === 0) return "utf-8";
  // windows-1252 text forms a UTF-8 sequence by chance now and then; damaged UTF-8 is mostly sequences.
  if (sequences <= 2 * faults) return "windows-1252";
  throw new VitrineError(
    "FORMAT_BROKEN",
    `${source.path} must be of one encoding; it is UTF-8 with ${faults} damaged place(s), the first in line ${firstFaultLine}. Save it again as UTF-8, or name the encoding if it is another.`,
    { path: source.path, line: firstFaultLine },
  );
}

/**
 * The content as text, without a byte order mark.
 *
 * @throws {VitrineError} `FORMAT_BROKEN` where the bytes contradict the encoding.
 */
export async function* decodeText(
  source: ByteSource,
  encoding: TextEncoding,
): AsyncGenerator<string> {
  if (encoding === "windows-1252") {
    for await (const chunk of source.read()) yield decodeWindows1252(chunk);
    return;
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw new VitrineError(
        "FORMAT_BROKEN",
        `${source.path} must be ${encoding}; bytes at or after line ${line} are not. Save it again in that encoding, or name the right one.`,
        { path: source.path, line },
        { cause },
      );
    }
  };
  for await (const chunk of source.read()) {
    const text = decode(chunk);
    yield text;
    line += countLineFeeds(text);
  }
  const rest = decode();
  if (rest !== "") yield rest;
}

function encodingOfMark(start: Uint8Array): TextEncoding | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return "utf-8";
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  return undefined;
}

/** Even ASCII-only separators and digits put NULs on one side of their pairs in UTF-16. */
function encodingOfNuls(start: Uint8Array, path: string, called: string): TextEncoding | undefined {
  const sample = start.subarray(0, nulSampleBytes);
  const nuls = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) nuls[i & 1]!++;
  const [even = 0, odd = 0] = nuls;
  // A stray NUL in a text file is dirt, not an encoding.
  if (even + odd < sample.length * 0.02 || even + odd === 0) return undefined;
  if (even <= odd * 0.05) return "utf-16le";
  if (odd <= even * 0.05) return "utf-16be";
  throw new VitrineError(
    "FORMAT_UNKNOWN",
    `${called} must be CSV, TSV, JSON, JSON Lines or Parquet; ${path} is binary and none of these (NUL from byte ${sample.indexOf(0) + 1} on). Export it as CSV (UTF-8).`,
    { path },
  );
}

function countLineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
