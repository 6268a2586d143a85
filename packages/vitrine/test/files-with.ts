/** @file Which files hold some bytes. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The files below a folder in which one of these texts stands, with it; as `text in path`. */
export function filesWith(folder: string, texts: readonly string[]): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => {
    if (!entry.isFile()) return [];
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    return texts.filter((text) => bytes.includes(text)).map((text) => `${text} in ${path}`);
  });
}
