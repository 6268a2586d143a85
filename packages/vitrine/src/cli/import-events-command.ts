/** @file `vitrine import events FILE`. */
import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import { eventKinds } from "../data/event.js";
import type { EventKind } from "../data/event.js";
import type { KindOverrides } from "../data/event-mapping.js";
import type { ImportEventsResult } from "../engine/import-events.js";
import { collectMapping } from "./collect-mapping.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { counted } from "./counted.js";
import { followStages } from "./progress.js";
import { shorten } from "./shorten.js";

interface ImportEventsCommandOptions extends CommonOptions {
  readonly map?: Readonly<Record<string, string>>;
  readonly kind?: KindsTold;
  readonly onBadRow?: "stop" | "skip";
  readonly rejects?: string;
}

/** What `--kind` said, in all its repetitions. */
interface KindsTold {
  /** Of every row. */
  readonly all?: EventKind;
  readonly names: KindOverrides;
}

/** @param importCommand - The parent, `vitrine import`. */
export function addImportEventsCommand(importCommand: Command, host: CliProcess): void {
  withCommonOptions(importCommand.command("events"))
    .description("record what shoppers did; the same file again doubles nothing")
    .argument("<file>", "CSV, TSV, JSON, JSON Lines or Parquet, plain or gzipped")
    .option(
      "--map <field=column>",
      "which column a field is read from; may be repeated",
      collectMapping,
    )
    .option(
      "--kind <theirs=ours>",
      "what the file calls a kind, or with nothing behind = rows to leave out; without = the kind of all rows; may be repeated",
      collectKind,
    )
    .addOption(
      new Option(
        "--on-bad-row <what>",
        "a row that can not be read ends the import, or goes to the rejects file",
      ).choices(["stop", "skip"]),
    )
    .option("--rejects <file>", "where skipped rows go, a new file (default: beside FILE)")
    .addHelpText(
      "after",
      examples(
        "vitrine import events events.csv",
        "vitrine import events log.jsonl.gz --map shopper=uid --kind putInBag=add_to_cart --kind heartbeat=",
        "vitrine import events orders.parquet --kind purchase --on-bad-row skip",
      ),
    )
    .action(async (file: string, options: ImportEventsCommandOptions) => {
      await runWithEngine(host, options, async ({ engine, answer, progress, signal }) => {
        const stages = followStages(progress);
        const { kind, onBadRow, rejects } = options;
        const result = await engine
          .importEvents(file, {
            signal,
            mapping: options.map ?? {},
            kinds: kind?.names ?? {},
            onProgress: stages.onProgress,
            ...(kind?.all === undefined ? {} : { kind: kind.all }),
            ...(onBadRow === undefined ? {} : { onBadRow }),
            ...(rejects === undefined ? {} : { rejectsFile: rejects }),
          })
          .finally(stages.end);
        answer(result, toText);
      });
    });
}

function collectKind(text: string, before: KindsTold = { names: {} }): KindsTold {
  const split = text.indexOf("=");
  if (split === -1) return { ...before, all: checkKind(text) };
  if (split === 0) {
    throw new InvalidArgumentError(
      `It must be THEIRS=OURS, as in putInBag=add_to_cart; got "${text}".`,
    );
  }
  const ours = text.slice(split + 1);
  const names = { ...before.names, [text.slice(0, split)]: ours === "" ? null : checkKind(ours) };
  return { ...before, names };
}

function checkKind(text: string): EventKind {
  const kind = eventKinds.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw new InvalidArgumentError(
    `The kind must be one of ${eventKinds.join(", ")}; got "${text}".`,
  );
}

const shownProblems = 10;

function toText(result: ImportEventsResult): string {
  const { mapping, problems } = result;
  const columns = Object.entries(mapping.columns).map(([field, column]) => `${field}=${column}`);
  const more = result.skipped - Math.min(shownProblems, problems.length);
  return [
    `${counted(result.accepted, "event")} recorded, ${result.duplicates} there already.`,
    `${counted(result.rowsRead, "row")} read, ${result.leftOut} of kinds to leave out, ${result.skipped} skipped.`,
    ...problems
      .slice(0, shownProblems)
      .map(
        ({ line, column, field, got, why }) =>
          `  line ${line}${column === "" ? "" : `, column ${column}`}: the ${field} ${why}; got ${JSON.stringify(shorten(got, 60))}`,
      ),
    ...(more > 0 ? [`  and ${counted(more, "more problem")}`] : []),
    `Read as: ${mapping.kind === undefined ? "" : `every row a ${mapping.kind}, `}${columns.join(", ")}.`,
    ...(result.rejectsFile === undefined
      ? []
      : [`The skipped rows are in ${result.rejectsFile}: mend them there and import that file.`]),
  ].join("\n");
}
