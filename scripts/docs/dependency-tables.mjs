/**
 * @file The dependencies of every workspace, with pinned version, licence and reason.
 *
 * Versions come from package.json, licences from the installed packages, reasons from
 * `docs/dependencies.json`. A dependency without a reason, a reason without a dependency, a
 * version that is not exact and a licence that is not allowed are each an error.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../run.mjs";

const ALLOWED = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"];
/** What docs/licences.md says of these: a typeface, and a tool of the tests that is not shipped. */
const ALSO_ALLOWED = { "@fontsource-variable/inter": "OFL-1.1", "axe-core": "MPL-2.0" };
const readJson = (path) => JSON.parse(readFileSync(join(repository, path), "utf8"));

/** One table for each workspace that has dependencies. */
export function dependencyTables() {
  const reasons = readJson("docs/dependencies.json");
  const unused = new Set(Object.keys(reasons));
  const own = new Set(workspaces().map(({ json }) => json.name));
  const sections = workspaces().map(({ folder, json }) => {
    const rows = [
      ...Object.entries(json.dependencies ?? {}).map((entry) => [...entry, "running"]),
      ...Object.entries(json.devDependencies ?? {}).map((entry) => [...entry, "development"]),
    ].filter(([name]) => !own.has(name));
    if (rows.length === 0) return "";
    const lines = rows.map(([name, version, use]) => {
      if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name} ${version} is not pinned`);
      if (reasons[name] === undefined) {
        throw new Error(`${name} has no reason; give it one in docs/dependencies.json`);
      }
      unused.delete(name);
      return `| \`${name}\` | ${version} | ${licenceOf(folder, name)} | ${use} | ${reasons[name]} |`;
    });
    return [
      `### ${folder === "." ? "The repository" : `\`${folder}\``}`,
      "",
      "| package | version | licence | used for | why |",
      "| --- | --- | --- | --- | --- |",
      ...lines,
    ].join("\n");
  });
  if (unused.size > 0) {
    throw new Error(
      `docs/dependencies.json names what is no dependency: ${[...unused].join(", ")}`,
    );
  }
  return [...sections.filter((section) => section !== ""), lockedLicences()].join("\n\n");
}

function workspaces() {
  const root = readJson("package.json");
  const folders = root.workspaces.flatMap((pattern) =>
    pattern.endsWith("/*")
      ? readdirSync(join(repository, pattern.slice(0, -2))).map(
          (name) => `${pattern.slice(0, -2)}/${name}`,
        )
      : [pattern],
  );
  return [".", ...folders]
    .filter((folder) => existsSync(join(repository, folder, "package.json")))
    .map((folder) => ({ folder, json: readJson(join(folder, "package.json")) }));
}

function licenceOf(folder, name) {
  const path = [folder, "."]
    .map((place) => join(place, "node_modules", name, "package.json"))
    .find((candidate) => existsSync(join(repository, candidate)));
  if (path === undefined) throw new Error(`${name} is not installed; run npm ci`);
  // "Apache 2.0" is no SPDX expression, but there is no doubt what it means.
  const licence = String(readJson(path).license).replace("Apache 2.0", "Apache-2.0");
  if (!ALLOWED.includes(licence) && ALSO_ALLOWED[name] !== licence) {
    throw new Error(`${name} has the licence ${licence}, which is not among ${ALLOWED.join(", ")}`);
  }
  return licence;
}

/** How many packages of the lock file have which licence; those of a rare one by name. */
function lockedLicences() {
  const byLicence = new Map();
  for (const [path, { link, license }] of Object.entries(readJson("package-lock.json").packages)) {
    if (!path.includes("node_modules/") || link === true) continue;
    const licence = license ?? "not stated";
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    byLicence.set(licence, (byLicence.get(licence) ?? new Set()).add(name));
  }
  const rows = [...byLicence].sort(
    ([a, one], [b, other]) => other.size - one.size || (a < b ? -1 : 1),
  );
  return [
    "### Everything in the lock file",
    "",
    "Dependencies of dependencies included, and the binaries for every platform, of which an installation takes one.",
    "",
    "| licence | packages | which |",
    "| --- | --- | --- |",
    ...rows.map(
      ([licence, names]) =>
        `| ${licence} | ${names.size} | ${
          names.size > 20 || ALLOWED.includes(licence)
            ? ""
            : [...names]
                .sort()
                .map((name) => `\`${name}\``)
                .join(", ")
        } |`,
    ),
  ].join("\n");
}
