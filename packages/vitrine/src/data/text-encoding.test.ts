import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Readable } from "node:stream";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { openBytes } from "./file-bytes.js";
import type { TextEncoding } from "./text-encoding.js";
import { decodeText, detectEncoding } from "./text-encoding.js";
import { createUtf8Scan } from "./utf8-scan.js";
import { decodeWindows1252 } from "./windows-1252.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-encoding-"));
});

async function detect(bytes: Uint8Array): Promise<{ encoding: TextEncoding; text: string }> {
  const path = join(folder, "file");
  await writeFile(path, bytes);
  const source = await openBytes(path);
  const encoding = await detectEncoding(source);
  return { encoding, text: (await Readable.from(decodeText(source, encoding)).toArray()).join("") };
}

describe("decodeWindows1252", () => {
  it("follows the standard's index in all 32 bytes where it differs from Latin-1", () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index);
    expect(decodeWindows1252(bytes)).toBe(
      "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ",
    );
  });

  it("agrees with the streaming decoder of the platform on every byte", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const platform = new TextDecoder("windows-1252").decode(bytes, { stream: true });
    expect(decodeWindows1252(bytes)).toBe(platform);
  });
});

describe("createUtf8Scan", () => {
  it("agrees with the platform's strict decoder on what is UTF-8, however the bytes are cut", () => {
    const byte = fc.oneof(
      fc.constantFrom(0x41, 0x0a, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xed, 0xa0),
      fc.integer({ min: 0, max: 255 }),
    );
    const text = fc.string({ unit: "grapheme", maxLength: 8 }).map((string) => Buffer.from(string));
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc.array(byte, { maxLength: 6 }),
      text,
    );
    fc.assert(
      fc.property(bytes, fc.nat(12), (raw, cut) => {
        const all = Uint8Array.from(raw);
        const scan = createUtf8Scan();
        scan.add(all.subarray(0, cut));
        scan.add(all.subarray(cut));
        let isValid = true;
        try {
          new TextDecoder("utf-8", { fatal: true }).decode(all);
        } catch {
          isValid = false;
        }
        expect(scan.end().faults === 0).toBe(isValid);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it("counts sequences and names the line of the first fault", () => {
    const scan = createUtf8Scan();
    scan.add(Uint8Array.from([...Buffer.from("é\n€\n"), 0x94, 0x0a, 0xff]));
    expect(scan.end()).toEqual({ sequences: 2, faults: 2, firstFaultLine: 3 });
  });
});

describe("detectEncoding", () => {
  const text = "id,title\n1,Crème brûlée – 5 €\n";

  it("reads UTF-8 with and without a mark, and drops the mark", async () => {
    expect(await detect(Buffer.from(text))).toEqual({ encoding: "utf-8", text });
    expect(await detect(Buffer.from(`\ufeff${text}`))).toEqual({ encoding: "utf-8", text });
  });

  it("reads UTF-16 of both byte orders with and without a mark", async () => {
    const little = Buffer.from(text, "utf16le");
    const big = Buffer.from(little).swap16();
    for (const [encoding, bytes, mark] of [
      ["utf-16le", little, [0xff, 0xfe]],
      ["utf-16be", big, [0xfe, 0xff]],
    ] as const) {
      expect(await detect(bytes)).toEqual({ encoding, text });
      expect(await detect(Buffer.concat([Uint8Array.from(mark), bytes]))).toEqual({
        encoding,
        text,
      });
    }
  });

  it("reads windows-1252 whose first telling byte stands behind megabytes of ASCII", async () => {
    const ascii = Buffer.alloc(3 * 1024 * 1024, "plain text,\n");
    const { encoding, text: decoded } = await detect(
      Buffer.concat([ascii, Uint8Array.of(0x80, 0x35, 0x9d)]),
    );
    expect(encoding).toBe("windows-1252");
    expect(decoded.endsWith("€5\u009d")).toBe(true);
  });

  it("decodes characters that are cut by the end of a chunk", async () => {
    const long = `${"a".repeat(256 * 1024 - 1)}é${"€".repeat(200_000)}`;
    expect((await detect(Buffer.from(long))).text === long).toBe(true);
    expect((await detect(gzipSync(Buffer.from(long)))).text === long).toBe(true);
  });

  it("refuses UTF-8 with a damaged place instead of garbling the rest of it", async () => {
    const damaged = Buffer.concat([
      Buffer.from("é à ü ö\nñ "),
      Uint8Array.of(0xe9, 0x20),
      Buffer.from("ç\n"),
    ]);
    await expect(detect(damaged)).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
      details: { line: 2 },
    });
  });

  it("refuses binary files", async () => {
    const binary = Uint8Array.from({ length: 4000 }, (_, index) =>
      (index * 7) % 11 === 0 ? 0 : 77,
    );
    await expect(detect(binary)).rejects.toMatchObject({ code: "FORMAT_UNKNOWN" });
  });

  it("names the line when bytes contradict an encoding that was named", async () => {
    const path = join(folder, "named");
    await writeFile(path, Uint8Array.of(0x61, 0x0a, 0xe9, 0x0a));
    const source = await openBytes(path);
    await expect(Readable.from(decodeText(source, "utf-8")).toArray()).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
    });
  });
});
