/** @file A server in a process of its own, whose processor time and profile can be asked for. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Serves a workspace, and waits until it is ready.
 *
 * @param {string} workspace
 * @param {string} profileFile - Where a profile goes that is asked for.
 */
export async function startServer(workspace, profileFile) {
  const command = here("../../packages/vitrine/bin/vitrine.js");
  const child = spawn(
    process.execPath,
    [
      ...["--import", here("profile-window.mjs"), command],
      ...["serve", "--json", "--log-level", "error", "--port", "0", "--workspace", workspace],
    ],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, VITRINE_BENCH_PROFILE: profileFile },
    },
  );
  const url = await new Promise((resolve, reject) => {
    child.on("exit", () => reject(new Error("The server ended before it was ready.")));
    createInterface(child.stdout).on("line", (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (found !== null) resolve(found[0]);
    });
  });
  for (let isReady = false; !isReady; await pause(500)) {
    const answer = await fetch(`${url}/health/ready`);
    await answer.text();
    isReady = answer.ok;
  }
  return {
    url,
    /** Milliseconds of processor time so far, all threads together. */
    processorMs() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1].split(" ");
      const ticks = Number(fields[11]) + Number(fields[12]);
      return ticks * 10;
    },
    /** Begins a profile; the answer waits until it is written. @param {number} seconds */
    async profile(seconds) {
      rmSync(profileFile, { force: true });
      child.kill("SIGUSR2");
      await pause(seconds * 1000);
      child.kill("SIGUSR2");
      while (!existsSync(profileFile)) await pause(100);
      await pause(500);
      return JSON.parse(readFileSync(profileFile, "utf8"));
    },
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
