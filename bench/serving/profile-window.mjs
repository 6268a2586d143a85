/**
 * @file Loaded into a server that is measured: the first SIGUSR2 begins a profile of its main thread,
 * the second writes it to the file that VITRINE_BENCH_PROFILE names.
 */
import { Session } from "node:inspector/promises";
import { renameSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const INTERVAL_MICROSECONDS = 400;
const file = process.env.VITRINE_BENCH_PROFILE;
/** @type {Session | undefined} */
let session;

if (isMainThread && file !== undefined) {
  process.on("SIGUSR2", () => {
    if (session === undefined) void begin();
    else void end(session, file);
  });
}

async function begin() {
  session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: INTERVAL_MICROSECONDS });
  await session.post("Profiler.start");
}

/** @param {Session} running @param {string} to */
async function end(running, to) {
  const { profile } = await running.post("Profiler.stop");
  running.disconnect();
  session = undefined;
  // Whoever waits for the file sees all of it or nothing.
  writeFileSync(`${to}.part`, JSON.stringify(profile));
  renameSync(`${to}.part`, to);
}
