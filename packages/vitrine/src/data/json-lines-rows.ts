/** @file Reads the rows of JSON Lines: one object per line, each line by itself. */
import { VitrineError } from "../errors.js";
import type { RawRow } from "./raw-row.js";
import { flattenRow, isDeeperThan, isPlainObject, maxJsonDepth } from "./raw-row.js";
import { showValue } from "./parsed.js";

/** The first key of a line that Vitrine wrote, and its value; the other keys are those of a product. */
export const productLineKey = "vitrineProduct";
export const productLineLayout = 1;

/** What reading JSON Lines needs. */
export interface JsonLinesOptions {
  readonly path: string;
  readonly maxRowCharacters: number;
}

/**
 * Reads the lines as a stream; empty lines are passed over, a line that is no object is a broken row.
 *
 * @param skip - How many rows to pass over; they are not parsed.
 * @throws {VitrineError} `FORMAT_BROKEN` when a line is longer than the limit.
 */
export async function* readJsonLinesRows(
  text: AsyncIterable<string>,
  { path, maxRowCharacters }: JsonLinesOptions,
  skip = 0,
): AsyncGenerator<RawRow> {
  let line = 0;
  let toPass = skip;
  for await (const content of textLines(text, maxRowCharacters)) {
    line++;
    if (content.length > maxRowCharacters) {
      throw new VitrineError(
        "FORMAT_BROKEN",
        `A line must keep to the size limit of ${maxRowCharacters} characters; line ${line} of ${path} is longer. Check that every object has a line of its own.`,
        { path, line },
      );
    }
    if (content.trim() === "") continue;
    if (toPass > 0) toPass--;
    else yield parseJsonRow(content, line);
  }
}

/** Reads one object. What is no JSON, or no object, becomes a broken row. */
export function parseJsonRow(text: string, line: number): RawRow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return brokenRow(text, line, `is not JSON (${(cause as Error).message})`);
  }
  if (!isPlainObject(value)) return brokenRow(text, line, "must be a JSON object");
  if (isDeeperThan(value, maxJsonDepth)) {
    return brokenRow(text, line, `must not be nested deeper than ${maxJsonDepth} levels`);
  }
  const { [productLineKey]: layout, ...product } = value;
  if (layout === productLineLayout) return { line, values: flattenRow(product), text, product };
  return { line, values: flattenRow(value), text };
}

function brokenRow(text: string, line: number, why: string): RawRow {
  return { line, values: {}, text, broken: { why, got: showValue(text) } };
}

/** Lines without their ends; a line that outgrows `limit` is given as it is so far, as the last. */
async function* textLines(chunks: AsyncIterable<string>, limit: number): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
    if (rest.length > limit) {
      yield rest;
      return;
    }
  }
  if (rest !== "") yield rest;
}
