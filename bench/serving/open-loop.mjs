/**
 * @file Asks a server at a fixed rate, whether it keeps up or not, and says how long the answers took.
 *
 * Open loop: a request has its time, and its latency counts from that time, not from when a connection
 * was free. A server that stalls for a second so shows a second of slow answers, not one.
 */
import { Agent, request } from "node:http";

/**
 * @typedef {object} LoadResult
 * @property {number} asked - Fewer than were to be, where it was given up.
 * @property {number} failed - Answers other than 2xx, and requests without one.
 * @property {Record<string, number>} failures - By status or code.
 * @property {number} medianMs
 * @property {number} p99Ms
 * @property {number} worstMs
 * @property {number} rate - Answers a second, as they came.
 */

/**
 * @param {object} load
 * @param {string} load.url - Of the server.
 * @param {(at: number) => { path: string, method?: string, body?: string }} load.requestAt
 * @param {number} load.rate - Requests a second.
 * @param {number} load.seconds
 * @param {number} load.connections
 * @param {number} [load.giveUpMs] - The rest is not asked when an answer takes longer than this.
 * @returns {Promise<LoadResult>}
 */
export async function askAtRate({
  url,
  requestAt,
  rate,
  seconds,
  connections,
  giveUpMs = Infinity,
}) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let count = Math.round(rate * seconds);
  const all = new Float64Array(count);
  /** @type {Record<string, number>} */
  const failures = {};
  const started = performance.now();
  const dueAt = (at) => started + (at * 1000) / rate;
  /** @type {Promise<void>[]} */
  const asked = [];
  const ask = async (at) => {
    const outcome = await send(agent, url, requestAt(at));
    all[at] = performance.now() - dueAt(at);
    if (all[at] > giveUpMs) count = Math.min(count, asked.length);
    if (outcome !== "ok") failures[outcome] = (failures[outcome] ?? 0) + 1;
  };
  for (let at = 0; at < count;) {
    while (at < count && dueAt(at) <= performance.now()) asked.push(ask(at++));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(asked);
  const took = (performance.now() - started) / 1000;
  agent.destroy();
  const latencies = all.subarray(0, count).sort();
  return {
    asked: count,
    failed: Object.values(failures).reduce((sum, one) => sum + one, 0),
    failures,
    medianMs: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    worstMs: latencies[count - 1] ?? 0,
    rate: count / took,
  };
}

/**
 * @param {Agent} agent
 * @param {string} url
 * @param {{ path: string, method?: string, body?: string }} asked
 * @returns {Promise<string>} `ok`, a status or a code.
 */
function send(agent, url, { path, method = "GET", body }) {
  return new Promise((resolve) => {
    const headers = body === undefined ? {} : { "content-type": "application/json" };
    const sent = request(new URL(path, url), { agent, method, headers }, (answer) => {
      answer.resume();
      const status = answer.statusCode ?? 0;
      answer.on("end", () => resolve(status >= 200 && status < 300 ? "ok" : String(status)));
      answer.on("error", () => resolve("cut off"));
    });
    sent.on("error", (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? "?"));
    sent.end(body);
  });
}

/** @param {Float64Array} sorted */
function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
