/** @file `vitrine events [count|prune]`. */
import type { Command } from "commander";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { counted } from "./counted.js";

export function addEventsCommand(program: Command, host: CliProcess): void {
  const events = program
    .command("events")
    .description("what shoppers did: how much of it there is, and what is kept how long")
    .addHelpText("after", examples("vitrine events", "vitrine events prune"));
  withCommonOptions(events.command("count", { isDefault: true }))
    .description("how many events of each kind there are, and from when")
    .addHelpText("after", examples("vitrine events", "vitrine events --json"))
    .action(async (options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer }) => {
        const kinds = await engine.eventSummary();
        const total = kinds.reduce((sum, { count }) => sum + count, 0);
        answer({ events: total, kinds }, () =>
          [
            `${counted(total, "event")}.`,
            ...kinds.map(
              ({ kind, count, oldest, newest }) => `  ${kind}: ${count}, ${oldest} to ${newest}`,
            ),
          ].join("\n"),
        );
      });
    });
  withCommonOptions(events.command("prune"))
    .description("take away events older than the configuration keeps them (events.retentionDays)")
    .addHelpText("after", examples("vitrine events prune", "vitrine events prune --json"))
    .action(async (options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer }) => {
        answer(await engine.pruneEvents(), ({ pruned, olderThan }) => {
          const kinds = Object.entries(pruned);
          if (kinds.length === 0) {
            return "All events are kept: vitrine.config.ts sets no events.retentionDays.";
          }
          const times: Readonly<Record<string, string>> = olderThan;
          return kinds
            .map(([kind, count]) => `${kind}: ${count} from before ${times[kind]} taken away.`)
            .join("\n");
        });
      });
    });
}
