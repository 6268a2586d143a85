/**
 * @file Times searches over 100,000 × 384 numbers: plain loops, then the kernels with 1 and 2 threads.
 *
 * Prints the median and the best of the rounds in milliseconds. Run it after `npm run build`, on a
 * machine that does nothing else: node packages/kernels/bench/search.mjs [rounds]
 */
import { openKernels } from "../dist/index.js";

const ROWS = 100_000;
const DIMENSIONS = 384;
const BATCH = 1000;
const rounds = Number(process.argv[2] ?? 7);

let state = 1;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32 - 0.5;
};
const unitVectors = (count) => {
  const vectors = Float32Array.from(
    { length: count * DIMENSIONS },
    () => random() + random() + random(),
  );
  for (let start = 0; start < vectors.length; start += DIMENSIONS) {
    const vector = vectors.subarray(start, start + DIMENSIONS);
    const norm = Math.hypot(...vector);
    vector.forEach((value, at) => (vector[at] = value / norm));
  }
  return vectors;
};
const rows = unitVectors(ROWS);
const queries = unitVectors(BATCH);
const query = queries.subarray(0, DIMENSIONS);

const report = async (name, work) => {
  await work();
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  console.log(`${name.padEnd(34)} median ${median.toFixed(2)} ms, best ${times[0].toFixed(2)} ms`);
};

await report("plain loop, one query", () => {
  let best = -Infinity;
  for (let start = 0; start < rows.length; start += DIMENSIONS) {
    let sum = 0;
    for (let at = 0; at < DIMENSIONS; at++) sum += query[at] * rows[start + at];
    if (sum > best) best = sum;
  }
  return best;
});
for (const type of ["f32", "i8", "screened"]) {
  for (const threads of [1, 2]) {
    const kernels = await openKernels({ threads });
    const matrix = kernels.createMatrix({ dimensions: DIMENSIONS, type });
    const start = performance.now();
    matrix.append(rows);
    if (threads === 1) console.log(`${type}: append ${(performance.now() - start).toFixed(0)} ms`);
    const name = `${type}, ${threads} threads`;
    await report(`${name}, one query`, () => kernels.topK(matrix, query, { k: 10 }));
    await report(`${name}, ${BATCH} queries`, () => kernels.topK(matrix, queries, { k: 10 }));
    matrix.close();
  }
}
