/**
 * @file What every command shares: the common options, the engine of the workspace, and where output goes.
 */
import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import type { Engine, FollowMode } from "../engine/engine.js";
import { createProgress, silentProgress } from "./progress.js";
import type { Progress, ProgressStream } from "./progress.js";

/** The process as the commands see it; tests pass their own. */
export interface CliProcess {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: ProgressStream;
  readonly stderr: ProgressStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** What the process ends with when no error decides it. */
  exitCode: number;
}

/** Options that every command takes. */
export interface CommonOptions {
  readonly workspace: string;
  /** True with `--json`, false with `--no-json`, absent without either. */
  readonly json?: boolean;
  readonly offline?: boolean;
  readonly quiet?: boolean;
}

/** What a command's action works with. */
export interface CommandContext {
  readonly engine: Engine;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Whether the terminal shows colours. */
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly json: boolean;
  /** Ends the process with this code although the command itself went well. */
  readonly endWith: (code: number) => void;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
  /** Writes a line to the error stream. */
  readonly note: (line: string) => void;
  /** Writes `value` as JSON, or the lines that `toText` makes of it, whichever was asked for. */
  readonly answer: <T>(value: T, toText: (value: T) => string) => void;
}

/** Adds the options that every command takes. */
export function withCommonOptions(command: Command): Command {
  return command
    .addOption(
      new Option("-w, --workspace <dir>", "folder of the shop's workspace")
        .env("VITRINE_WORKSPACE")
        .default("."),
    )
    .addOption(new Option("--json", "print JSON"))
    .addOption(new Option("--no-json", "print text even into a pipe").hideHelp())
    .addOption(new Option("--offline", "never use the network").env("VITRINE_OFFLINE"))
    .addOption(new Option("-q, --quiet", "no progress"));
}

/** How a command uses the engine, where it differs from the others. */
export interface EngineUse {
  /** Whether it prints JSON into a pipe without being told to. */
  readonly pipedJson?: boolean;
  readonly follow?: FollowMode;
}

/** Opens the workspace's engine for the time of `action` and closes it whatever happens. */
export async function runWithEngine(
  host: CliProcess,
  options: CommonOptions,
  action: (context: CommandContext) => Promise<void>,
  { pipedJson = false, follow }: EngineUse = {},
): Promise<void> {
  const terminal = host.stdout.isTTY === true;
  const json = options.json ?? (pipedJson && !terminal);
  const note = (line: string): void => void host.stderr.write(`${line}\n`);
  // The engine is loaded when a command runs: --help and --version should not wait for it.
  const { createEngine } = await import("../engine/engine.js");
  const engine = await createEngine({
    workspace: options.workspace,
    ...(options.offline === true ? { offline: true } : {}),
    ...(follow === undefined ? {} : { follow }),
    log: { warn: note },
  });
  const print = (line: string): void => void host.stdout.write(`${line}\n`);
  try {
    await action({
      engine,
      progress: options.quiet === true ? silentProgress : createProgress(host.stderr, host.now),
      signal: host.signal,
      colour: terminal && host.env["NO_COLOR"] === undefined,
      width: host.stdout.columns ?? 100,
      json,
      endWith: (code) => {
        host.exitCode = code;
      },
      print,
      note,
      answer: (value, toText) => {
        print(json ? JSON.stringify(value, null, 2) : toText(value));
      },
    });
  } finally {
    await engine.close();
  }
}

/** Reads a whole number of at least `least` from a command line. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(
      `It must be a whole number of at least ${least}; got "${text}".`,
    );
  };
}

/** Collects the values of an option that may be given several times. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** The examples at the end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}
