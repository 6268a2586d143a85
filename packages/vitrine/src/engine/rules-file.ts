/** @file The shop's rules in a file of JSON: for copies, reviews and other workspaces. */
import { readFile, writeFile } from "node:fs/promises";
import { VitrineError } from "../errors.js";
import type { SearchRule } from "./arrange/search-rules.js";

/**
 * Reads what a file of rules holds; whether these are rules is checked where they are used.
 *
 * @throws {VitrineError} `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FORMAT_BROKEN` for other than JSON.
 */
export async function readRulesFile(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new VitrineError(
      isMissing ? "FILE_NOT_FOUND" : "FILE_UNREADABLE",
      `The rules must be in a readable file; ${path} ${isMissing ? "does not exist" : `can not be read (${(cause as Error).message})`}. Mend the path.`,
      { path },
      { cause },
    );
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new VitrineError(
      "FORMAT_BROKEN",
      `A file of rules must be JSON; in ${path}: ${(cause as Error).message}. See one: vitrine rules export rules.json`,
      { path },
      { cause },
    );
  }
}

/** Writes rules as `readRulesFile` reads them. */
export async function writeRulesFile(path: string, rules: readonly SearchRule[]): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(rules, null, 2)}\n`);
  } catch (cause) {
    throw new VitrineError(
      "FILE_UNREADABLE",
      `The rules must go into a file that can be written; ${path} can not (${(cause as Error).message}). Mend the path.`,
      { path },
      { cause },
    );
  }
}
