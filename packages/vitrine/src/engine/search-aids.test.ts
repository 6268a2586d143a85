import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeProduct, makeProducts } from "../../test/made-catalogue.js";
import type { Product } from "../data/product.js";
import { createOrdinalLexicalIndex } from "../indexes/lexical-core.js";
import { createProductColumns } from "./columns/create-product-columns.js";
import { lexicalTexts } from "./product-texts.js";
import { createSearchAids } from "./search-aids.js";
import type { SearchAids } from "./search-aids.js";

const TEXTS = { attributes: ["colour"], withCategory: true };
const FIELDS = { title: { weight: 3 }, brand: {}, category: {}, attributes: {}, description: {} };

/** A catalogue with its aids, changed as an index changes it. */
interface AidedCatalogue {
  readonly aids: SearchAids;
  readonly put: (products: readonly Product[]) => void;
  readonly remove: (ids: readonly string[]) => void;
  readonly living: () => Product[];
}

function createAidedCatalogue(products: readonly Product[]): AidedCatalogue {
  const columns = createProductColumns();
  const lexical = createOrdinalLexicalIndex({ analyzer: { language: "en" }, fields: FIELDS });
  const aids = createSearchAids({ columns, lexical, language: "en" });
  const living = new Map<string, Product>();
  const heldOf = (ids: readonly string[]): Product[] =>
    ids
      .map(columns.ordinalOf)
      .filter((ordinal) => ordinal >= 0)
      .map(columns.productAt);
  const put = (changed: readonly Product[]): void => {
    aids.follow(heldOf(changed.map(({ id }) => id)), changed);
    const ordinals = columns.upsert(changed);
    lexical.upsert(
      changed.map((product, at) => ({
        ordinal: ordinals[at]!,
        fields: lexicalTexts(product, TEXTS),
      })),
    );
    for (const product of changed) living.set(product.id, product);
  };
  put(products);
  return {
    aids,
    put,
    remove(ids) {
      aids.follow(heldOf(ids), []);
      lexical.delete(columns.delete(ids));
      for (const id of ids) living.delete(id);
    },
    living: () => [...living.values()],
  };
}

const TYPED = [
  "n",
  "cas v",
  "hollis",
  "de",
  "desks ",
  "oak d",
  "oak desk",
  "blyhte",
  "wal",
  "kettel",
];
const MISTYPED = [
  "chandeleir",
  "walnt desk",
  "oakdesk",
  "book shelf",
  "norland",
  "ottomn",
  "beeker",
];
const MISSING = ["couch", "carpet", "mug", "bureau", "goblet"];

/** Everything that the aids say of words and names. */
function answersOf({ suggester, spell, nearWords }: SearchAids): unknown {
  return {
    suggestions: TYPED.map((typed) => suggester().suggest(typed, { limit: 12 })),
    spelled: MISTYPED.map(spell),
    near: MISSING.map((word) => nearWords([word])),
  };
}

describe("search aids", () => {
  it("answer after any changes as those made anew of the same catalogue", () => {
    const rare = ["", " ottoman", " beaker", " and sofa", " cup"];
    const pool = makeProducts(240, 5).map((product, at) => ({
      ...product,
      id: `p${at % 120}`,
      title: `${product.title}${rare[at % 7] ?? ""}`,
    }));
    const change = fc.record({
      put: fc.uniqueArray(fc.constantFrom(...pool), { maxLength: 8, selector: ({ id }) => id }),
      removed: fc.uniqueArray(
        fc.nat(119).map((number) => `p${number}`),
        { maxLength: 6 },
      ),
      isAsked: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const followed = createAidedCatalogue(pool.slice(0, 120));
        answersOf(followed.aids);
        for (const { put, removed, isAsked } of changes) {
          followed.put(put);
          followed.remove(removed);
          if (isAsked) answersOf(followed.aids);
        }
        const anew = createAidedCatalogue(followed.living());
        expect(answersOf(followed.aids)).toEqual(answersOf(anew.aids));
      }),
      { seed: 7, numRuns: 5 },
    );
  });

  it("find near words among those of the catalogue as it is now", () => {
    const titles = ["Grey sofa", "Blue sofa", "Oak desk", "Pine desk"];
    const { aids, put, remove } = createAidedCatalogue(
      titles.map((title, at) => makeProduct({ id: `p${at}`, title })),
    );
    const near = (): (readonly string[])[] => aids.nearWords(["couch"]).map(({ words }) => words);
    expect(near()).toEqual([["sofa"]]);
    remove(["p0"]);
    expect(near()).toEqual([]);
    put([makeProduct({ id: "p4", title: "Red sofa" })]);
    expect(near()).toEqual([["sofa"]]);
  });

  it("propose no word that no product has any more, and those that are new", () => {
    const { aids, put, remove } = createAidedCatalogue(
      Array.from({ length: 60 }, (_, at) =>
        makeProduct({ id: `p${at}`, title: at < 6 ? `Vexholm table ${at}` : `Oak desk ${at}` }),
      ),
    );
    const proposed = (text: string): string[] => {
      const { text: best, suggestions } = aids.spell(text);
      return [best, ...suggestions.map((one) => one.text)];
    };
    expect(proposed("vexhlom")).toContain("vexholm");
    remove(["p0", "p1", "p2", "p3", "p4", "p5"]);
    expect(proposed("vexhlom")).toEqual(["vexhlom"]);

    const ids = ["n0", "n1", "n2", "n3", "n4", "n5"];
    const description = "A karrowick classic.";
    put(ids.map((id) => makeProduct({ id, title: "Round table", description })));
    expect(proposed("karowick")).toContain("karrowick");
    put(ids.map((id) => makeProduct({ id, title: "Round table" })));
    expect(proposed("karowick")).toEqual(["karowick"]);
  });
});

describe("aids that are made before they are needed", () => {
  it("answer as others do, also when the catalogue changes while they are made", async () => {
    const products = makeProducts(2500);
    const warmed = createAidedCatalogue(products);
    const hammock = makeProduct({ id: "h1", title: "Zinnober hammock", brand: "Zinnobrand" });
    const warming = warmed.aids.warm();
    let isMade = false;
    void warming.then(() => (isMade = true));
    await Promise.resolve();
    // It has stopped in the middle.
    expect(isMade).toBe(false);
    warmed.put([hammock]);
    warmed.remove(["p0"]);
    await warming;
    await warmed.aids.warm();
    const anew = createAidedCatalogue(warmed.living());
    for (const text of [...TYPED, "zinn"]) {
      expect(warmed.aids.suggester().suggest(text)).toEqual(anew.aids.suggester().suggest(text));
    }
    for (const text of [...MISTYPED, "zinober"]) {
      expect(warmed.aids.spell(text)).toEqual(anew.aids.spell(text));
      expect(warmed.aids.reader().read(text)).toEqual(anew.aids.reader().read(text));
    }
  });
});
