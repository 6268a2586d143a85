import { describe, expect, it } from "vitest";
import { makeProduct, wordEncoder } from "../../test/made-catalogue.js";
import type { Language } from "../text/language.js";
import { buildSearchIndex } from "./build-search-index.js";
import { rankingOptionsSchema } from "./ranking/ranking-options.js";
import type { SearchIndex } from "./search-index.js";
import { searchProducts } from "./search-products.js";

const products = [
  makeProduct({ id: "de", title: "Kleines Haus aus Eichenholz" }),
  makeProduct({ id: "fr", title: "Chaises longues pour le jardin" }),
  makeProduct({ id: "en", title: "Comfortable chairs of oak" }),
];

async function build(languages: readonly Language[]): Promise<SearchIndex> {
  return buildSearchIndex([products.slice(0, 2), products.slice(2)], {
    texts: { attributes: [], withCategory: true },
    language: "en",
    languages,
    encoder: wordEncoder,
    ranking: rankingOptionsSchema.parse({}),
  });
}

const idsOf = async (index: SearchIndex, text: string): Promise<string[]> =>
  (await searchProducts(index, text, { mode: "lexical", correct: false })).hits.map(({ id }) => id);

describe("an index", () => {
  it("holds what came in several batches, in their order", async () => {
    const { columns } = await build([]);
    expect([0, 1, 2].map(columns.idOf)).toEqual(["de", "fr", "en"]);
  });

  it("of several languages knows the word endings of each", async () => {
    const index = await build(["de", "fr"]);
    expect(await idsOf(index, "chair")).toContain("en");
    expect(await idsOf(index, "Häuser")).toEqual(["de"]);
    expect(await idsOf(index, "chaise longue")).toContain("fr");
  });

  it("of one language knows no others", async () => {
    expect(await idsOf(await build([]), "Häuser")).toEqual([]);
  });
});
