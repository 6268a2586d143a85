import { beforeAll, describe, expect, it } from "vitest";
import { makeIndex, makeProduct, makeProducts } from "../../test/made-catalogue.js";
import type { Product } from "../data/product.js";
import type { SearchIndex } from "./search-index.js";
import { putProducts, removeProducts } from "./search-index.js";
import { searchProducts } from "./search-products.js";
import type { SearchAnswer, SearchOptions } from "./search-products.js";

const products = makeProducts(1200);
const productOf = new Map(products.map((product) => [product.id, product]));
const extra: Product[] = [
  makeProduct({ id: "ua", title: "Running shoe", brand: "Under Armour", price: 90 }),
  makeProduct({
    id: "uaf",
    title: "Under Armour football boot",
    brand: "Under Armour",
    price: 240,
  }),
];
let index: SearchIndex;
beforeAll(async () => {
  index = await makeIndex([...products, ...extra]);
});

const search = async (text: string, options: SearchOptions = {}): Promise<SearchAnswer> =>
  searchProducts(index, text, options);
const idsOf = ({ hits }: Pick<SearchAnswer, "hits">): string[] => hits.map(({ id }) => id);

describe("what is read in a query", () => {
  it("limits prices, and says so", async () => {
    const answer = await search("walnut desk under 150", { limit: 50 });
    expect(answer.understood).toContainEqual({
      text: "under 150",
      kind: "price",
      use: "filter",
      applied: true,
      filter: "price<150",
    });
    expect(answer.hits.length).toBeGreaterThan(0);
    for (const { price } of answer.hits) expect(price).toBeLessThan(150);
  });

  it("taken back part by part gives the plain search", async () => {
    const text = "red walnut desk under 150";
    let literal: string[] = [];
    let answer = await search(text);
    expect(answer.understood.length).toBeGreaterThan(1);
    while (answer.understood.length > 0) {
      literal = [...literal, ...answer.understood.map((part) => part.text)];
      answer = await search(text, { literal });
    }
    const plain = await search(text, { understand: false });
    expect(idsOf(answer)).toEqual(idsOf(plain));
    expect(answer.hits.map(({ score }) => score)).toEqual(plain.hits.map(({ score }) => score));
  });

  it("is not applied where nothing would be left, and that is told", async () => {
    const answer = await search("walnut desk under 50", { filters: ["price>100"] });
    const price = answer.understood.find(({ kind }) => kind === "price");
    expect(price).toMatchObject({ text: "under 50", applied: false });
    expect(answer.hits.length).toBeGreaterThan(0);
  });

  it("goes on holding for what is nearest when the words are given up", async () => {
    const answer = await search("qzx under 20");
    expect(answer).toMatchObject({ total: 0, understood: [{ text: "under 20", applied: true }] });
    expect(answer.nearest!.hits.length).toBeGreaterThan(0);
    for (const { price } of answer.nearest!.hits) expect(price).toBeLessThan(20);
  });

  it("leaves no number of a price behind that is given up", async () => {
    const filters = ["price>100"];
    const answer = await search("desk under €50", { filters });
    expect(answer.understood.find(({ kind }) => kind === "price")).toMatchObject({
      text: "under €50",
      applied: false,
    });
    expect(idsOf(answer)).toEqual(idsOf(await search("desk", { filters })));
  });

  it("finds nothing for a price alone that no product has, and shows the nearest prices", async () => {
    const options = { filters: ["price>100"], facets: true, explain: true };
    const answer = await search("under €50", options);
    expect(answer).toMatchObject({ total: 0, understood: [{ applied: false }] });
    const prices = [...products, ...extra]
      .flatMap(({ price }) => price ?? [])
      .toSorted((a, b) => a - b);
    const dear = prices.filter((price) => price > 100);
    expect(answer.nearest!.hits.map(({ price }) => price)).toEqual(dear.slice(0, 10));
    const { nearest } = await search("over €50", { filters: ["price<20"] });
    const cheap = prices.filter((price) => price < 20);
    expect(nearest!.hits.map(({ price }) => price)).toEqual(cheap.toReversed().slice(0, 10));
  });

  it("is taken back in any case of its letters", async () => {
    const plain = await search("walnut desk under 150", { literal: ["under 150"] });
    const shouted = await search("walnut desk under 150", { literal: ["UNDER 150"] });
    expect(shouted.understood.map(({ kind }) => kind)).not.toContain("price");
    expect(idsOf(shouted)).toEqual(idsOf(plain));
  });

  it("never keeps a brand from being found that looks like a limit", async () => {
    for (const text of ["under armour", "Under Armour", "under armour shoe"]) {
      const answer = await search(text);
      expect(idsOf(answer).slice(0, 2).sort(), text).toEqual(["ua", "uaf"]);
      expect(answer.understood.filter(({ kind }) => kind === "price")).toEqual([]);
    }
  });

  it("shows everything that a query of limits alone leaves", async () => {
    const answer = await search("under 20", { limit: 1000 });
    const wanted = products.filter(({ price }) => price !== undefined && price < 20);
    expect(new Set(idsOf(answer))).toEqual(new Set(wanted.map(({ id }) => id)));
    expect(answer.total).toBe(wanted.length);
    const sorted = await search("under 20", { limit: 1000, sort: "price" });
    const prices = sorted.hits.map(({ price }) => price!);
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
  });
});

