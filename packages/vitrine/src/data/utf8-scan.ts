/**
 * @file Counts what is and what is not UTF-8 in a stream of bytes.
 *
 * A validity check alone can not tell a windows-1252 file from a UTF-8 file with
 * one damaged byte; the two counts can. O(n) time, O(1) space; chunks may be cut
 * anywhere, and pure ASCII chunks cost almost nothing.
 *
 * Reference: `TextDecoder("utf-8", { fatal: true })`, which must agree on validity.
 *
 * @see RFC 3629, section 4
 */
import { isAscii } from "node:buffer";

/** What a scan found so far. */
export interface Utf8Counts {
  /** Well-formed sequences of two to four bytes. */
  readonly sequences: number;
  /** Places where the bytes are not UTF-8. */
  readonly faults: number;
  /** 1-based line of the first fault; 0 while there is none. */
  readonly firstFaultLine: number;
}

/** Starts a scan; feed it with `add`, close it with `end`. */
export function createUtf8Scan(): {
  add(chunk: Uint8Array): void;
  end(): Utf8Counts;
} {
  let sequences = 0;
  let faults = 0;
  let firstFaultLine = 0;
  let line = 1;
  let continuationsLeft = 0;
  let lowest = 0x80;
  let highest = 0xbf;

  const fault = (): void => {
    faults++;
    if (firstFaultLine === 0) firstFaultLine = line;
    continuationsLeft = 0;
  };
  const startSequence = (lead: number): void => {
    lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) continuationsLeft = 1;
    else if (lead >= 0xe0 && lead <= 0xef) continuationsLeft = 2;
    else if (lead >= 0xf0 && lead <= 0xf4) continuationsLeft = 3;
    else fault();
  };
  return {
    add(chunk) {
      // Lines matter only until the first fault is found.
      const countLines = firstFaultLine === 0;
      if (continuationsLeft === 0 && !countLines && isAscii(chunk)) return;
      for (let i = 0; i < chunk.length; i++) {
        const byte = chunk[i]!;
        if (continuationsLeft > 0) {
          if (byte >= lowest && byte <= highest) {
            lowest = 0x80;
            highest = 0xbf;
            continuationsLeft--;
            if (continuationsLeft === 0) sequences++;
            continue;
          }
          fault();
        }
        if (byte === 0x0a) line++;
        else if (byte >= 0x80) startSequence(byte);
      }
    },
    end() {
      if (continuationsLeft > 0) fault();
      return { sequences, faults, firstFaultLine };
    },
  };
}
