/** @file The options of every command that finds products. */
import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import type { FindOptions } from "../engine/search-products.js";
import { collect, wholeNumber } from "./context.js";

/** What the options of this file parse to. */
export interface FindCommandOptions {
  readonly filter?: readonly string[];
  readonly exclude?: readonly string[];
  readonly limit: number;
  readonly offset: number;
  readonly explain?: boolean;
  readonly sort?: readonly string[];
  readonly diversity?: number;
  readonly variants?: "all" | "grouped";
  readonly list?: string;
  readonly facets?: boolean;
}

/** Adds filters, exclusions, paging, order and explanation. */
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
    .option(
      "--list <list>",
      "the list of an earlier answer, whose page this is; while the engine runs that made it",
    )
    .option(
      "--sort <key>",
      "price, -price, newest, title or an attribute with numbers, in place of relevance; may be repeated",
      collect,
    )
    .option("--diversity <share>", "how much the first hits should differ, from 0 to 1", shareOfOne)
    .addOption(
      new Option("--variants <show>", "all variants, or the best one of each family").choices([
        "all",
        "grouped",
      ]),
    )
    .option("--facets", "count the categories, brands, attributes and prices of what was found")
    .option("--explain", "say of every hit why it was found");
}

/** The engine's options for what was parsed. */
export function toFindOptions(options: FindCommandOptions): FindOptions {
  const { list, sort, diversity, variants } = options;
  return {
    filters: options.filter ?? [],
    exclude: options.exclude ?? [],
    limit: options.limit,
    offset: options.offset,
    explain: options.explain ?? false,
    facets: options.facets ?? false,
    ...(list === undefined ? {} : { list }),
    ...(sort === undefined ? {} : { sort }),
    ...(diversity === undefined ? {} : { diversity }),
    ...(variants === undefined ? {} : { variants }),
  };
}

function shareOfOne(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError(`It must be a number from 0 to 1; got "${text}".`);
}
