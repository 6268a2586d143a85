/**
 * @file Cuts a JSON document into the elements of its product list, each with its line.
 *
 * The document is a list, or an object that holds a list under one of a few usual
 * names. Only the borders of the elements are found here, by depth and quotes;
 * `JSON.parse` reads them. So a document of any size streams, and an error names a
 * line. O(n) time; memory is one element and one chunk.
 */
import { VitrineError } from "../errors.js";

/** Names under which an object may hold the list of products. */
export const jsonListNames = ["products", "items", "data", "results", "rows", "records"] as const;

/** The text of one element. */
export interface JsonElement {
  readonly text: string;
  /** 1-based line in which the element begins. */
  readonly line: number;
}

/** What cutting needs. */
export interface JsonElementOptions {
  readonly path: string;
  readonly maxCharacters: number;
}

/**
 * Cuts a document.
 *
 * @param chunks - The text, cut anywhere.
 * @throws {VitrineError} `FORMAT_BROKEN` where the text is no list of elements or ends too early;
 *   `FORMAT_UNKNOWN` when an object holds no list under a usual name.
 */
export async function* jsonElements(
  chunks: AsyncIterable<string> | Iterable<string>,
  { path, maxCharacters }: JsonElementOptions,
): AsyncGenerator<JsonElement> {
  let phase: "before" | "in object" | "in list" | "after" = "before";
  let buffer = "";
  let start = -1; // where the current element or string begins in the buffer; -1 between them
  let startLine = 1;
  let line = 1;
  let depth = 0; // inside the element, or inside the surrounding object
  let inString = false;
  let escaped = false;
  let lastString = "";
  let key = "";
  let inSurroundingObject = false;
  let needsElement = false; // a comma was read, or nothing yet

  const broken = (why: string): VitrineError =>
    new VitrineError(
      "FORMAT_BROKEN",
      `A JSON file must hold one list of objects; ${path} ${why} in line ${line}. Mend the file there.`,
      { path, line },
    );

  for await (const chunk of chunks) {
    const kept = start === -1 ? "" : buffer.slice(start);
    let at = kept.length;
    buffer = kept + chunk;
    if (start !== -1) start = 0;
    for (; at < buffer.length; at++) {
      const character = buffer[at]!;
      if (character === "\n") line++;
      if (inString) {
        if (escaped) escaped = false;
        else if (character === "\\") escaped = true;
        else if (character === '"') {
          inString = false;
          if (phase === "in object") {
            if (depth === 1) lastString = buffer.slice(start + 1, at);
            start = -1;
          }
        }
        continue;
      }
      if (phase === "in list") {
        const isBorder = depth === 0 && (character === "," || character === "]");
        if (isBorder) {
          if (start === -1 && (needsElement || character === ",") && !isEmptyListEnd(character)) {
            throw broken("lacks an element");
          }
          if (start !== -1) {
            yield { text: buffer.slice(start, at).trimEnd(), line: startLine };
            start = -1;
          }
          needsElement = character === ",";
          if (character === "]") phase = "after";
          continue;
        }
        if (start === -1) {
          if (isSpace(character)) continue;
          start = at;
          startLine = line;
        }
        if (character === '"') inString = true;
        else if (character === "{" || character === "[") depth++;
        else if (character === "}" || character === "]") depth--;
        if (depth < 0) throw broken("closes a bracket that was not opened");
      } else if (phase === "in object") {
        if (character === '"') {
          inString = true;
          start = at;
        } else if (character === ":" && depth === 1) key = lastString;
        else if (character === "[" && depth === 1 && isListName(key)) {
          phase = "in list";
          depth = 0;
          needsElement = false;
        } else if (character === "{" || character === "[") depth++;
        else if (character === "}" || character === "]") {
          depth--;
          if (depth === 0) throw noList(path);
        }
      } else if (phase === "before") {
        if (character === "[") phase = "in list";
        else if (character === "{") {
          phase = "in object";
          inSurroundingObject = true;
          depth = 1;
        } else if (!isSpace(character)) throw broken(`begins with ${JSON.stringify(character)}`);
      } else if (!inSurroundingObject && !isSpace(character)) {
        throw broken("goes on after the list has ended");
      }
    }
    if (start !== -1 && buffer.length - start > maxCharacters) {
      line = startLine;
      throw broken("has an element that is longer than the size limit and begins");
    }
  }
  if (phase !== "after") throw broken("ends before its list does,");

  function isEmptyListEnd(character: string): boolean {
    return character === "]" && !needsElement;
  }
}

function isListName(key: string): boolean {
  return (jsonListNames as readonly string[]).includes(key);
}

function isSpace(character: string): boolean {
  return character === " " || character === "\n" || character === "\r" || character === "\t";
}

function noList(path: string): VitrineError {
  return new VitrineError(
    "FORMAT_UNKNOWN",
    `A JSON file must be a list of objects or an object with a list under one of ${jsonListNames.join(", ")}; ${path} is an object without one. Rename the list, or save one object per line as JSON Lines.`,
    { path },
  );
}
