/** @file `vitrine backup FILE` and `vitrine restore FILE`. */
import type { Command } from "commander";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { counted } from "./counted.js";
import { followStages } from "./progress.js";

interface RestoreCommandOptions extends CommonOptions {
  readonly force?: boolean;
}

export function addBackupCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("backup"))
    .description(
      "save the catalogue and the events, from whatever database, with a digest of its bytes",
    )
    .argument("<file>", "replaced when it is there, at the end")
    .addHelpText("after", examples("vitrine backup shop.vitrine-backup"))
    .action(async (file: string, options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer, progress, signal }) => {
        const stages = followStages(progress);
        const result = await engine
          .backup(file, { signal, onProgress: stages.onProgress })
          .finally(stages.end);
        answer(
          result,
          ({ products, events, version }) =>
            `Saved catalogue version ${version} (${products} products${events === 0 ? "" : `, ${counted(events, "event")}`}) to ${file}.`,
        );
      });
    });
}

export function addRestoreCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("restore"))
    .description(
      "put a backup in the place of all products and add its events, once the whole file has been checked",
    )
    .argument("<file>", "a file that vitrine backup wrote")
    .option("--force", "replace the products that are there")
    .addHelpText(
      "after",
      examples(
        "vitrine restore shop.vitrine-backup",
        "vitrine restore shop.vitrine-backup --force",
      ),
    )
    .action(async (file: string, options: RestoreCommandOptions) => {
      await runWithEngine(host, options, async ({ engine, answer, progress, signal }) => {
        const stages = followStages(progress);
        const result = await engine
          .restore(file, {
            force: options.force ?? false,
            signal,
            onProgress: stages.onProgress,
          })
          .finally(stages.end);
        answer(
          result,
          ({ version, products, added, updated, deleted, events }) =>
            `Catalogue version ${version}: ${products} products as in the backup (${added} added, ${updated} replaced, ${deleted} deleted).${events === 0 ? "" : ` ${counted(events, "event")} added.`}`,
        );
      });
    });
}
