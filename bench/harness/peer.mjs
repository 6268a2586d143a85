/**
 * @file A process that measures one side of a workload and answers in lines of JSON.
 *
 * Requests go to its standard input, answers come from its standard output, one line each and one at
 * a time; what else it has to say goes to standard error, the end of which an error shows. A process
 * of its own for each side, so that its peak of memory is its own.
 *
 * | request                                | answer                                       |
 * | -------------------------------------- | -------------------------------------------- |
 * | `{ do: "open", folder, size, threads}` | `{ versions }`: data loaded and all warmed up |
 * | `{ do: "round" }`                      | `{ seconds: { [measure]: number } }`          |
 * | `{ do: "memory" }`                     | `{ peakBytes }`, since the process began      |
 * | `{ do: "answers", into }`              | `{ notes }`, the answers written as files     |
 *
 * An answer `{ error }` ends the run.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Every library that is known to start threads is told how many. */
const threadVariables = [
  "OMP_NUM_THREADS",
  "OPENBLAS_NUM_THREADS",
  "MKL_NUM_THREADS",
  "NUMBA_NUM_THREADS",
  "RAYON_NUM_THREADS",
];

/**
 * @typedef {object} Peer
 * @property {string} name - For messages.
 * @property {(message: Record<string, unknown>) => Promise<any>} request
 * @property {() => Promise<void>} close
 */

/**
 * Starts a process.
 *
 * @param {string} name - For messages.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {number} threads - How many it may use.
 * @returns {Peer}
 */
export function startPeer(name, command, args, threads) {
  const limits = Object.fromEntries(threadVariables.map((key) => [key, String(threads)]));
  const child = spawn(command, args, {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...limits, HF_HUB_OFFLINE: "1" },
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said = (said + text).slice(-2000);
  });
  child.stdin.on("error", () => {}); // The end of the process is reported by its exit.
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.on("error", ({ message }) => resolve(`could not be started: ${message}`));
    child.on("close", (code, signal) => resolve(`ended with ${signal ?? `exit code ${code}`}`));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  return {
    name,
    async request(message) {
      child.stdin.write(`${JSON.stringify(message)}\n`);
      const { value: line, done } = await lines.next();
      if (done === true) throw new Error(`${name} ${await ended}.\n${said}`);
      const answer = parse(line);
      if (answer === undefined) {
        throw new Error(`${name} must answer in lines of JSON; got ${line.slice(0, 200)}`);
      }
      if (answer.error !== undefined) throw new Error(`${name}: ${answer.error}`);
      return answer;
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, "close");
      child.stdin.end();
      await closed;
    },
  };
}

/** @param {string} line */
function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
