/** @file `vitrine serve` in a process of its own, as it runs in production; gone when the test that started it ends. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach } from "vitest";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface ServingProcess {
  readonly url: string;
  readonly isOpen: boolean;
  /** What it has printed so far, each line as JSON. */
  readonly lines: () => readonly Record<string, unknown>[];
  /** Sends a signal and waits for the end; null when the signal ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

/**
 * Prepares to start servers; call it once at the top of a test file.
 *
 * @returns Starts `vitrine serve` on a workspace and waits for the line that tells its address.
 */
export function servingProcesses(): (
  workspace: string,
  args?: readonly string[],
  env?: Readonly<Record<string, string>>,
) => Promise<ServingProcess> {
  const started = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of started) child.kill("SIGKILL");
    started.clear();
  });
  return async (workspace, args = [], env = {}) => {
    const child = spawn(
      process.execPath,
      [main, "serve", "-w", workspace, "--port", "0", "--offline", "--json", ...args],
      { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } },
    );
    started.add(child);
    let text = "";
    let faults = "";
    child.stderr.setEncoding("utf8").on("data", (part: string) => (faults += part));
    const ended = once(child, "close");
    await new Promise<void>((resolve, reject) => {
      child.stdout.setEncoding("utf8").on("data", (part: string) => {
        text += part;
        if (text.includes("\n")) resolve();
      });
      void ended.then(() => {
        reject(new Error(`vitrine serve ended: ${faults}`));
      });
    });
    const lines = (): Record<string, unknown>[] =>
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    const [first] = lines();
    return {
      url: first!["url"] as string,
      isOpen: first!["isOpen"] as boolean,
      lines,
      async end(signal) {
        child.kill(signal);
        const [code] = (await ended) as [number | null];
        return code;
      },
    };
  };
}
