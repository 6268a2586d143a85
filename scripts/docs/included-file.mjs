/** @file A file of the repository as a code block, so that page and code can not differ. */
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { repository } from "../run.mjs";

const LANGUAGES = { ".mjs": "js", ".js": "js", ".ts": "ts", ".json": "json" };

/** The whole file, as it runs. */
export function includedFile(path) {
  const text = readFileSync(join(repository, path), "utf8").trimEnd();
  return `\`\`\`${LANGUAGES[extname(path)] ?? "text"}\n${text}\n\`\`\``;
}
