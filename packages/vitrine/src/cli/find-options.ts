/** @file The options of every command that finds products. */
import type { Command } from "commander";
import { collect, wholeNumber } from "./context.js";

/** Adds filters, exclusions, paging and explanation. */
export function withFindOptions(command: Command): Command {
  return command
    .option(
      "-f, --filter <filter>",
      "FIELD OP VALUE with = != < <= > >= in; repeats mean and",
      collect,
    )
    .option("--exclude <id>", "leave this product out; may be repeated", collect)
    .option("-n, --limit <n>", "how many hits", wholeNumber(1), 10)
    .option("--offset <n>", "how many hits to pass over", wholeNumber(0), 0)
    .option("--explain", "say of every hit why it was found");
}
