import { beforeAll, describe, expect, it } from "vitest";
import { makeIndex, makeProduct, makeProducts } from "../../test/made-catalogue.js";
import { matchesFilters, parseFilter } from "../data/filter.js";
import type { Product } from "../data/product.js";
import { twinsOf } from "../evaluation/product-twins.js";
import type { SearchIndex } from "./search-index.js";
import { searchProducts, SEARCH_MODES, similarProducts } from "./search-products.js";
import type { SearchAnswer, SearchOptions } from "./search-products.js";

const products = makeProducts(2000);
const productOf = new Map(products.map((product) => [product.id, product]));
const twins = twinsOf(products);
let index: SearchIndex;
beforeAll(async () => {
  index = await makeIndex(products);
});

const idsOf = ({ hits }: Pick<SearchAnswer, "hits">): string[] => hits.map(({ id }) => id);
const everything = async (text: string, options: SearchOptions = {}): Promise<SearchAnswer> => {
  const answer = await searchProducts(index, text, { ...options, limit: 1000 });
  const rest: SearchAnswer["hits"][number][] = [];
  for (let offset = 1000; offset < answer.total; offset += 1000) {
    rest.push(...(await searchProducts(index, text, { ...options, limit: 1000, offset })).hits);
  }
  return { ...answer, hits: [...answer.hits, ...rest] };
};
/** Everything that holds a word with this stem, in any field that is searched. */
const holding = (stem: string): Product[] =>
  products.filter(({ title, description, brand, categoryPath, attributes }) =>
    [title, description, brand, ...categoryPath, ...Object.values(attributes).flat()]
      .join(" ")
      .toLowerCase()
      .includes(stem),
  );

describe("a search", () => {
  it.each(["lexical", "hybrid"] as const)(
    "finds every product that holds the word, in %s mode",
    async (mode) => {
      const found = new Set(idsOf(await everything("walnut", { mode })));
      for (const { id } of holding("walnut")) expect(found).toContain(id);
      if (mode === "lexical") expect(found.size).toBe(holding("walnut").length);
    },
  );

  it.each(SEARCH_MODES)("has falling scores and no product twice, in %s mode", async (mode) => {
    const { hits, total } = await everything("small walnut desk", { mode });
    expect(hits).toHaveLength(total);
    expect(new Set(hits.map(({ id }) => id)).size).toBe(total);
    hits.forEach(({ score }, place) => {
      expect(score).toBeLessThanOrEqual(hits[place - 1]?.score ?? Infinity);
    });
  });

  it("puts what the words say first, typing errors forgiven", async () => {
    for (const text of ["walnut desk", "wallnut desk", "WALNUT DESKS"]) {
      const { hits } = await searchProducts(index, text, { limit: 5 });
      for (const { title } of hits) expect(title.toLowerCase()).toMatch(/walnut desk$/);
    }
  });

  it("finds by meaning what shares no word with the query, except in lexical mode", async () => {
    for (const mode of ["semantic", "hybrid"] as const) {
      const { hits } = await searchProducts(index, "couch", { mode, limit: 5 });
      expect(hits).toHaveLength(5);
      for (const { title } of hits) expect(title.toLowerCase()).toContain("sofa");
    }
    expect((await searchProducts(index, "couch", { mode: "lexical" })).hits).toEqual([]);
  });

  it("shows what the catalogue says of a product and nothing that it does not say", async () => {
    const { hits } = await everything("lamp");
    for (const { id, score, ...shown } of hits) {
      expect(score).not.toBeNaN();
      const { title, brand, categoryPath, price, currency, availability, images, parentId } =
        productOf.get(id)!;
      const told = { title, brand, categoryPath, price, currency, availability, parentId };
      expect(shown).toEqual(
        Object.fromEntries(
          Object.entries({ ...told, image: images[0] }).filter(([, value]) => value !== undefined),
        ),
      );
    }
  });

  it("gives the same answer again", async () => {
    const first = await searchProducts(index, "tall brass lamp", { facets: true, explain: true });
    expect(await searchProducts(index, "tall brass lamp", { facets: true, explain: true })).toEqual(
      first,
    );
  });

  it("finds what begins with the word that is still being typed", async () => {
    const options = { mode: "lexical", limit: 1000 } as const;
    expect((await searchProducts(index, "chand", options)).total).toBe(0);
    const typing = await searchProducts(index, "chand", { ...options, prefix: true });
    expect(new Set(idsOf(typing))).toEqual(new Set(holding("chandelier").map(({ id }) => id)));
  });
});

