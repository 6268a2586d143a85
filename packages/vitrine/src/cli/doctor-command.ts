/** @file `vitrine doctor`. */
import type { Command } from "commander";
import type { DoctorReport } from "../engine/examine-workspace.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";

export function addDoctorCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("doctor"))
    .description("check this machine and workspace, and say what to mend")
    .addHelpText("after", examples("vitrine doctor", "vitrine doctor --json"))
    .action(async (options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer, endWith }) => {
        const report = await engine.examine();
        answer(report, toText);
        if (!report.healthy) endWith(1);
      });
    });
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
