import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { readInteractionLines } from "./interaction-lines.js";
import type { InteractionLine, ReadInteractionLinesOptions } from "./interaction-lines.js";

const folder = mkdtempSync(join(tmpdir(), "vitrine-lines-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function read(
  content: string | Uint8Array,
  options?: ReadInteractionLinesOptions,
): Promise<InteractionLine[]> {
  const path = join(folder, "lines.txt");
  writeFileSync(path, content);
  const lines: InteractionLine[] = [];
  for await (const line of readInteractionLines(path, options)) lines.push(line);
  return lines;
}

describe("reading lines of interactions", () => {
  it("gives the user and the items of each line, whatever separates them", async () => {
    expect(await read("u1 a b\n\nu2\tc\r\n  u3  \nu4 d")).toEqual([
      { line: 1, user: "u1", items: ["a", "b"] },
      { line: 3, user: "u2", items: ["c"] },
      { line: 4, user: "u3", items: [] },
      { line: 5, user: "u4", items: ["d"] },
    ]);
  });

  it("reads a gzipped file as the plain one", async () => {
    const text = Array.from({ length: 3000 }, (_, user) => `${user} ${user + 1} é`).join("\n");
    expect(await read(gzipSync(text))).toEqual(await read(text));
  });

  it("reports progress to the end of the file", async () => {
    const reported: [number, number][] = [];
    const text = "1 2 3\n".repeat(2500);
    await read(text, { onProgress: (done, total) => reported.push([done, total]) });
    expect(reported.at(-1)).toEqual([text.length, text.length]);
    expect(reported.length).toBeGreaterThan(1);
  });

  it("names the line and what must hold where it can not be read", async () => {
    await expect(read(`1 2\n3 ${"x".repeat(201)}`)).rejects.toThrow(/line 2: a line must hold/);
    await expect(read("1 2\n3 \u0000")).rejects.toMatchObject({
      code: "ROW_INVALID",
      details: { line: 2 },
    });
    await expect(read("1 2\n3 4 5 6", { maxLineCharacters: 5 })).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
      details: { line: 2 },
    });
    await expect(read(Uint8Array.of(0x31, 0x20, 0xff, 0x0a))).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
    });
    await expect(read(gzipSync("1 2\n3 4").subarray(0, 20))).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
    });
  });

  it("says so when there is no such file", async () => {
    const lines = readInteractionLines(join(folder, "none.txt"));
    await expect(lines.next()).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  });
});
