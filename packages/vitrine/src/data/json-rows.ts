/** @file Reads the rows of a JSON document: a list of objects, or an object that holds one. */
import { VitrineError } from "../errors.js";
import type { JsonElementOptions } from "./json-elements.js";
import { jsonElements } from "./json-elements.js";
import { parseJsonRow } from "./json-lines-rows.js";
import type { RawRow } from "./raw-row.js";

/**
 * Reads a document as a stream.
 *
 * @param skip - How many elements to pass over; they are not parsed.
 * @returns One row per element; an element that is no object is a broken row.
 * @throws {VitrineError} `FORMAT_BROKEN` at the line where an element can not be read: unlike in
 *   JSON Lines, nothing then says where the next one begins.
 */
export async function* readJsonRows(
  text: AsyncIterable<string>,
  options: JsonElementOptions,
  skip = 0,
): AsyncGenerator<RawRow> {
  let toPass = skip;
  for await (const element of jsonElements(text, options)) {
    if (toPass > 0) {
      toPass--;
      continue;
    }
    const row = parseJsonRow(element.text, element.line);
    if (row.broken?.why.startsWith("is not JSON") === true) {
      throw new VitrineError(
        "FORMAT_BROKEN",
        `Every element of a JSON list must be valid; the one that begins in line ${element.line} of ${options.path} ${row.broken.why}. Mend it, or save one object per line as JSON Lines, where one bad line can be skipped.`,
        { path: options.path, line: element.line },
      );
    }
    yield row;
  }
}
