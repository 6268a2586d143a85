import { beforeAll, describe, expect, it } from "vitest";
import { makeIndex, makeProducts } from "../../test/made-catalogue.js";
import { findProducts } from "./find-products.js";
import { prepareQuery } from "./prepare-query.js";
import { settingFamilies } from "./ranking-settings.js";
import { rehearseQuery } from "./rehearse-query.js";
import type { SearchIndex } from "./search-index.js";
import { withRanking } from "./search-index.js";

let index: SearchIndex;
beforeAll(async () => {
  index = await makeIndex(makeProducts(400));
});

describe("a rehearsed query", () => {
  it.each(["red walnut desk", "cheap lamp", "couch", "desk under 100"])(
    "%j gives what a search under each setting gives",
    async (text) => {
      const prepared = prepareQuery(index, text, "hybrid", {});
      const rehearsal = rehearseQuery(index, prepared);
      const names = index.ranker.sources.map(({ name }) => name);
      const settings = settingFamilies(index.ranking, names, 3).at(-1)!.settings;
      const tried = settings.filter((_, at) => at % 9 === 0);
      for (const ranking of [...tried, { ...index.ranking, sourceWeights: { words: 0 } }]) {
        const { ordinals } = await findProducts(withRanking(index, ranking), prepared.query, {
          accept: prepared.wanted,
          depth: 20,
        });
        expect(await rehearsal(ranking, 20)).toEqual(Array.from(ordinals, index.columns.idOf));
      }
    },
  );
});
