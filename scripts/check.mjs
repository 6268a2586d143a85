/**
 * @file `npm run check`: everything about the code that needs no run of it.
 *
 * Every step runs even when an earlier one failed, so that one run shows all there is to mend.
 */
import { binary, run, tryRun } from "./run.mjs";
import { existsSync } from "node:fs";

if (!existsSync("node_modules/.package-lock.json")) run("npm", ["ci"]);

const projects = [
  "packages/autodiff",
  "packages/kernels",
  "packages/vitrine",
  "apps/studio",
  "examples/demo-shop",
  "bench/catalogue",
  "bench",
];
const steps = [
  ["WebAssembly", "node", ["packages/kernels/build.mjs"]],
  ["build", binary("tsc"), ["--build"]],
  ["build of the web app", "npm", ["run", "--silent", "build", "--workspace", "apps/studio"]],
  ...projects.map((project) => [
    `types of ${project} with its tests`,
    binary("tsc"),
    ["--noEmit", "-p", `${project}/tsconfig.test.json`],
  ]),
  ["types of examples/nextjs", binary("tsc"), ["--noEmit", "-p", "examples/nextjs"]],
  ["lint", binary("eslint"), [".", "--max-warnings", "0"]],
  ["format", binary("prettier"), ["--check", "--log-level", "warn", "."]],
  ["architecture", "node", ["scripts/architecture.mjs"]],
  ["unused code and dependencies", binary("knip"), []],
  ["public API", "node", ["scripts/public-api.mjs"]],
  ["generated docs", "node", ["scripts/docs.mjs"]],
];

const failed = [];
for (const [name, command, args] of steps) {
  const started = performance.now();
  const status = tryRun(command, args);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\n${failed.length} of ${steps.length} checks failed: ${failed.join(", ")}.`);
  process.exitCode = 1;
}
