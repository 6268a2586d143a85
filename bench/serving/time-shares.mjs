/** @file Where the time of a profile went, by part of the code. */

/** The first pattern that a function's file or name holds decides. */
const PARTS = [
  ["waiting", /^\(idle\)/],
  ["garbage collector", /^\(garbage collector\)/],
  ["vectors", /usearch|CompiledIndex|wasm|kernels\/|indexes\/(vector|exact|hnsw)/],
  [
    "words",
    /indexes\/(lexical|word|sorted)|src\/text\/bm25|dist\/text\/(bm25|stem|segment|fold)|snowball|\/en\.cjs/,
  ],
  ["fusion, vote and feedback", /engine\/ranking\/|indexes\/top-k/],
  [
    "reading the query",
    /engine\/(understanding|synonyms|suggestions|read-|prepare-|catalogue-spel|search-aids)|text\//,
  ],
  [
    "filters and what is shown",
    /engine\/(columns|shown|arrange|search-products|find-products|answer-memo|facets|recent-map)/,
  ],
  ["recommendations", /engine\/(recommend|behaviour|content-)|models\//],
  ["database", /store\/|drizzle|pglite|node:internal\/worker/],
  [
    "HTTP and JSON",
    /server\/|fastify|_http|node:net|stream|undici|find-my-way|pino|zod|stringify|parser|socket|writev|light-my/i,
  ],
];
const REST = "everything else";

/**
 * Adds up the time of a profile.
 *
 * @param {import("node:inspector").Profiler.Profile} profile - Of V8.
 * @returns {Record<string, number>} Milliseconds by part, the greatest first.
 */
export function timeShares({ nodes, samples = [], timeDeltas = [] }) {
  const partOf = new Map(
    nodes.map(({ id, callFrame: { functionName, url } }) => {
      const place = `${functionName} ${url}`;
      return [id, PARTS.find(([, pattern]) => pattern.test(place))?.[0] ?? REST];
    }),
  );
  /** @type {Record<string, number>} */
  const shares = {};
  samples.forEach((id, at) => {
    const part = partOf.get(id) ?? REST;
    shares[part] = (shares[part] ?? 0) + (timeDeltas[at] ?? 0) / 1000;
  });
  return Object.fromEntries(Object.entries(shares).sort(([, a], [, b]) => b - a));
}
