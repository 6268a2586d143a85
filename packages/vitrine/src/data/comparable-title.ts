/** @file Titles that a reader would call the same. */
import { foldText } from "../text/fold-text.js";

/** A title without what readers do not hear: case, accents and punctuation. */
export function comparableTitle(title: string): string {
  const folded = foldText(title)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
  return folded === "" ? title : folded;
}
