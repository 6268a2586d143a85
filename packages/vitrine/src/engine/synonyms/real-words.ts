/**
 * @file The words that the static encoder knows whole: what a speller never changes.
 */
import { basename, dirname } from "node:path";
import { shippedStaticEncoder } from "../../encoders/static-encoder.js";
import { readStaticVectors } from "../../encoders/static-file.js";
import { VitrineError } from "../../errors.js";
import { readModelFile } from "../../hub/model-folder.js";
import { wholeWordsOf } from "../../text/spelling-words.js";

/**
 * Reads the words, 21,358 of them in the file that ships with the package; English, with names.
 *
 * @param path - The file of a static encoder; default the one that ships with the package.
 * @throws {VitrineError} `FILE_NOT_FOUND`; `MODEL_INVALID` when the file is damaged.
 */
export async function loadRealWords(path: string = shippedStaticEncoder): Promise<Set<string>> {
  const bytes = await readModelFile(dirname(path), basename(path));
  if (bytes === undefined) {
    throw new VitrineError(
      "FILE_NOT_FOUND",
      `${path} must be the file of a static encoder; there is no such file. Install the package again.`,
      { path },
    );
  }
  return wholeWordsOf(readStaticVectors(bytes, path).vocabulary);
}
