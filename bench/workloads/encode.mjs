/** @file Encoding short titles with MiniLM in float32, against sentence-transformers on PyTorch. */
import { generateShop } from "@vitrine/demo-shop";
import { loadTransformerEncoder } from "vitrine/encoders";
import { readFloats, readJson, writeJson, writeNumbers } from "../harness/files.mjs";
import { modelFolder } from "../harness/models.mjs";
import { timed } from "./workloads.mjs";

const model = "all-MiniLM-L6-v2";
const dimensions = 384;

/** @type {import("./workloads.mjs").Workload} */
export const encode = {
  name: "encode",
  title: "Encoding titles with MiniLM, float32",
  note: "Titles of the demo shop, 10,000 a round. Both sides sort by length; sentence-transformers encodes in batches of 32, its default.",
  rival: { name: "sentence-transformers", script: "encode.py" },
  measures: [{ name: "encode", what: "10,000 titles", target: 0.55 }],
  needsModel: model,
  size: { titles: 10_000 },
  smokeSize: { titles: 50 },
  async prepare(folder, { titles }) {
    const products = generateShop({ seed: 1, products: Math.max(20, titles) }).products.slice(
      0,
      titles,
    );
    writeJson(
      `${folder}/titles.json`,
      products.map(({ title }) => title),
    );
    writeJson(`${folder}/model.json`, modelFolder(model));
  },
  ours: {
    async vitrine({ folder, threads }) {
      /** @type {string[]} */
      const titles = readJson(`${folder}/titles.json`);
      const encoder = await loadTransformerEncoder(readJson(`${folder}/model.json`), { threads });
      /** @type {import("vitrine/encoders").Vectors} */
      let vectors = await encoder.encode(titles.slice(0, 100));
      return {
        async round() {
          return { encode: await timed(async () => (vectors = await encoder.encode(titles))) };
        },
        async answers(into) {
          writeNumbers(`${into}/vectors.f32`, vectors.data);
        },
        close: async () => encoder.close?.(),
      };
    },
  },
  judge({ sides, rival, size }) {
    if (rival === undefined) return {};
    const reference = readFloats(`${sides[rival]}/vectors.f32`);
    return Object.fromEntries(
      Object.entries(sides).map(([side, folder]) => {
        const vectors = readFloats(`${folder}/vectors.f32`);
        let least = 1;
        for (let row = 0; row < size.titles; row++) {
          let cosine = 0;
          for (let at = row * dimensions; at < (row + 1) * dimensions; at++) {
            cosine += /** @type {number} */ (vectors[at]) * /** @type {number} */ (reference[at]);
          }
          least = Math.min(least, cosine);
        }
        return [side, { "least cosine with the rival's vector": least }];
      }),
    );
  },
};
