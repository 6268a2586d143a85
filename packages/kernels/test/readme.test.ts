/** @file Runs the example of the README as a reader would. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("prints what the README says", async () => {
  const folder = fileURLToPath(new URL("..", import.meta.url));
  const readme = await readFile(`${folder}README.md`, "utf8");
  const example = /```ts\n(.+?)```/s.exec(readme)?.[1] ?? "";
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", example],
    { cwd: folder },
  );
  expect(stdout.split("\n")).toEqual([
    "Int32Array(2) [ 1, 2 ] Float32Array(2) [ 1, 0.800000011920929 ]",
    "Int32Array(2) [ 0, 2 ] Float32Array(2) [ 1, 0.6000000238418579 ]",
    "Int32Array(1) [ 2 ] Float32Array(1) [ 3 ] 3",
    "",
  ]);
});
