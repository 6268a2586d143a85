/** @file The judgements of a shop, read from their file. */
import { createReadStream } from "node:fs";
import { VitrineError } from "../errors.js";
import { readJudgements } from "../evaluation/judgements.js";
import type { Judgements } from "../evaluation/judgements.js";

/**
 * Reads judgements of products of a catalogue.
 *
 * @param path - JSON Lines, relative to the working directory.
 * @param isKnown - Whether the catalogue has a product with this id.
 * @param groupBy - A key of the lines whose text names the query's group; default no groups.
 * @throws {VitrineError} `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `JUDGEMENTS_INVALID`.
 */
export async function loadJudgements(
  path: string,
  isKnown: (id: string) => boolean,
  groupBy?: string,
): Promise<Judgements> {
  return readJudgements(openText(path), {
    path,
    knownIds: { has: isKnown },
    ...(groupBy === undefined ? {} : { groupBy }),
  });
}

async function* openText(path: string): AsyncGenerator<string> {
  try {
    yield* createReadStream(path, "utf8") as AsyncIterable<string>;
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new VitrineError(
      isMissing ? "FILE_NOT_FOUND" : "FILE_UNREADABLE",
      `The judgements must be in a readable file; ${path} ${isMissing ? "does not exist" : `can not be read (${(cause as Error).message})`}. Mend the path.`,
      { path },
      { cause },
    );
  }
}
