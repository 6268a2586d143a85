/** @file The built command line in a process of its own, as a script would call it. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const interruptSoon = new URL("interrupt-soon.mjs", import.meta.url).href;

/** How a call ended. */
export interface Outcome {
  /** Exit code; null when a signal killed the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Working directory of the call; default that of the tests. */
  readonly cwd?: string;
  /** Closes the reading end of standard output at once, as `head -0` would. */
  readonly closeStdout?: boolean;
  /** Sends SIGINT a moment after the command has begun to listen for it. */
  readonly interrupt?: boolean;
  /** What the call reads from standard input; default nothing. */
  readonly input?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Calls `vitrine` with `args` and waits for its end. Its streams are pipes, never a terminal. */
export async function runVitrine(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const preload = options.interrupt === true ? ["--import", interruptSoon] : [];
    const child = spawn(process.execPath, [...preload, main, ...args], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    // A call that does not read its input may have ended before it is written.
    child.stdin.on("error", () => undefined).end(options.input ?? "");
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    if (options.closeStdout === true) child.stdout.destroy();
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

/**
 * Calls `vitrine` with `--json` and reads what it prints; standard output must hold JSON alone.
 *
 * @throws {Error} When the call does not end with 0.
 */
export async function askVitrine(
  args: readonly string[],
  options: RunOptions = {},
): Promise<unknown> {
  const { code, stdout, stderr } = await runVitrine([...args, "--json"], options);
  if (code !== 0) throw new Error(`vitrine ${args.join(" ")} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}
