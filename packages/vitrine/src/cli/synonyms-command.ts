/** @file `vitrine synonyms`. */
import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import type { MinedSynonym } from "../engine/synonyms/index.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";

interface SynonymsCommandOptions extends CommonOptions {
  readonly minimum: number;
}

export function addSynonymsCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("synonyms"))
    .description("synonyms that the catalogue suggests, as a file to look through")
    .option("--minimum <confidence>", "least confidence, from 0 to 1", confidence, 0.5)
    .addHelpText(
      "after",
      examples("vitrine synonyms", "vitrine synonyms --minimum 0.7 --no-json > synonyms.txt"),
    )
    .action(async ({ minimum, ...options }: SynonymsCommandOptions) => {
      await runWithEngine(host, options, async ({ engine, answer }) => {
        answer({ synonyms: await engine.mineSynonyms(minimum) }, ({ synonyms }) =>
          toText(synonyms),
        );
      });
    });
}

function toText(synonyms: readonly MinedSynonym[]): string {
  if (synonyms.length === 0) return "# The catalogue suggests no synonyms.";
  return [
    "# Guesses, most confident first. Keep what is right, and name the file as search.synonyms.",
    ...synonyms.map(
      ({ words, confidence: sure }) => `${words.join(", ")}  # confidence ${sure.toFixed(2)}`,
    ),
  ].join("\n");
}

function confidence(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError(`It must be a number from 0 to 1; got "${text}".`);
}
