/** @file `vitrine export FILE`. */
import { Option } from "commander";
import type { Command } from "commander";
import { productFileFormats } from "../data/write-product-file.js";
import type { ProductFileFormat } from "../data/write-product-file.js";
import { formatBytes } from "../evaluation/number-format.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { followStages } from "./progress.js";

interface ExportCommandOptions extends CommonOptions {
  readonly format?: ProductFileFormat;
}

export function addExportCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("export"))
    .description("write all products into a file that an import gives back exactly")
    .argument(
      "<file>",
      "products.jsonl, products.jsonl.gz or products.parquet; replaced at the end",
    )
    .addOption(
      new Option("--format <format>", "what is written (default: as the name ends)").choices(
        productFileFormats,
      ),
    )
    .addHelpText(
      "after",
      examples("vitrine export products.jsonl.gz", "vitrine export products.parquet"),
    )
    .action(async (file: string, options: ExportCommandOptions) => {
      await runWithEngine(host, options, async ({ engine, answer, progress, signal }) => {
        const stages = followStages(progress);
        const result = await engine
          .exportProducts(file, {
            signal,
            onProgress: stages.onProgress,
            ...(options.format === undefined ? {} : { format: options.format }),
          })
          .finally(stages.end);
        answer(
          result,
          ({ products, version, bytes }) =>
            `Wrote ${products} products of catalogue version ${version} to ${file} (${formatBytes(bytes)}).`,
        );
      });
    });
}
