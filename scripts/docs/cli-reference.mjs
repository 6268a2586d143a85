/** @file The reference of the command line: what `--help` of every command prints. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { repository } from "../run.mjs";

const main = `${repository}packages/vitrine/dist/cli/main.js`;

/** Every command with its help, from the program itself down. */
export async function cliReference() {
  const sections = await helpOf([]);
  return sections
    .map(({ path, text }) => `## ${["vitrine", ...path].join(" ")}\n\n\`\`\`text\n${text}\n\`\`\``)
    .join("\n\n");
}

async function helpOf(path) {
  // A pipe and a bare environment: the width and the defaults are the same on every machine.
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...path, "--help"], {
    env: { PATH: process.env.PATH },
  });
  const commands = commandsIn(stdout);
  const below = await Promise.all(commands.map((name) => helpOf([...path, name])));
  return [{ path, text: stdout.trimEnd() }, ...below.flat()];
}

function commandsIn(help) {
  const list = /\nCommands:\n((?: {2}.*\n)+)/.exec(help)?.[1] ?? "";
  return [...list.matchAll(/^ {2}([a-z-]+)/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== "help");
}
