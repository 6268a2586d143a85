/**
 * @file `npm run docs`: renews every generated part of the documentation.
 *
 * Without `--write` it only compares, and fails when a part is not what the code says, when a
 * link between pages leads nowhere, or when a dependency is not accounted for. Needs the build.
 *
 * `--run` (with `--write`) also runs the commands of the guide anew; their output depends on the
 * machine, so it is not compared.
 *
 * A part stands between `<!-- KIND: ARGUMENT -->` and `<!-- /KIND -->`; KIND is one of `PARTS`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { format, resolveConfig } from "prettier";
import { cliReference } from "./docs/cli-reference.mjs";
import { runConsoleBlocks } from "./docs/console-blocks.mjs";
import { dependencyTables } from "./docs/dependency-tables.mjs";
import { errorTable, exitCodeTable } from "./docs/error-tables.mjs";
import { includedFile } from "./docs/included-file.mjs";
import { languageList } from "./docs/language-list.mjs";
import { brokenLinks } from "./docs/links.mjs";
import { optionsTable } from "./docs/options-table.mjs";
import { performanceTables } from "./docs/performance-tables.mjs";
import { resultSections, resultSummary } from "./docs/result-tables.mjs";
import { scaleTables, storeFigures } from "./docs/scale-tables.mjs";
import { servingTables } from "./docs/serving-tables.mjs";
import { repository } from "./run.mjs";

/** How each kind of part is made; each takes what stands behind the colon. */
const PARTS = {
  options: optionsTable,
  cli: cliReference,
  errors: errorTable,
  "exit-codes": exitCodeTable,
  dependencies: dependencyTables,
  results: resultSections,
  "results-summary": resultSummary,
  performance: performanceTables,
  scale: scaleTables,
  serving: servingTables,
  "store-figures": storeFigures,
  file: includedFile,
  languages: languageList,
};

const write = process.argv.includes("--write");
const runsCommands = write && process.argv.includes("--run");
const problems = [];
const pages = ["README.md", ...markdownIn("docs"), ...markdownIn("examples", false)];
for (const page of pages) await renew(page);
for (const page of pages) problems.push(...brokenLinks(page));
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

async function renew(page) {
  const path = join(repository, page);
  const before = readFileSync(path, "utf8");
  let after;
  try {
    after = await fillParts(runsCommands ? runConsoleBlocks(before) : before);
  } catch (error) {
    problems.push(`${page}: ${error.message}`);
    return;
  }
  if (after === before) return;
  const formatted = await format(after, { ...(await resolveConfig(path)), filepath: path });
  if (formatted === before) return;
  if (write) {
    writeFileSync(path, formatted);
    console.log(`renewed ${page}`);
  } else {
    problems.push(`${page}: a generated part is not what the code says. Renew it: npm run docs`);
  }
}

/** The page with every part made anew. */
async function fillParts(text) {
  const marker = /<!-- ([\w-]+)(?:: (.*?))? -->\n[\s\S]*?<!-- \/\1 -->/g;
  const filled = [];
  let end = 0;
  for (const match of text.matchAll(marker)) {
    const [whole, kind, argument = ""] = match;
    if (!Object.hasOwn(PARTS, kind)) throw new Error(`there is no part "${kind}"`);
    const head = whole.slice(0, whole.indexOf("\n"));
    const body = (await PARTS[kind](argument)).trim();
    filled.push(text.slice(end, match.index), `${head}\n\n${body}\n\n<!-- /${kind} -->`);
    end = match.index + whole.length;
  }
  return filled.join("") + text.slice(end);
}

function markdownIn(folder, recursive = true) {
  if (!existsSync(join(repository, folder))) return [];
  return readdirSync(join(repository, folder), { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => relative(repository, join(entry.parentPath ?? dirname(entry.path), entry.name)))
    .filter((path) => !path.includes("node_modules"))
    .sort();
}
