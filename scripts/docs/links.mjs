/** @file Finds links of a page that lead to no file, and to no heading of a page. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository } from "../run.mjs";

/** One line for each broken link of a page. */
export function brokenLinks(page) {
  const text = withoutCode(readFileSync(join(repository, page), "utf8"));
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !leadsSomewhere(page, target))
    .map((target) => `${page}: the link ${target} leads nowhere`);
}

function leadsSomewhere(page, target) {
  const [path, heading] = target.split("#");
  const file = path === "" ? join(repository, page) : join(repository, dirname(page), path);
  if (!existsSync(file)) return false;
  if (heading === undefined) return true;
  return statSync(file).isFile() && anchorsOf(readFileSync(file, "utf8")).includes(heading);
}

/** Anchors as code forges make them: lower case, spaces to hyphens, punctuation gone. */
function anchorsOf(text) {
  return [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}

function withoutCode(text) {
  return text
    .replace(/^```[\s\S]*?^```/gm, "")
    .replace(/`[^`\n]*`/g, (code) => code.slice(1, -1).replace(/[[\]]/g, ""));
}
