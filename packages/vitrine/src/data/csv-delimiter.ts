/**
 * @file Tells the delimiter of a CSV file from its first records.
 *
 * Each candidate reads the sample as if it were the one; the right one gives the
 * most records of the header's width, then the widest header. Quoted fields may
 * hold any of the others.
 */
import { readCsvFields } from "./csv-fields.js";
import { csvRecords } from "./csv-records.js";

/** In the order in which ties are decided. */
const csvDelimiters = [",", "\t", ";", "|"] as const;

const sampleRecords = 200;

/**
 * Tells the delimiter.
 *
 * @param sample - The beginning of the file; its last record may be cut off.
 * @returns `,` when the file has one column.
 */
export async function detectDelimiter(sample: string): Promise<string> {
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of csvDelimiters) {
    const score = await scoreDelimiter(sample, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Share of the records that are as wide as the header, with the header's width as the lesser term; 0 for one column. */
async function scoreDelimiter(sample: string, delimiter: string): Promise<number> {
  const texts: string[] = [];
  let seen = 0;
  for await (const record of csvRecords([sample], { delimiter, maxCharacters: Infinity })) {
    seen++;
    if (record.fault === undefined) texts.push(record.text);
    if (seen > sampleRecords) break;
  }
  // The sample ends anywhere, so its last record proves nothing.
  if (texts.length > 2) {
    texts.pop();
    seen--;
  }
  const widths = texts.map((text) => readCsvFields(text, delimiter).length);
  const header = widths[0] ?? 1;
  if (header < 2) return 0;
  const agreeing = widths.filter((width) => width === header).length;
  return agreeing / Math.max(1, seen) + Math.min(header, 1000) / 10_000;
}
