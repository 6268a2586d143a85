/** @file `vitrine rules list|add|remove|import|export`. */
import { Option } from "commander";
import type { Command } from "commander";
import type { SearchRule } from "../engine/arrange/search-rules.js";
import { readRulesFile, writeRulesFile } from "../engine/rules-file.js";
import { collect, examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommandContext, CommonOptions } from "./context.js";
import { counted } from "./counted.js";

interface AddOptions extends CommonOptions {
  readonly id?: string;
  readonly match: "exact" | "words";
  readonly pin?: readonly string[];
  readonly bury?: readonly string[];
}

export function addRulesCommand(program: Command, host: CliProcess): void {
  const rules = program
    .command("rules")
    .description("pin and bury products for single queries")
    .addHelpText(
      "after",
      examples(
        'vitrine rules add "desk" --pin desk-0042',
        "vitrine rules list",
        "vitrine artifacts rollback rules",
      ),
    );
  withCommonOptions(rules.command("list"))
    .description("list the rules")
    .addHelpText("after", examples("vitrine rules list", "vitrine rules list --json"))
    .action(async (options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer }) => {
        answer({ rules: await engine.rules() }, ({ rules: list }) => rulesToText(list));
      });
    });
  withCommonOptions(rules.command("add"))
    .description("add a rule, or renew the one of the same id")
    .argument("<query>", "the query that the rule is for")
    .option("--id <id>", "names the rule; the query when left out")
    .addOption(
      new Option("--match <how>", "exact: the query is this text; words: it holds all words of it")
        .choices(["exact", "words"])
        .default("exact"),
    )
    .option("--pin <id>", "put this product first; may be repeated, in that order", collect)
    .option("--bury <id>", "put this product last; may be repeated", collect)
    .addHelpText(
      "after",
      examples(
        'vitrine rules add "desk" --pin desk-0042 --pin desk-0007',
        'vitrine rules add "gift" --match words --bury lamp-0003 --id no-lamp',
      ),
    )
    .action(async (query: string, options: AddOptions) => {
      const { id = query, match, pin = [], bury = [] } = options;
      await runWithEngine(host, options, async (context) => {
        tellChange(
          context,
          await context.engine.addRule({ id, query, match, pin: [...pin], bury: [...bury] }),
        );
      });
    });
  withCommonOptions(rules.command("remove"))
    .description("take a rule away")
    .argument("<id>", "id of the rule")
    .addHelpText("after", examples("vitrine rules remove no-lamp"))
    .action(async (id: string, options: CommonOptions) => {
      await runWithEngine(host, options, async (context) => {
        tellChange(context, await context.engine.removeRule(id));
      });
    });
  withCommonOptions(rules.command("import"))
    .description("put the rules of a file in the place of all there are")
    .argument("<file>", "JSON: a list of { id, query, match, pin, bury }")
    .addHelpText("after", examples("vitrine rules import rules.json"))
    .action(async (file: string, options: CommonOptions) => {
      await runWithEngine(host, options, async (context) => {
        tellChange(context, await context.engine.replaceRules(await readRulesFile(file)));
      });
    });
  withCommonOptions(rules.command("export"))
    .description("write the rules into a file")
    .argument("<file>", "JSON, as import reads it")
    .addHelpText("after", examples("vitrine rules export rules.json"))
    .action(async (file: string, options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer }) => {
        const list = await engine.rules();
        await writeRulesFile(file, list);
        answer({ file, rules: list.length }, () => `${file}: ${counted(list.length, "rule")}.`);
      });
    });
}

function tellChange(
  { answer, note }: CommandContext,
  change: Awaited<ReturnType<CommandContext["engine"]["addRule"]>>,
): void {
  if (change.unknownIds.length > 0) {
    note(
      `Not in the catalogue, and passed over until they are: ${change.unknownIds.slice(0, 10).join(", ")}${change.unknownIds.length > 10 ? ` and ${change.unknownIds.length - 10} more` : ""}.`,
    );
  }
  answer(change, ({ version, rules }) => `rules ${version}: ${counted(rules.length, "rule")}.`);
}

function rulesToText(rules: readonly SearchRule[]): string {
  if (rules.length === 0) return 'There is no rule. Add one: vitrine rules add "desk" --pin ID';
  return rules
    .map(({ id, query, match, pin, bury }) =>
      [
        `${id}: "${query}" (${match})`,
        ...(pin.length === 0 ? [] : [`  pins ${pin.join(", ")}`]),
        ...(bury.length === 0 ? [] : [`  buries ${bury.join(", ")}`]),
      ].join("\n"),
    )
    .join("\n");
}