describe("typing errors", () => {
  it("that are sure are corrected, told, and can be taken back", async () => {
    const answer = await search("wallnut desk");
    expect(answer.corrected).toEqual({ from: "wallnut desk", to: "walnut desk" });
    expect(idsOf(answer)).toEqual(idsOf(await search("walnut desk")));
    for (const options of [{ correct: false }, { literal: ["walnut desk"] }]) {
      const plain = await search("wallnut desk", options);
      expect(plain.corrected).toBeUndefined();
      expect(plain.didYouMean).toBe("walnut desk");
    }
  });
});

describe("facets", () => {
  it("of a filtered field count its alternatives within what was read", async () => {
    const text = "walnut desk under 150";
    const filters = ["brand=Norrland"];
    const answer = await search(text, { filters, facets: true });
    const without = await search(text, { facets: true });
    const countOf = ({ facets }: SearchAnswer, field: string, value: string): number | undefined =>
      facets?.find((facet) => facet.field === field)?.values.find((one) => one.value === value)
        ?.count;
    const brands = without.facets!.find(({ field }) => field === "brand")!.values;
    expect(brands.length).toBeGreaterThan(1);
    for (const { value, count } of brands) expect(countOf(answer, "brand", value)).toBe(count);
    const found = await search(text, { filters, limit: 1000 });
    const furniture = found.hits.filter(({ categoryPath }) => categoryPath[0] === "Furniture");
    expect(countOf(answer, "category", "Furniture")).toBe(furniture.length);
  });

  it("come with the prices of what was found", async () => {
    const { prices, hits } = await search("walnut", { facets: true, limit: 1000 });
    const counted = prices!.bins.reduce((sum, { count }) => sum + count, 0);
    expect(
      counted + prices!.missing + prices!.others.reduce((sum, { count }) => sum + count, 0),
    ).toBe(hits.length);
  });
});

describe("products as the query", () => {
  it("never return themselves or their twins", async () => {
    const like = ["p3", "p77", "p500"];
    const twins = new Set(
      like.flatMap((id) =>
        index.columns.twinsOf(index.columns.ordinalOf(id)).map(index.columns.idOf),
      ),
    );
    const answer = await search("", { like, limit: 100 });
    expect(answer.hits).toHaveLength(100);
    for (const id of idsOf(answer)) expect(twins).not.toContain(id);
  });

  it("with words are like this but cheaper, in oak", async () => {
    const example = products.find(
      ({ title, price }) => /walnut desk$/i.test(title) && (price ?? 0) > 200,
    )!;
    const answer = await search("cheaper, in oak", { like: [example.id] });
    expect(answer.understood[0]).toMatchObject({
      text: "cheaper",
      filter: `price<${example.price}`,
    });
    for (const { price } of answer.hits) expect(price).toBeLessThan(example.price!);
    for (const { title } of answer.hits.slice(0, 3)) expect(title.toLowerCase()).toMatch(/oak/);
  });

  it("that nothing is cheaper than are told so, and what is like them is shown", async () => {
    const cheapest = products
      .filter(({ price }) => price !== undefined)
      .reduce((least, product) => (product.price! < least.price! ? product : least));
    const answer = await search("cheaper", { like: [cheapest.id] });
    expect(answer.understood).toMatchObject([
      { text: "cheaper", filter: `price<${cheapest.price}`, applied: false },
    ]);
    expect(idsOf(answer)).toEqual(idsOf(await search("", { like: [cheapest.id] })));
  });

  it("that are not there are an error", async () => {
    await expect(search("oak", { like: ["nobody"] })).rejects.toMatchObject({
      code: "PRODUCT_NOT_FOUND",
    });
  });
});

