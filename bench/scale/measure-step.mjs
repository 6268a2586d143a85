/**
 * @file One step of the scale measurement in a process of its own, so that its memory is its own.
 *
 * Prints a line of JSON: seconds, processor seconds, greatest resident memory, and what the step
 * found. Called by `run-scale.mjs`.
 */
import { readFileSync } from "node:fs";
import { createEngine } from "vitrine";

const [step, workspace, ...rest] = process.argv.slice(2);
const engine = await createEngine({ workspace, config: {} });
const before = process.cpuUsage();
const started = performance.now();
const found = await steps()[step](...rest);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
const peakMegabytes = peakMemory();
await engine.close();
console.log(
  JSON.stringify({ seconds, processorSeconds: (user + system) / 1e6, peakMegabytes, ...found }),
);

/** @returns {Record<string, (...args: string[]) => Promise<object>>} */
function steps() {
  return {
    async import(file) {
      const { products } = await engine.importProducts(file, { onProgress: progress() });
      return { products };
    },
    async index() {
      const { products, vectorIndex } = await engine.index({ full: true, onProgress: progress() });
      return { products, vectorIndex };
    },
    async open() {
      const { total } = await engine.search("lamp");
      return { total };
    },
    async search(queriesFile) {
      const queries = readFileSync(queriesFile, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      // What is made at the first need of it is not part of a search.
      for (const { query, filters } of queries.slice(0, 20))
        await engine.search(query, { filters });
      const times = [];
      for (const { query, filters } of queries) {
        const asked = performance.now();
        await engine.search(query, { filters });
        times.push(performance.now() - asked);
      }
      return {
        searches: times.length,
        medianMs: quantile(times, 0.5),
        p99Ms: quantile(times, 0.99),
      };
    },
    /** Writes into an empty store, in bulks and one by one. */
    async store() {
      const lamp = (at) => ({
        id: `lamp-${at}`,
        title: `Lamp number ${at} of oak`,
        categoryPath: ["Lighting", "Lamps"],
        price: at % 500,
        images: [],
        attributes: {},
      });
      const opened = performance.now();
      await engine.upsertProducts([lamp(0)]);
      const openSeconds = (performance.now() - opened) / 1000;
      const [bulks, bulkSize, singles] = [20, 1000, 500];
      const bulkTimes = [];
      for (let bulk = 0; bulk < bulks; bulk++) {
        const products = Array.from({ length: bulkSize }, (_, at) =>
          lamp(bulk * bulkSize + at + 1),
        );
        const asked = performance.now();
        await engine.upsertProducts(products);
        bulkTimes.push(performance.now() - asked);
      }
      const singleTimes = [];
      for (let single = 0; single < singles; single++) {
        const asked = performance.now();
        await engine.upsertProducts([{ ...lamp(single), price: 1000 + single }]);
        singleTimes.push(performance.now() - asked);
      }
      return {
        openSeconds,
        bulkRowsPerSecond: (1000 * bulkSize) / quantile(bulkTimes, 0.5),
        singleRowsPerSecond: 1000 / quantile(singleTimes, 0.5),
      };
    },
    async update(countText) {
      await engine.search("lamp");
      const count = Number(countText);
      const asked = performance.now();
      await engine.upsertProducts(
        Array.from({ length: count }, (_, at) => ({
          id: `changed-${at}`,
          title: `Changed lamp number ${at} of oak`,
          categoryPath: ["Lighting", "Lamps"],
          images: [],
          attributes: {},
        })),
      );
      const { total } = await engine.search("changed lamp number");
      const updateSeconds = (performance.now() - asked) / 1000;
      const asked2 = performance.now();
      const { built } = await engine.index();
      return { total, updateSeconds, built, indexSeconds: (performance.now() - asked2) / 1000 };
    },
  };
}

/** Plain lines on the error stream, a few seconds apart. */
function progress() {
  let shown = performance.now();
  return (stage, done, total) => {
    if (performance.now() - shown < 10_000) return;
    shown = performance.now();
    console.error(`  ${stage}: ${done} of ${total}, ${peakMemory()} MB at most`);
  };
}

function peakMemory() {
  const status = readFileSync("/proc/self/status", "utf8");
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024);
}

function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
