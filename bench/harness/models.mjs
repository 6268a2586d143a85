/** @file Where a model's folder is: below one of the folders that VITRINE_MODELS lists. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** @param {string} model - Its name. */
export function findModelFolder(model) {
  const folders = (process.env["VITRINE_MODELS"] ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, model)).find((folder) => existsSync(folder));
}

/** @param {string} model @throws {Error} When it is nowhere. */
export function modelFolder(model) {
  const found = findModelFolder(model);
  if (found !== undefined) return found;
  throw new Error(
    `The model ${model} must be in a folder that VITRINE_MODELS lists; got VITRINE_MODELS=${process.env["VITRINE_MODELS"] ?? ""}. Set it to the folder above the model's.`,
  );
}
