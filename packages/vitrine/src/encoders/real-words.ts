/** @file The words of the language that the encoder of the package knows whole, whatever a catalogue holds. */
import { readFileSync } from "node:fs";
import { wholeWordsOf } from "../text/spelling-words.js";
import { shippedStaticEncoder } from "./static-encoder.js";
import { readStaticVectors } from "./static-file.js";

let words: ReadonlySet<string> | undefined;

/**
 * Common English words, folded; read once.
 *
 * @throws {VitrineError} `MODEL_INVALID` when the file of the package is damaged.
 */
export function loadRealWords(): ReadonlySet<string> {
  words ??= wholeWordsOf(
    readStaticVectors(readFileSync(shippedStaticEncoder), "static-encoder.bin").vocabulary,
  );
  return words;
}
