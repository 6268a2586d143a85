import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";

import { readCsvFields } from "./csv-fields.js";
import { csvRecords } from "./csv-records.js";

it("reads the fields that csv-parse reads, of every record without a fault", async () => {
  const text = fc.string({
    unit: fc.constantFrom('"', '"', ",", ";", "a", " ", "\n", "\r\n", "é", "\0"),
    maxLength: 40,
  });
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(",", ";"), async (content, delimiter) => {
      for await (const record of csvRecords([content], { delimiter, maxCharacters: Infinity })) {
        if (record.fault !== undefined) continue;
        const [expected] = parse(record.text, {
          delimiter,
          record_delimiter: "\u0001\u0001",
          relax_column_count: true,
          relax_quotes: true,
        });
        expect(readCsvFields(record.text, delimiter)).toEqual(expected);
        compared++;
      }
    }),
    { seed: 13, numRuns: 2000 },
  );
  expect(compared).toBeGreaterThan(1000);
});
