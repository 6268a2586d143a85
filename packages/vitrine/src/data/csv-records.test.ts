import { Readable } from "node:stream";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readCsvFields } from "./csv-fields.js";
import type { CsvRecord } from "./csv-records.js";
import { csvRecords } from "./csv-records.js";

async function cut(text: string, chunkLength = 7, maxCharacters = 1000): Promise<CsvRecord[]> {
  const chunks: string[] = [];
  for (let at = 0; at < text.length; at += chunkLength)
    chunks.push(text.slice(at, at + chunkLength));
  return (await Readable.from(
    csvRecords(chunks, { delimiter: ",", maxCharacters }),
  ).toArray()) as CsvRecord[];
}

/** Fields with everything that needs quotes. */
const field = fc.string({
  unit: fc.constantFrom("a", "é", ",", '"', "\n", "\r\n", " ", "😀"),
  maxLength: 6,
});
const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), {
  minLength: 1,
  maxLength: 8,
});

function write(rows: readonly (readonly string[])[], lineEnd: string): string {
  return rows
    .map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(",") + lineEnd)
    .join("");
}

describe("csvRecords", () => {
  it("gives what csv-parse gives for every well-formed file, however it is cut into chunks", async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom("\n", "\r\n"),
        fc.integer({ min: 1, max: 20 }),
        async (rows, lineEnd, chunkLength) => {
          const text = write(rows, lineEnd);
          const records = await cut(text, chunkLength);
          expect(records.every((record) => record.fault === undefined)).toBe(true);
          const fields = records.map((record) => readCsvFields(record.text, ","));
          expect(fields).toEqual(
            parse(text, { relax_column_count: true, record_delimiter: lineEnd }),
          );
          expect(fields).toEqual(rows);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it("names the line in which each record begins, also behind quoted line breaks of two characters", async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom("\n", "\r\n"), async (rows, lineEnd) => {
        const records = await cut(write(rows, lineEnd));
        const expected = rows.map(
          (_row, index) => 1 + (write(rows.slice(0, index), lineEnd).match(/\n/g)?.length ?? 0),
        );
        expect(records.map((record) => record.line)).toEqual(expected);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it("passes over empty lines and counts them", async () => {
    expect(await cut("a,b\n\n\r\n1,2")).toEqual([
      { text: "a,b", line: 1 },
      { text: "1,2", line: 4 },
    ]);
  });

  it("reads files whose lines end in a lone carriage return", async () => {
    expect(await cut('a,b\r"x\ry",2\r3,4')).toEqual([
      { text: "a,b", line: 1 },
      { text: '"x\ry",2', line: 2 },
      { text: "3,4", line: 4 },
    ]);
  });

  it("takes a quote inside an unquoted field for a character", async () => {
    expect(await cut('5" pipe,1\n2,3')).toEqual([
      { text: '5" pipe,1', line: 1 },
      { text: "2,3", line: 2 },
    ]);
  });

  it("marks text behind a closing quote and goes on at the next line", async () => {
    expect(await cut('a,b\n"24" mat",1\n2,3\n')).toEqual([
      { text: "a,b", line: 1 },
      { text: '"24" mat",1', line: 2, fault: "text after a closing quote" },
      { text: "2,3", line: 3 },
    ]);
  });

  it("names the line where a record begins whose quote is never closed", async () => {
    expect((await cut('a,b\n1,2\n"open,3\n4,5\n6,7\n')).at(-1)).toMatchObject({
      line: 3,
      fault: "quote never closed",
    });
  });

  it("stops at a record that outgrows the limit before reading the rest", async () => {
    const records = await cut(`a,b\n"${"x".repeat(5000)}`, 100, 1000);
    expect(records.at(-1)).toMatchObject({ line: 2, fault: "too long" });
    expect(records.at(-1)?.text.length).toBeLessThan(1200);
  });
});
