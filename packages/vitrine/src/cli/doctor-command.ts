/** @file `vitrine doctor`. */
import type { Command } from "commander";
import type { DoctorReport } from "../engine/examine-workspace.js";
import { isVitrineError } from "../errors.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { EXIT_CODES } from "./exit-codes.js";

export function addDoctorCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("doctor"))
    .description("check this machine and workspace, and say what to mend")
    .addHelpText("after", examples("vitrine doctor", "vitrine doctor --json"))
    .action(async (options: CommonOptions) => {
      try {
        await runWithEngine(host, options, async ({ engine, answer, endWith }) => {
          const report = await engine.examine();
          answer(report, toText);
          endWith(exitCodeOfReport(report));
        });
      } catch (error) {
        // Without a configuration there is no engine, but still something to say.
        if (!isVitrineError(error, "CONFIG_INVALID")) throw error;
        const { examineWithoutConfig } = await import("../engine/examine-workspace.js");
        const report = await examineWithoutConfig(error);
        const text = options.json === true ? JSON.stringify(report, null, 2) : toText(report);
        host.stdout.write(`${text}\n`);
        host.exitCode = exitCodeOfReport(report);
      }
    });
}

/** That of the worst fault: the highest. */
function exitCodeOfReport({ checks }: DoctorReport): number {
  const faults = checks.filter(({ state }) => state === "fault");
  return Math.max(0, ...faults.map(({ code }) => (code === undefined ? 1 : EXIT_CODES[code])));
}

const MARKS = { ok: "ok  ", note: "note", fault: "FAULT" } as const;

function toText(report: DoctorReport): string {
  return report.checks
    .map(
      ({ name, state, found, remedy }) =>
        `${MARKS[state].padEnd(6)}${name}: ${found}${remedy === undefined ? "" : `\n      ${remedy}`}`,
    )
    .join("\n");
}
