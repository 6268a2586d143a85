/** @file BM25 over titles: building the index and answering queries, against bm25s. */
import { createOrdinalLexicalIndex } from "../../packages/vitrine/dist/indexes/lexical-core.js";
import { readFloats, readJson, writeNumbers } from "../harness/files.mjs";
import { writeTitles } from "./titles.mjs";
import { timed } from "./workloads.mjs";

const k = 10;

/** @type {import("./workloads.mjs").Workload} */
export const bm25 = {
  name: "bm25",
  title: "BM25 over titles",
  note: "Lucene's variant, k1 = 1.2, b = .75, no stop words, no stemmer; the ten best. Texts come in as strings, so that cutting words is part of both times. bm25s keeps words of two letters and more, Vitrine all of them. bm25s answers all queries in one call on two threads, with the faster of its two selections (numba); Vitrine one by one on one thread.",
  rival: { name: "bm25s", script: "bm25.py" },
  measures: [
    { name: "index and queries", what: "100,000 titles and 1,000 queries", target: 1 },
    { name: "index", what: "100,000 titles" },
    { name: "queries", what: "1,000 queries" },
  ],
  size: { titles: 100_000, queries: 1000 },
  smokeSize: { titles: 500, queries: 20 },
  prepare: writeTitles,
  ours: {
    async vitrine({ folder }) {
      /** @type {string[]} */
      const titles = readJson(`${folder}/titles.json`);
      /** @type {string[]} */
      const queries = readJson(`${folder}/queries.json`);
      const build = () => {
        const index = createOrdinalLexicalIndex({
          fields: { title: {} },
          analyzer: { stem: false, stopWords: [] },
        });
        index.upsert(titles.map((title, ordinal) => ({ ordinal, fields: { title } })));
        return index;
      };
      let index = build();
      const ask = () => queries.map((query) => index.rank(query, { k }));
      let found = ask();
      return {
        async round() {
          const building = await timed(() => (index = build()));
          const asking = await timed(() => (found = ask()));
          return { index: building, queries: asking, "index and queries": building + asking };
        },
        async answers(into) {
          const scores = new Float32Array(found.length * k);
          found.forEach(({ scores: row }, query) => scores.set(row, query * k));
          writeNumbers(`${into}/scores.f32`, scores);
        },
      };
    },
  },
  judge({ sides, rival }) {
    if (rival === undefined) return {};
    const expected = readFloats(`${sides[rival]}/scores.f32`);
    return Object.fromEntries(
      Object.entries(sides).map(([side, folder]) => {
        const scores = readFloats(`${folder}/scores.f32`);
        const equal = scores.filter(
          (score, at) =>
            Math.abs(score - /** @type {number} */ (expected[at])) <= 1e-3 * Math.max(1, score),
        );
        return [side, { "places with the rival's score": equal.length / scores.length }];
      }),
    );
  },
};
