/**
 * @file Reads the fields of one CSV record.
 *
 * The record was cut by `csvRecords` and found well-formed, so that a quote that opens a field
 * closes it before a delimiter or the end. Fields are slices of the record. O(n) time.
 *
 * Reference: csv-parse, which must agree on every well-formed record.
 */

/**
 * Reads the fields, in order.
 *
 * @param text - A record without a fault, without its line end.
 * @param delimiter - One character, the one that the record was cut with.
 */
export function readCsvFields(text: string, delimiter: string): string[] {
  const fields: string[] = [];
  for (let at = 0; ;) {
    if (text.charCodeAt(at) !== quote) {
      const end = text.indexOf(delimiter, at);
      if (end === -1) {
        fields.push(text.slice(at));
        return fields;
      }
      fields.push(text.slice(at, end));
      at = end + 1;
      continue;
    }
    const end = closingQuote(text, at);
    const content = text.slice(at + 1, end);
    fields.push(content.includes('"') ? content.replaceAll('""', '"') : content);
    if (end + 1 >= text.length) return fields;
    at = end + 2;
  }
}

const quote = 34;

function closingQuote(text: string, opening: number): number {
  let end = text.indexOf('"', opening + 1);
  while (end !== -1 && text.charCodeAt(end + 1) === quote) end = text.indexOf('"', end + 2);
  if (end === -1) throw new Error("internal: a CSV record without a fault has an open quote");
  return end;
}