describe("order", () => {
  it("by price is by price, without a price last", async () => {
    for (const [sort, sign] of [
      ["price", 1],
      ["-price", -1],
    ] as const) {
      const { hits } = await search("desk", { sort, limit: 1000 });
      const prices = hits.map(({ price }) => (price === undefined ? Infinity : sign * price));
      expect(prices).toEqual(prices.toSorted((a, b) => a - b));
    }
    await expect(search("desk", { sort: "beauty" })).rejects.toMatchObject({
      code: "PARAM_INVALID",
    });
  });

  it("with grouped variants has one of each family, and counts families", async () => {
    const all = await search("desk", { limit: 1000 });
    const grouped = await search("desk", { limit: 1000, variants: "grouped" });
    const familyOf = (id: string): string => {
      const group = index.columns.variantGroupAt(index.columns.ordinalOf(id));
      return group < 0 ? id : `family ${group}`;
    };
    const firsts = new Map(
      idsOf(all)
        .toReversed()
        .map((id) => [familyOf(id), id]),
    );
    expect(new Set(idsOf(grouped))).toEqual(new Set(firsts.values()));
    expect(grouped.total).toBe(firsts.size);
    const shown = grouped.hits.reduce((sum, { variants = 0 }) => sum + 1 + variants, 0);
    expect(shown).toBe(all.total);
  });

  it("with diversity holds the same products", async () => {
    const plain = await search("desk", { limit: 100 });
    const diverse = await search("desk", { limit: 100, diversity: 0.6 });
    expect(new Set(idsOf(diverse))).toEqual(new Set(idsOf(plain)));
    const { similarity } = (await search("desk", { diversity: 0.6 })).diversity!;
    expect(similarity.after).toBeLessThan(similarity.before);
  });
});

describe("pages of a list", () => {
  it.each([
    [{}],
    [{ sort: "price" }],
    [{ diversity: 0.5 }],
    [{ variants: "grouped" }],
    [{ mode: "lexical" }],
  ] as const)(
    "with %j have no product twice and miss none while products change",
    async (options) => {
      const own = await makeIndex(products);
      const first = await searchProducts(own, "oak", { ...options, limit: 30 });
      const before = await searchProducts(own, "oak", { ...options, limit: 1000 });
      const seen = idsOf(first);
      const gone = idsOf(before).filter((_, place) => place % 7 === 3);
      await removeProducts(own, gone.slice(0, 20));
      await putProducts(own, [
        makeProduct({ id: "new", title: "Oak oak oak desk", price: 0.5 }),
        ...idsOf(before)
          .slice(40, 45)
          .filter((id) => !gone.includes(id))
          .map((id) => ({ ...productOf.get(id)!, price: 0.01 })),
      ]);
      for (let offset = 30; offset < 1500; offset += 30) {
        const page = await searchProducts(own, "oak", {
          ...options,
          limit: 30,
          offset,
          list: first.list,
        });
        expect(page.list).toBe(first.list);
        seen.push(...idsOf(page));
      }
      expect(new Set(seen).size).toBe(seen.length);
      const lasting = idsOf(before).filter((id) => !gone.slice(0, 20).includes(id));
      for (const id of lasting) expect(seen).toContain(id);
    },
  );

  it("of another question are not mixed into this one", async () => {
    const { list } = await search("oak");
    const answer = await search("walnut", { list });
    expect(answer.list).not.toBe(list);
    expect(idsOf(answer)).toEqual(idsOf(await search("walnut")));
  });
});

describe("rules", () => {
  const ruled = (): SearchIndex => ({
    ...index,
    rules: () => [
      { id: "push", query: "desk", match: "exact", pin: ["p9", "nobody", "p11"], bury: [] },
      { id: "hide", query: "desk", match: "words", pin: [], bury: ["p9", "ua"] },
    ],
  });

  it("pin first and bury last, whole pages through, and are named", async () => {
    const [top] = idsOf(await search("desk"));
    const own: SearchIndex = {
      ...index,
      rules: () => [
        ...ruled().rules(),
        { id: "low", query: "desk", match: "exact", pin: [], bury: [top!] },
      ],
    };
    const { hits, total } = await searchProducts(own, "desk", { limit: 1000 });
    expect(hits).toHaveLength(total);
    expect(hits.slice(0, 2).map(({ id, rule }) => [id, rule])).toEqual([
      ["p9", { rule: "push", effect: "pinned" }],
      ["p11", { rule: "push", effect: "pinned" }],
    ]);
    expect(hits.at(-1)).toMatchObject({ id: top, rule: { rule: "low", effect: "buried" } });
    const pages: string[] = [];
    for (let offset = 0; offset < total; offset += 90) {
      pages.push(...idsOf(await searchProducts(own, "desk", { limit: 90, offset })));
    }
    expect(pages).toEqual(hits.map(({ id }) => id));
  });

  it("give way to filters, to the shopper's own order, and to being switched off", async () => {
    const price = productOf.get("p9")!.price ?? 0;
    const filtered = await searchProducts(ruled(), "desk", {
      filters: [`price>${price}`],
      limit: 1000,
    });
    expect(idsOf(filtered)).not.toContain("p9");
    const cheap = {
      ...index,
      rules: () => [{ ...ruled().rules()[0]!, match: "words" as const }],
    };
    const limit = Math.ceil(price) - 1;
    const { hits: below, understood } = await searchProducts(cheap, `desk under ${limit}`, {
      limit: 1000,
    });
    expect(understood[0]).toMatchObject({ applied: true });
    expect(below.map(({ id }) => id)).not.toContain("p9");
    for (const options of [{ rules: false }, { sort: "price" }]) {
      const { hits } = await searchProducts(ruled(), "desk", options);
      for (const hit of hits) expect(hit.rule).toBeUndefined();
    }
  });
});
