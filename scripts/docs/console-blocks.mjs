/**
 * @file Runs the commands of a page in the order of the page and puts what they print under them.
 *
 * A block begins with ```console; `lines=N` behind it keeps the first N lines of each output, and
 * `needs-model` leaves the block as it is where VITRINE_MODELS is not set. Lines that begin with
 * `$ ` are commands. All of them share one new folder, which stands as /shop in what is printed.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { repository } from "../run.mjs";

/** The page with the output of every command made anew. */
export function runConsoleBlocks(text) {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-docs-"));
  const bin = mkdtempSync(join(tmpdir(), "vitrine-docs-bin-"));
  try {
    writeFileSync(join(bin, "npx"), npxScript());
    chmodSync(join(bin, "npx"), 0o755);
    return text.replace(/^```console(.*)\n([\s\S]*?)^```$/gm, (block, info, body) => {
      if (info.includes("needs-model") && process.env.VITRINE_MODELS === undefined) return block;
      const most = Number(/lines=(\d+)/.exec(info)?.[1] ?? Infinity);
      const commands = body.split("\n").filter((line) => line.startsWith("$ "));
      const outputs = commands.map((line) => {
        const output = runCommand(line.slice(2), folder, bin);
        return [line, ...shorten(output.replaceAll(folder, "/shop"), most)].join("\n");
      });
      return `\`\`\`console${info}\n${outputs.join("\n\n")}\n\`\`\``;
    });
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(bin, { recursive: true });
  }
}

function runCommand(command, folder, bin) {
  console.log(`$ ${command}`);
  const { stdout } = spawnSync("bash", ["-c", `{ ${command}; } 2>&1`], {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      npm_config_loglevel: "error",
    },
  });
  return stdout.trimEnd();
}

function shorten(output, most) {
  if (output === "") return [];
  const lines = output.split("\n").map((line) => line.trimEnd());
  const kept = lines
    .slice(0, most)
    .map((line) => (line.length > 100 ? `${line.slice(0, 99)}…` : line));
  return lines.length > most ? [...kept, "…"] : kept;
}

/** `npx vitrine` of an installation in a terminal, played by this repository's build in a pipe. */
function npxScript() {
  return `#!/bin/sh
program=$1; shift
case $program in
  vitrine)
    case " $* " in *" --json "*) ;; *) set -- "$@" --no-json ;; esac
    exec node "${repository}packages/vitrine/dist/cli/main.js" "$@"
    ;;
  demo-shop) exec node "${repository}examples/demo-shop/dist/main.js" "$@" ;;
  *) echo "npx $program is not known here" >&2; exit 127 ;;
esac
`;
}
