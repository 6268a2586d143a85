/**
 * @file Our side of a workload, in a process of its own: node bench/harness/serve.mjs WORKLOAD VARIANT.
 *
 * Answers the requests that `peer.mjs` describes; rivals/peer.py does the same for the other side.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { workloadNamed } from "../workloads/workloads.mjs";

const [name = "", variant = ""] = process.argv.slice(2);
const workload = workloadNamed(name);
/** @type {import("../workloads/workloads.mjs").Opened | undefined} */
let opened;

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await answerTo(JSON.parse(line));
  } catch (error) {
    answer = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await opened?.close?.();

/** @param {any} message */
async function answerTo(message) {
  if (message.do === "open") {
    const open = workload.ours[variant];
    if (open === undefined) throw new Error(`${name} has no variant "${variant}"`);
    opened = await open(message);
    return { versions: { node: process.version } };
  }
  if (opened === undefined) throw new Error("the first request must be to open");
  if (message.do === "round") return { seconds: await opened.round() };
  if (message.do === "memory") return { peakBytes: peakBytes() };
  if (message.do === "answers") return { notes: (await opened.answers(message.into)) ?? {} };
  throw new Error(`there is no request "${message.do}"`);
}

/** The most memory that was ever resident; Linux tells, and where it does not, Node knows about it. */
function peakBytes() {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
