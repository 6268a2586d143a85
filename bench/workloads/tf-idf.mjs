/** @file TF-IDF of titles: learning the terms and weighing every title, against scikit-learn. */
import { fitTransformTfIdf } from "vitrine/text";
import { readFloats, readIntegers, readJson, writeJson, writeNumbers } from "../harness/files.mjs";
import { writeTitles } from "./titles.mjs";
import { timed } from "./workloads.mjs";

/** @type {import("./workloads.mjs").Workload} */
export const tfIdf = {
  name: "tf-idf",
  title: "TF-IDF of titles",
  note: "Defaults of both sides, which are the same: words of two letters and more. Both fit and transform in one call.",
  rival: { name: "scikit-learn", script: "tf-idf.py" },
  measures: [{ name: "fit and transform", what: "100,000 titles", target: 0.7 }],
  size: { titles: 100_000 },
  smokeSize: { titles: 500 },
  prepare: writeTitles,
  ours: {
    async vitrine({ folder }) {
      /** @type {string[]} */
      const titles = readJson(`${folder}/titles.json`);
      const work = () => fitTransformTfIdf(titles);
      let result = work();
      return {
        async round() {
          return { "fit and transform": await timed(() => (result = work())) };
        },
        async answers(into) {
          const { model, rows } = result;
          writeJson(`${into}/terms.json`, model.terms);
          writeNumbers(`${into}/starts.i32`, Int32Array.from(rows.rowStarts));
          writeNumbers(`${into}/columns.i32`, Int32Array.from(rows.columns));
          writeNumbers(`${into}/values.f32`, Float32Array.from(rows.values));
        },
      };
    },
  },
  judge({ sides, rival }) {
    if (rival === undefined) return {};
    const expected = readRows(/** @type {string} */ (sides[rival]));
    return Object.fromEntries(
      Object.entries(sides).map(([side, folder]) => [
        side,
        compareRows(readRows(folder), expected),
      ]),
    );
  },
};

/** @param {string} folder */
function readRows(folder) {
  return {
    terms: JSON.stringify(readJson(`${folder}/terms.json`)),
    starts: readIntegers(`${folder}/starts.i32`),
    columns: readIntegers(`${folder}/columns.i32`),
    values: readFloats(`${folder}/values.f32`),
  };
}

/** @param {ReturnType<typeof readRows>} got @param {ReturnType<typeof readRows>} expected */
function compareRows(got, expected) {
  const sameShape =
    got.terms === expected.terms &&
    got.starts.every((start, row) => start === expected.starts[row]) &&
    got.columns.length === expected.columns.length &&
    got.columns.every((column, at) => column === expected.columns[at]);
  const largest = got.values.reduce(
    (worst, value, at) =>
      Math.max(worst, Math.abs(value - /** @type {number} */ (expected.values[at]))),
    0,
  );
  return {
    "same terms and entries (1 is yes)": sameShape ? 1 : 0,
    "largest difference of a value": sameShape ? largest : NaN,
  };
}