describe("filters", () => {
  it.each([
    ["price<150"],
    ["price>=499.5"],
    ["category=Furniture"],
    ["category=Furniture > Storage"],
    ["category=bookcases"],
    ["brand=norrland"],
    ["brand!=Norrland"],
    ["availability in in_stock,preorder"],
    ["colour=red"],
    ["attributes.width>180"],
    ["rooms=bedroom"],
    ["price<150", "category=Lighting", "brand in Blythe,Norrland"],
    ["price<0.5"],
  ])("%j %s hold exactly and never starve the result", async (...texts: string[]) => {
    const filters = texts.map(parseFilter);
    const passing = products.filter((product) => matchesFilters(product, filters));
    const holdsWord = new Set(holding("walnut").map(({ id }) => id));
    const wanted = passing.filter(({ id }) => holdsWord.has(id));
    const lexical = await everything("walnut", { filters: texts, mode: "lexical" });
    expect(new Set(idsOf(lexical))).toEqual(new Set(wanted.map(({ id }) => id)));
    for (const mode of ["semantic", "hybrid"] as const) {
      const { hits, total } = await everything("walnut", { filters: texts, mode });
      for (const { id } of hits) {
        expect(matchesFilters(productOf.get(id)!, filters), id).toBe(true);
      }
      if (mode === "hybrid") expect(total).toBeGreaterThanOrEqual(wanted.length);
    }
  });

  it("leave as many near products as there are, however far down they stand without filters", async () => {
    const rare = products.filter(
      ({ title, price }) => title.toLowerCase().includes("sofa") && (price ?? 0) > 480,
    );
    expect(rare.length).toBeGreaterThan(2);
    const { hits } = await everything("couch", { filters: ["price>480"], mode: "semantic" });
    const found = new Set(hits.map(({ id }) => id));
    for (const { id } of rare) expect(found).toContain(id);
  });

  it("let no product pass whose value is missing", async () => {
    const withPrice = await everything("walnut", { filters: ["price>=0"] });
    for (const { price } of withPrice.hits) expect(price).toBeDefined();
    const notBlythe = await everything("walnut", { filters: ["brand!=Blythe"] });
    for (const { brand } of notBlythe.hits) expect(brand).toBeDefined();
  });

  it("are told back as they were read", async () => {
    const { filters } = await searchProducts(index, "desk", { filters: ["price <  150"] });
    expect(filters).toEqual(["price<150"]);
  });

  it("that can not be read are refused", async () => {
    await expect(searchProducts(index, "desk", { filters: ["price ~ 150"] })).rejects.toMatchObject(
      { code: "FILTER_INVALID" },
    );
  });

  it("exclude ids, known or not, before anything is ranked", async () => {
    const [first, second, third] = idsOf(await searchProducts(index, "walnut desk"));
    const without = await searchProducts(index, "walnut desk", {
      exclude: [first!, third!, "nobody"],
    });
    expect(idsOf(without)).not.toContain(first);
    expect(idsOf(without)).not.toContain(third);
    expect(idsOf(without)).toContain(second);
    expect(without.hits).toHaveLength(10);
  });
});

describe("pages", () => {
  it.each(SEARCH_MODES)("join to the whole, in %s mode", async (mode) => {
    const whole = await everything("oak", { mode });
    const joined: SearchAnswer["hits"][number][] = [];
    for (let offset = 0; offset < whole.total; offset += 37) {
      const page = await searchProducts(index, "oak", { mode, limit: 37, offset });
      expect(page.total).toBe(whole.total);
      expect(page).toMatchObject({ offset, limit: 37 });
      joined.push(...page.hits);
    }
    expect(joined).toEqual(whole.hits);
  });

  it("are ten hits unless told otherwise, and empty after the last", async () => {
    const page = await searchProducts(index, "oak");
    expect(page.hits).toHaveLength(10);
    const after = await searchProducts(index, "oak", { offset: page.total });
    expect(after.hits).toEqual([]);
    expect(after.total).toBe(page.total);
    expect(after.nearest).toBeUndefined();
  });

  it.each([
    [{ limit: 0 }, "limit"],
    [{ limit: 1001 }, "limit"],
    [{ limit: 2.5 }, "limit"],
    [{ limit: NaN }, "limit"],
    [{ offset: -1 }, "offset"],
    [{ offset: Infinity }, "offset"],
  ])("with %j are refused, naming %s", async (options, param) => {
    await expect(searchProducts(index, "oak", options)).rejects.toMatchObject({
      code: "PARAM_INVALID",
      details: { param },
    });
  });

  it("of a mode that does not exist are refused", async () => {
    const options = { mode: "psychic" } as unknown as SearchOptions;
    await expect(searchProducts(index, "oak", options)).rejects.toMatchObject({
      code: "PARAM_INVALID",
      details: { param: "mode" },
    });
  });
});

