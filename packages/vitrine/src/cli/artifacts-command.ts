/** @file `vitrine artifacts [list|verify|promote|rollback]`. */
import type { Command } from "commander";
import type { ArtifactSummary } from "../registry/registry.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";

export function addArtifactsCommand(program: Command, host: CliProcess): void {
  const artifacts = program
    .command("artifacts")
    .description("what the workspace has built, by name and version")
    .addHelpText(
      "after",
      examples(
        "vitrine artifacts",
        "vitrine artifacts verify",
        "vitrine artifacts rollback search",
      ),
    );
  withCommonOptions(artifacts.command("list", { isDefault: true }))
    .description("list every version")
    .addHelpText("after", examples("vitrine artifacts list", "vitrine artifacts list --json"))
    // A word that is no subcommand comes here, because list is the default.
    .allowExcessArguments()
    .action(async (options: CommonOptions, list: Command) => {
      refuseWords(artifacts, list.args);
      await runWithEngine(host, options, async ({ engine, answer }) => {
        answer({ artifacts: await engine.artifacts.list() }, ({ artifacts: list }) =>
          listToText(list),
        );
      });
    });
  withCommonOptions(artifacts.command("verify"))
    .description("check every byte against its manifest")
    .argument("[name]", "only this artifact")
    .addHelpText("after", examples("vitrine artifacts verify", "vitrine artifacts verify search"))
    .action(async (name: string | undefined, options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer, endWith }) => {
        const results = await engine.artifacts.verify(name);
        answer({ results }, ({ results: list }) =>
          list.length === 0
            ? "There is no artifact yet."
            : list
                .map(({ name: of, version, problem }) => `${of} ${version}: ${problem ?? "ok"}`)
                .join("\n"),
        );
        if (results.some(({ problem }) => problem !== null)) endWith(5);
      });
    });
  withCommonOptions(artifacts.command("promote"))
    .description("make a version the one that is served")
    .argument("<name>", "name of the artifact")
    .argument("<version>", "version to serve")
    .addHelpText("after", examples("vitrine artifacts promote search 3"))
    .action(async (name: string, version: string, options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer }) => {
        await engine.artifacts.promote(name, version);
        answer({ name, version, alias: "current" }, () => `${name} ${version} is current.`);
      });
    });
  withCommonOptions(artifacts.command("rollback"))
    .description("go back to the version that was served before")
    .argument("<name>", "name of the artifact")
    .addHelpText("after", examples("vitrine artifacts rollback search"))
    .action(async (name: string, options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer }) => {
        const version = await engine.artifacts.rollback(name);
        answer({ name, version, alias: "current" }, () => `${name} ${version} is current.`);
      });
    });
}

function refuseWords(artifacts: Command, [word]: readonly string[]): void {
  if (word === undefined) return;
  const names = artifacts.commands.map((command) => command.name());
  artifacts.error(
    artifacts.args[0] === "list"
      ? `error: list takes no arguments; got ${word}`
      : `error: unknown command ${word}; one of ${names.join(", ")}`,
  );
}

function listToText(list: readonly ArtifactSummary[]): string {
  if (list.length === 0)
    return "There is no artifact yet. Begin with: vitrine import products FILE";
  return list
    .map(
      ({ name, version, kind, created, bytes, aliases, problem }) =>
        `${name} ${version}  ${problem === null ? `${kind}  ${created}  ${((bytes ?? 0) / 1e6).toFixed(1)} MB` : `damaged: ${problem}`}${aliases.length > 0 ? `  ← ${aliases.join(", ")}` : ""}`,
    )
    .join("\n");
}
