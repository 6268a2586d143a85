/** @file The shop's file of synonyms, read when an index is opened. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { VitrineError } from "../errors.js";
import { parseSynonyms } from "../text/synonyms.js";
import type { SynonymRule } from "../text/synonyms.js";
import type { EngineContext } from "./engine-context.js";

/**
 * Reads the configured file; none where none is configured.
 *
 * @throws {VitrineError} `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FORMAT_BROKEN` with the line.
 */
export async function loadSynonyms({
  config,
  workspace,
}: Pick<EngineContext, "config" | "workspace">): Promise<readonly SynonymRule[]> {
  if (config.search.synonyms === undefined) return [];
  const path = resolve(workspace.folder, config.search.synonyms);
  try {
    return parseSynonyms(await readFile(path, "utf8"), { path });
  } catch (cause) {
    if (cause instanceof VitrineError) throw cause;
    const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new VitrineError(
      isMissing ? "FILE_NOT_FOUND" : "FILE_UNREADABLE",
      `The synonyms must be in a readable file; ${path} ${isMissing ? "does not exist" : `can not be read (${(cause as Error).message})`}. Mend search.synonyms in the configuration, or leave it out.`,
      { path },
      { cause },
    );
  }
}
