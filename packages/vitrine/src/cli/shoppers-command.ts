/** @file `vitrine shoppers export|erase|merge`. */
import type { Command } from "commander";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import type { ErasureResult } from "../store/event-store.js";
import { counted } from "./counted.js";

export function addShoppersCommand(program: Command, host: CliProcess): void {
  const shoppers = program
    .command("shoppers")
    .description("what is kept of one shopper: give it out, erase it, merge a visitor into it")
    .addHelpText(
      "after",
      examples("vitrine shoppers export s-1042", "vitrine shoppers erase s-1042"),
    );
  withCommonOptions(shoppers.command("export"))
    .description("print everything that is kept of a shopper, as JSON")
    .argument("<id>", "id of the shopper")
    .addHelpText("after", examples("vitrine shoppers export s-1042 > s-1042.json"))
    .action(async (id: string, options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, print }) => {
        print(JSON.stringify(await engine.exportShopper(id), null, 2));
      });
    });
  withCommonOptions(shoppers.command("erase"))
    .description("take everything that is kept of a shopper out of the database and its files")
    .argument("<id...>", "ids of shoppers; several take hardly longer than one")
    .addHelpText(
      "after",
      examples("vitrine shoppers erase s-1042", "vitrine shoppers erase s-1042 s-1043"),
    )
    .action(async (ids: readonly string[], options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer }) => {
        const erased = await Promise.all([...new Set(ids)].map((id) => engine.eraseShopper(id)));
        const sum = (count: (result: ErasureResult) => number): number =>
          erased.reduce((total, result) => total + count(result), 0);
        answer(
          {
            events: sum(({ events }) => events),
            merges: sum(({ merges }) => merges),
            unlinked: sum(({ unlinked }) => unlinked),
          },
          ({ events, merges, unlinked }) =>
            `${counted(events, "event")} and ${counted(merges, "merged visitor")} erased; ${counted(unlinked, "event")} of others no longer ${unlinked === 1 ? "names" : "name"} such a visitor. Files that were written before (backups, exports, rejects) are as they were.`,
        );
      });
    });
  withCommonOptions(shoppers.command("merge"))
    .description("give a shopper what an anonymous visitor did, and will do")
    .argument("<anonymous>", "anonymous id of the visitor")
    .argument("<id>", "id of the shopper")
    .addHelpText("after", examples("vitrine shoppers merge a-77f3 s-1042"))
    .action(async (anonymous: string, id: string, options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer }) => {
        answer(await engine.mergeShopper(anonymous, id), ({ merged, already }) =>
          already
            ? `The visitor had been merged into ${id} before.`
            : `${counted(merged, "event")} of the visitor belong${merged === 1 ? "s" : ""} to ${id} now.`,
        );
      });
    });
}
