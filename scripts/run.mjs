/** @file Runs commands for the other scripts: inherits the terminal, ends with the command's own exit code. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("..", import.meta.url));

/** Runs `command` in the repository; ends this process when it fails. */
export function run(command, args, options = {}) {
  const status = tryRun(command, args, options);
  if (status !== 0) process.exit(status);
}

/** Runs `command` in the repository and returns its exit code. */
export function tryRun(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: repository, stdio: "inherit", ...options });
  if (result.error !== undefined) {
    console.error(`${command} could not be started: ${result.error.message}`);
    return 127;
  }
  return result.status ?? 1;
}

/** Path of a program that a dependency brought along. */
export const binary = (name) => `${repository}node_modules/.bin/${name}`;

/** Installs from the lock file where that has not been done, and builds. */
export function setUp() {
  if (!existsSync(`${repository}node_modules/.package-lock.json`)) {
    run("npm", ["ci", "--no-audit", "--no-fund"]);
  }
  run("node", ["packages/kernels/build.mjs"]);
  run(binary("tsc"), ["--build"]);
  run("npm", ["run", "--silent", "build", "--workspace", "apps/studio"]);
}
