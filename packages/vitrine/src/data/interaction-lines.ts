/**
 * @file Reads interactions as research data has them: a line for each user, `user item item …`.
 *
 * Names are separated by spaces or tabs; the file is UTF-8, gzipped or not, and streamed: memory is
 * one line. Empty lines are passed over. A user without items is given as such, since published
 * splits have lines of users who did nothing.
 */
import { VitrineError } from "../errors.js";
import { openBytes } from "./file-bytes.js";
import type { UnpackOptions } from "./file-bytes.js";
import { decodeText } from "./text-encoding.js";

/** One line. */
export interface InteractionLine {
  /** From 1. */
  readonly line: number;
  readonly user: string;
  readonly items: readonly string[];
}

/** How to read. */
export interface ReadInteractionLinesOptions extends UnpackOptions {
  /** Most characters of a line; default 16 Mi, which is more than a million items. */
  readonly maxLineCharacters?: number;
  /** Called with how many bytes of the file, as it lies on the disk, have been read. */
  readonly onProgress?: (done: number, total: number) => void;
}

const MAX_LINE_CHARACTERS = 2 ** 24;
const MAX_NAME_CHARACTERS = 200;
/** Lines between two reports of progress. */
const LINES_AT_ONCE = 1000;

/**
 * Reads the lines of a file in order.
 *
 * @throws {VitrineError} `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FILE_CHANGED`; `FORMAT_BROKEN` when the file is not
 *   UTF-8, a gzip file is damaged, or a line is too long; `ROW_INVALID` when a name is too long or has control
 *   characters; with the line.
 *
 * @example
 * for await (const { user, items } of readInteractionLines("train.txt.gz")) count += items.length;
 */
export async function* readInteractionLines(
  path: string,
  options: ReadInteractionLinesOptions = {},
): AsyncGenerator<InteractionLine> {
  const { maxLineCharacters = MAX_LINE_CHARACTERS, onProgress } = options;
  const bytes = await openBytes(path, options);
  let line = 0;
  let rest = "";
  const parse = (text: string): InteractionLine | undefined => {
    line++;
    if (text.length > maxLineCharacters) throw tooLong(path, line, maxLineCharacters);
    const names = text.split(/[ \t\r]+/).filter((name) => name !== "");
    const [user, ...items] = names;
    if (user === undefined) return undefined;
    for (const name of names) checkName(name, path, line);
    if (line % LINES_AT_ONCE === 0) onProgress?.(bytes.bytesRead(), bytes.bytesTotal);
    return { line, user, items };
  };
  for await (const chunk of decodeText(bytes, "utf-8")) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      const parsed = parse(text);
      if (parsed !== undefined) yield parsed;
    }
    if (rest.length > maxLineCharacters) throw tooLong(path, line + 1, maxLineCharacters);
  }
  const last = parse(rest);
  if (last !== undefined) yield last;
  onProgress?.(bytes.bytesTotal, bytes.bytesTotal);
}

function checkName(name: string, path: string, line: number): void {
  const isLong = name.length > MAX_NAME_CHARACTERS;
  if (!isLong && !/\p{Cc}/u.test(name)) return;
  const got = isLong ? `${name.slice(0, 40)}…` : JSON.stringify(name);
  throw new VitrineError(
    "ROW_INVALID",
    `${path}, line ${line}: a line must hold a user and then items, separated by spaces, each of at most ${MAX_NAME_CHARACTERS} printable characters; got ${got}. Write one user a line: "user item item".`,
    { path, line, got },
  );
}

function tooLong(path: string, line: number, most: number): VitrineError<"FORMAT_BROKEN"> {
  return new VitrineError(
    "FORMAT_BROKEN",
    `${path}, line ${line}: a line must have at most ${most} characters; this one has more. Write one user a line: "user item item".`,
    { path, line },
  );
}