describe("when nothing is found", () => {
  it("there are no hits, but the nearest products and how they were reached", async () => {
    const answer = await searchProducts(index, "zorvik sofa", {
      filters: ["price>100"],
      mode: "lexical",
      exclude: holding("sofa").map(({ id }) => id),
    });
    expect(answer.hits).toEqual([]);
    expect(answer.total).toBe(0);
    expect(answer.nearest?.hits).toHaveLength(10);
    for (const { price, title } of answer.nearest!.hits) {
      expect(price).toBeGreaterThan(100);
      expect(title.toLowerCase()).not.toContain("sofa");
    }
    expect(answer.nearest?.reached).toMatch(/nearest in meaning/);
  });

  it("filters are not relaxed: where none passes, nothing is near", async () => {
    const { hits, nearest } = await searchProducts(index, "desk", { filters: ["price<0"] });
    expect(hits).toEqual([]);
    expect(nearest?.hits).toEqual([]);
    expect(nearest?.reached).toMatch(/no product passes the filters/);
  });

  it("made-up words find nothing", async () => {
    const texts = ["zorvik pelumo", "xqzt", "brimfaxo"];
    const answers = await Promise.all(texts.map(async (text) => searchProducts(index, text)));
    expect(answers.filter(({ total }) => total === 0).length).toBeGreaterThanOrEqual(2);
  });

  it.each(["", "   "])(
    "the query %j asks for nothing in particular and shows all there is",
    async (text) => {
      const answer = await searchProducts(index, text, { facets: true });
      expect([answer.total, answer.hits.length]).toEqual([index.columns.size, 10]);
      expect(answer.facets?.map(({ field }) => field)).toContain("category");
    },
  );

  it.each(["!!!", "—"])("the query %j finds nothing and is no error", async (text) => {
    const answer = await searchProducts(index, text);
    expect(answer.hits).toEqual([]);
    expect(answer.nearest).toBeDefined();
  });

  it("there is no nearest beside hits", async () => {
    expect(await searchProducts(index, "desk")).not.toHaveProperty("nearest");
  });
});

describe("facets", () => {
  it("count what was found, all of it and not the page alone", async () => {
    const options = { filters: ["price<300"], mode: "lexical", facets: true, limit: 3 } as const;
    const answer = await searchProducts(index, "walnut", options);
    const found = (await everything("walnut", options)).hits.map(({ id }) => productOf.get(id)!);
    const count = (field: string, value: string): number | undefined =>
      answer.facets
        ?.find((facet) => facet.field === field)
        ?.values.find((one) => one.value === value)?.count;
    const having = (test: (product: Product) => boolean): number => found.filter(test).length;
    expect(answer.total).toBeGreaterThan(answer.hits.length);
    expect(count("brand", "Norrland")).toBe(having(({ brand }) => brand === "Norrland"));
    expect(count("category", "Furniture")).toBe(
      having(({ categoryPath }) => categoryPath[0] === "Furniture"),
    );
    expect(count("category", "Furniture > Storage > Bookcases")).toBe(
      having(({ categoryPath }) => categoryPath[2] === "Bookcases"),
    );
    expect(count("availability", "preorder")).toBe(
      having(({ availability }) => availability === "preorder"),
    );
    expect(count("colour", "red")).toBe(having(({ attributes }) => attributes["colour"] === "red"));
    expect(count("rooms", "hall")).toBe(
      having(({ attributes }) => [attributes["rooms"]].flat().includes("hall")),
    );
  });

  it("are left out unless asked for, and empty where nothing was found", async () => {
    expect(await searchProducts(index, "desk")).not.toHaveProperty("facets");
    const none = await searchProducts(index, "desk", { filters: ["price<0"], facets: true });
    expect(none.facets).toEqual([]);
  });
});

describe("similar products", () => {
  it("are of the same kind and never the product, its duplicates or its variants", async () => {
    const withTwins = products.filter((product) => twins(product).size > 2).slice(0, 40);
    expect(withTwins).toHaveLength(40);
    for (const product of withTwins) {
      const ownTwins = twins(product);
      const { hits } = await similarProducts(index, product.id, { limit: 20 });
      expect(hits).toHaveLength(20);
      for (const { id } of hits) expect(ownTwins, `${product.id} → ${id}`).not.toContain(id);
    }
  });

  it("hold filters, exclusions and pages as a search does", async () => {
    const filters = ["price<100"];
    const all = await similarProducts(index, "p7", { filters, limit: 40 });
    for (const { price } of all.hits) expect(price).toBeLessThan(100);
    const page = await similarProducts(index, "p7", { filters, limit: 10, offset: 10 });
    expect(page.hits).toEqual(all.hits.slice(10, 20));
    const [best] = idsOf(all);
    const without = await similarProducts(index, "p7", { filters, exclude: [best!] });
    expect(idsOf(without)).not.toContain(best);
  });

  it("of a product that is not there are an error that says what to do", async () => {
    await expect(similarProducts(index, "nobody")).rejects.toMatchObject({
      code: "PRODUCT_NOT_FOUND",
      details: { id: "nobody" },
    });
  });

  it("of the only product are none", async () => {
    const alone = await makeIndex([makeProduct({ id: "a", title: "Oak desk" })]);
    const { hits, total } = await similarProducts(alone, "a");
    expect(hits).toEqual([]);
    expect(total).toBe(0);
  });
});

describe("a product that lacks what others have", () => {
  it("is found first by its own title, without a category among products with one", async () => {
    const shop = [
      makeProduct({ id: "d1", title: "Walnut desk", categoryPath: ["Furniture", "Desks"] }),
      makeProduct({ id: "d2", title: "Oak desk", categoryPath: ["Furniture", "Desks"] }),
      makeProduct({ id: "l1", title: "Brass lamp", categoryPath: ["Lighting"] }),
      makeProduct({ id: "s1", title: "Furniture desk bed" }),
    ];
    const found = await searchProducts(await makeIndex(shop), "furniture desk bed");
    expect(idsOf(found)[0]).toBe("s1");
  });

  it("in a large catalogue stands where its title puts it, not behind all that fit worse", async () => {
    const texts = products.filter(({ categoryPath }) => categoryPath.length === 0).slice(0, 40);
    expect(texts).toHaveLength(40);
    let first = 0;
    for (const { id, title } of texts) {
      const ownTwins = twins(productOf.get(id)!);
      const { hits } = await searchProducts(index, title, {
        limit: 1,
        exclude: [...ownTwins].filter((twin) => twin !== id),
      });
      if (hits[0]?.title.toLowerCase() === title.toLowerCase()) first++;
    }
    expect(first).toBeGreaterThan(20);
  });
});

describe("a catalogue at its limits", () => {
  it("of one product finds it", async () => {
    const one = await makeIndex([makeProduct({ id: "a", title: "Oak desk" })]);
    expect(idsOf(await searchProducts(one, "oak desk"))).toEqual(["a"]);
  });

  it("of products that can not be told apart keeps their order", async () => {
    const same = Array.from({ length: 30 }, (_, n) =>
      makeProduct({ id: `z${n}`, title: "Oak desk" }),
    );
    const found = await searchProducts(await makeIndex(same), "oak desk", { limit: 30 });
    expect(idsOf(found)).toEqual(same.map(({ id }) => id));
  });

  it("of titles without a letter can still be searched for", async () => {
    const odd = await makeIndex([
      makeProduct({ id: "a", title: "???" }),
      makeProduct({ id: "b", title: "木の机" }),
      makeProduct({ id: "c", title: "4711" }),
    ]);
    expect(idsOf(await searchProducts(odd, "4711"))[0]).toBe("c");
    expect(idsOf(await searchProducts(odd, "木の机"))[0]).toBe("b");
  });
});
