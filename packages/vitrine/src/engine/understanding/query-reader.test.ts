import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeProduct } from "../../../test/made-catalogue.js";
import { parseFilter } from "../../data/filter.js";
import type { Product } from "../../data/product.js";
import { createAnalyzer } from "../../text/analyze.js";
import type { QueryReader } from "./query-reader.js";
import { createQueryReader } from "./query-reader.js";
import { prepareUnderstood } from "./query-reading.js";
import { createVocabularyCollector } from "./query-vocabulary.js";

type Fields = Partial<Product>;
let made = 0;
const several = (count: number, fields: (at: number) => Fields): Product[] =>
  Array.from({ length: count }, (_, at) =>
    makeProduct({
      id: String(made++),
      price: 10,
      currency: "USD",
      availability: "in_stock",
      ...fields(at),
    }),
  );

function readerOf(products: readonly Product[]): QueryReader {
  const analyzer = createAnalyzer({ language: "en" });
  const collector = createVocabularyCollector();
  const frequencies = new Map<string, number>();
  for (const product of products) {
    collector.add(product);
    for (const term of new Set(analyzer.analyze(product.title))) {
      frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
    }
  }
  return createQueryReader(collector.vocabulary, {
    analyzer,
    documentFrequency: (term) => frequencies.get(term) ?? 0,
  });
}

/** A shop in which nearly every word has two meanings. */
const products = [
  ...several(20, (at) => ({
    title: `Under Armour Running Shoes ${at}`,
    brand: "Under Armour",
    categoryPath: ["Sport", "Shoes"],
    price: 50 + at * 10,
    attributes: { color: at % 2 === 0 ? "Blue" : "Light Blue", sizes: ["20", "42", "M", "XL"] },
  })),
  ...several(20, (at) => ({
    title: `Black & Decker Cordless Drill ${at}`,
    brand: "Black & Decker",
    categoryPath: ["Tools", "Drills"],
    price: 40 + at * 5,
    attributes: { color: at < 16 ? "Orange" : "Black", voltage_v: 18 },
  })),
  ...several(12, (at) => ({
    title: `Levi's 501 Jeans ${at}`,
    brand: "Levi's",
    categoryPath: ["Clothes", "Jeans"],
    price: 60,
    attributes: { material: at < 6 ? "Cotton" : "Organic Cotton" },
  })),
  ...several(80, (at) => ({
    title: `Orange Juice ${at}`,
    categoryPath: ["Grocery", "Juice"],
    price: 2 + at / 20,
    attributes: { volume_l: 1 + (at % 3) / 2 },
  })),
  ...several(8, () => ({ title: "7 Up Lemonade", brand: "7 Up", price: 2 })),
  ...several(60, (at) => ({
    title: `Gold Ring ${at}`,
    categoryPath: ["Jewellery", "Rings"],
    price: 100 + at * 20,
    attributes: at < 3 ? { color: "Gold" } : {},
  })),
  ...several(40, () => ({ title: "Archery target", price: 30 })),
  ...several(2, () => ({ title: "Soap", brand: "Target" })),
  ...several(2, () => ({ title: "Soap", brand: "Just" })),
  ...several(12, (at) => ({
    title: "Photo Frame",
    categoryPath: ["Home", "Frames"],
    attributes: { color: "Sage green", size: at < 6 ? "20 x 30 cm" : "51 cm" },
  })),
  ...several(8, () => ({
    title: "Phone Case",
    categoryPath: ["Phones", "Cases"],
    attributes: { ring: true, stand: false, material: "Faux Leather" },
  })),
  ...several(20, (at) => ({
    title: `Oak Desk ${at}`,
    categoryPath: ["Furniture", "Desks"],
    price: 100 + at * 20,
    attributes: {
      width_cm: 80 + at * 5,
      depth_cm: 60,
      drawers: at % 4,
      material: at % 2 === 0 ? "Oak" : "Leather",
      legs: "frame",
      lockable: at % 3 === 0,
    },
  })),
  ...several(20, (at) => ({
    title: `Monitor ${at}`,
    price: 150,
    attributes: { screen_inches: 20 + at },
  })),
];
const reader = readerOf(products);

/** `[text] use filter`, with what remains of the query in front. */
const read = (query: string, shop = reader): string[] => {
  const { text, understood } = shop.read(query);
  const lines = understood.map((one) => `[${one.text}] ${one.use} ${one.filter}`);
  return [text, ...lines.filter((line) => !line.includes("category="))];
};

describe("a query's limits of the price", () => {
  it.each([
    ["desk under $150", ["desk", "[under $150] filter price<150"]],
    ["desk under 150", ["desk", "[under 150] filter price<150"]],
    ["desk for less than 200 please", ["desk please", "[for less than 200] filter price<200"]],
    ["desk up to 200 dollars", ["desk", "[up to 200 dollars] filter price<=200"]],
    ["desk over $1,299.00", ["desk", "[over $1,299.00] filter price>1299"]],
    ["desk at least $50", ["desk", "[at least $50] filter price>=50"]],
    ["desk $200 or less", ["desk", "[$200 or less] filter price<=200"]],
    ["$100+ desk", ["desk", "[$100+] filter price>=100"]],
    ["desk < $200", ["desk", "[< $200] filter price<200"]],
    [
      "desk between 100 and 200",
      ["desk", "[between 100 and 200] filter price>=100 and price<=200"],
    ],
    ["desk from $100 to $200", ["desk", "[from $100 to $200] filter price>=100 and price<=200"]],
    ["desk $100-200", ["desk", "[$100-200] filter price>=100 and price<=200"]],
    ["desk around $300", ["desk", "[around $300] filter price>=240 and price<=360"]],
    ["150usd desk", ["desk", "[150usd] filter price<=150"]],
    ["gift for $50", ["gift", "[for $50] filter price<=50"]],
    ["desk price under 500", ["desk", "[price under 500] filter price<500"]],
    ["schuhe unter 150 dollar", ["schuhe", "[unter 150 dollar] filter price<150"]],
    [
      "schuhe zwischen 50 und 90",
      ["schuhe", "[zwischen 50 und 90] filter price>=50 and price<=90"],
    ],
    ["bureau moins de 150 $", ["bureau", "[moins de 150 $] filter price<150"]],
    ["bureau plus de 150 $", ["bureau", "[plus de 150 $] filter price>150"]],
    [
      "mesa entre 100 y 200 dólares",
      ["mesa", "[entre 100 y 200 dólares] filter price>=100 and price<=200"],
    ],
    ["mesa menos de 90", ["mesa", "[menos de 90] filter price<90"]],
    ["scrivania sotto i 150 $", ["scrivania", "[sotto i 150 $] filter price<150"]],
    ["tot 150 dollar tafel", ["tafel", "[tot 150 dollar] filter price<=150"]],
    ["mesa até 150 dólares", ["mesa", "[até 150 dólares] filter price<=150"]],
  ])("are read in %j", (query, reading) => {
    expect(read(query)).toEqual(reading);
  });

  it.each([
    "under the sea poster",
    "desk under window",
    "lego under 50 pieces",
    "women over 40",
    "air max 90",
    "iphone 15 pro max 256",
    "lens 18-55mm",
    "up to 20% off",
    "wh-1000 headphones",
    "desk less than 200 euros",
    "desk £50",
    "under $",
    "$$$",
  ])("are not seen in %j", (query) => {
    expect(read(query)).toEqual([query]);
  });

  it("compare amounts of the currency that was named, in a shop of several", () => {
    const shop = readerOf([
      ...several(5, (at) => ({ price: 10 + at, currency: "EUR" })),
      ...several(5, (at) => ({ price: 10 + at, currency: "GBP" })),
    ]);
    expect(read("mug under 1.299,00 €", shop)).toEqual([
      "mug",
      "[under 1.299,00 €] filter price<1299 and currency=EUR",
    ]);
    expect(read("£5.99 mug", shop)).toEqual(["mug", "[£5.99] filter price<=5.99 and currency=GBP"]);
  });

  it("only raise what lies within, where two bare numbers may be a model", () => {
    expect(read("desk 100-200")).toEqual([
      "desk 100-200",
      "[100-200] boost price>=100 and price<=200",
    ]);
  });

  it("are not read in a shop without prices", () => {
    const shop = readerOf([makeProduct({ id: "a", title: "Desk" })]);
    expect(read("cheap desk under $50", shop)).toEqual(["cheap desk under $50"]);
  });
});

describe("a query's words of price and stock", () => {
  it.each([
    ["cheap desk", ["desk", "[cheap] boost price_level=low"]],
    ["not expensive desk", ["desk", "[not expensive] boost price_level=low"]],
    ["desk on a budget", ["desk", "[on a budget] boost price_level=low"]],
    ["luxury desk", ["desk", "[luxury] boost price_level=high"]],
    ["chaise pas cher", ["chaise", "[pas cher] boost price_level=low"]],
    ["günstige schuhe", ["schuhe", "[günstige] boost price_level=low"]],
    ["zapatos baratos", ["zapatos", "[baratos] boost price_level=low"]],
    ["goedkope tafel", ["tafel", "[goedkope] boost price_level=low"]],
    ["desk in stock", ["desk", "[in stock] filter availability=in_stock"]],
    ["schuhe auf lager", ["schuhe", "[auf lager] filter availability=in_stock"]],
    ["out of stock desk", ["out of stock desk"]],
  ])("are read in %j", (query, reading) => {
    expect(read(query)).toEqual(reading);
  });

  it("stay in the text where titles use them", () => {
    const shop = readerOf(several(9, (at) => ({ title: "Premium Cat Food", price: at })));
    expect(shop.read("premium cat food").text).toBe("premium cat food");
    expect(shop.read("premium cat food").understood[0]).toMatchObject({ weight: 0.5 });
  });
});

describe("a query's measures", () => {
  it.each([
    ["20-inch monitor", "monitor", "[20-inch] boost screen_inches>=19.66 and screen_inches<=20.34"],
    ['20" monitor', "monitor", '[20"] boost screen_inches>=19.66 and screen_inches<=20.34'],
    ["51 cm monitor", "monitor", "[51 cm] boost screen_inches>=19.737 and screen_inches<=20.42"],
    ["1500 ml juice", "juice", "[1500 ml] boost volume_l>=1.4745 and volume_l<=1.5255"],
    [
      "51 cm",
      "51 cm",
      "[51 cm] boost size=51 cm or screen_inches>=19.737 and screen_inches<=20.42",
    ],
    ["18v drill", "18v drill", "[18v] boost voltage_v=18"],
    ["desk max 120 cm wide", "desk max 120 cm wide", "[max 120 cm wide] boost width_cm<=122.04"],
    [
      "50 inch wide desk",
      "wide desk",
      "[50 inch wide] boost width_cm>=124.84 and width_cm<=129.16",
    ],
    ["desk depth 60 cm", "desk depth", "[depth 60 cm] boost depth_cm>=58.98 and depth_cm<=61.02"],
    [
      "51 cm size",
      "size",
      "[51 cm] boost size=51 cm or screen_inches>=19.737 and screen_inches<=20.42",
    ],
    ["desk with 2 drawers", "desk with 2 drawers", "[2 drawers] boost drawers=2"],
    [
      "desk with at least 2 drawers",
      "desk with at least 2 drawers",
      "[at least 2 drawers] boost drawers>=2",
    ],
    ["size 20", "size 20", "[size 20] boost sizes=20"],
    ["shoes size m", "shoes size m", "[size m] boost sizes=M"],
  ])("are converted in %j, which leaves %j", (query, left, reading) => {
    expect(read(query)).toEqual([left, reading]);
  });

  it("give each side of a thing an attribute of its own", () => {
    const [first] = reader.read("120 x 60 cm desk").understood;
    const suits = prepareUnderstood(first!);
    const found = products.filter(suits).map(({ attributes }) => attributes["width_cm"]);
    expect(found).toEqual([120]);
  });

  it("are left to the words where no product is measured so", () => {
    expect(read("5 kg flour")).toEqual(["5 kg flour"]);
    expect(read("900 cm desk")).toEqual(["900 cm desk"]);
  });
});

describe("a query's brands and values", () => {
  it.each([
    ["Under Armour shoes", "[Under Armour] boost brand=Under Armour"],
    ["black and decker drill", "[black and decker] boost brand=Black & Decker"],
    ["blackdecker drill", "[blackdecker] boost brand=Black & Decker"],
    ["levis 501", "[levis] boost brand=Levi's"],
    ["levi's 501", "[levi's] boost brand=Levi's"],
    ["7 up", "[7 up] boost brand=7 Up"],
    ["100 cotton", "[cotton] boost material in Cotton,Organic Cotton"],
    ["light blue shoes", "[light blue] boost color=Light Blue"],
    ["blue shoes", "[blue] boost color in Blue,Light Blue"],
    ["green frame", "[green] boost color=Sage green"],
    ["lockable desk", "[lockable] boost lockable=true"],
    ["case with ring", "[ring] boost ring=true"],
  ])("raise what suits in %j and keep the words", (query, reading) => {
    expect(read(query)).toEqual([query, reading]);
  });

  it.each([
    ["target", "far more titles use the word than products are of the brand"],
    ["gold ring", "most that are called gold do not have the colour"],
    ["photo frame", "legs of the kind frame are no frame"],
    ["vegan leather boots", "imitated leather is none"],
    ["plain soap", "no product says it"],
  ])("are not read in %j: %s", (query) => {
    expect(read(query)).toEqual([query]);
  });

  it("count less where titles use the word otherwise", () => {
    const [orange] = reader.read("orange juice").understood;
    expect(orange).toMatchObject({ text: "orange", filter: "color=Orange", weight: 0.2 });
  });

  it("are left out when they are denied, with the products that say nothing kept", () => {
    const { text, understood } = reader.read("shoes not blue");
    expect(text).toBe("shoes");
    expect(understood.at(-1)).toMatchObject({
      text: "not blue",
      use: "exclude",
      filter: expect.stringMatching(/^color(=| in )[^!]*Blue/) as string,
    });
    const isUnwanted = prepareUnderstood(understood.at(-1)!);
    expect(isUnwanted(makeProduct({ id: "a", attributes: { color: "Blue" } }))).toBe(true);
    expect(isUnwanted(makeProduct({ id: "a", attributes: { color: "Red" } }))).toBe(false);
    expect(isUnwanted(makeProduct({ id: "a" }))).toBe(false);
    expect(read("desk without drawers")).toEqual(["desk", "[without drawers] exclude drawers>0"]);
    expect(read("desk not lockable")).toEqual(["desk", "[not lockable] exclude lockable=true"]);
  });

  it("are read by their category only where the thing itself stands", () => {
    const kinds = (query: string): string[] =>
      reader.read(query).understood.map(({ filter }) => filter);
    expect(kinds("jeans")).toEqual(["category=Jeans"]);
    expect(kinds("case for jeans")).toEqual(["category=Cases"]);
    expect(kinds("jeans case")).toEqual(["category=Cases"]);
  });
});

describe("reading", () => {
  const words = fc.constantFrom(
    ..."under over between and $ 150 20-50 £5 blue light armour black & decker levi's not no without drawers desk 20 inch cm x 2 in stock cheap pas cher gold ring for size m , max < é 7 up €".split(
      " ",
    ),
  );
  const query = fc.oneof(
    fc.array(words, { maxLength: 12 }).map((all) => all.join(" ")),
    fc.array(words, { maxLength: 8 }).map((all) => all.join("")),
    fc.string({ unit: "binary", maxLength: 40 }),
  );

  it("never throws, and says which parts of the query it read", () => {
    fc.assert(
      fc.property(query, (text) => {
        const { text: rest, understood } = reader.read(text);
        let before = 0;
        for (const one of understood) {
          expect(text.slice(one.start, one.end)).toBe(one.text);
          expect(one.start).toBeGreaterThanOrEqual(before);
          expect(one.end).toBeGreaterThan(one.start);
          expect(one.weight).toBeGreaterThan(0);
          expect(one.weight).toBeLessThanOrEqual(1);
          for (const all of one.anyOf) expect(all.length).toBeGreaterThan(0);
          before = one.end;
        }
        if (understood.every(({ keepsText, spelling }) => keepsText && spelling === undefined)) {
          expect(rest).toBe(text);
        }
      }),
      { seed: 4, numRuns: 3_000 },
    );
  });

  it("gives back the query untouched when every reading is taken back", () => {
    fc.assert(
      fc.property(query, (text) => {
        const ignore = reader.read(text).understood.map((one) => one.text);
        expect(reader.read(text, { ignore })).toEqual({ text, understood: [] });
      }),
      { seed: 5, numRuns: 3_000 },
    );
  });

  it("takes back one reading and keeps the others", () => {
    const { text, understood } = reader.read("blue shoes under $80", { ignore: ["under $80"] });
    expect(text).toBe("blue shoes under $80");
    expect(understood.map((one) => one.text)).toEqual(["blue", "shoes"]);
  });

  it("finds in what remains what it kept there, and nothing else", () => {
    const thing = fc.constantFrom("desk", "blue shoes", "orange juice", "black & decker drill");
    const limit = fc.constantFrom(
      "under $80",
      "cheap",
      "in stock",
      "between 20 and 50",
      "not blue",
    );
    fc.assert(
      fc.property(thing, limit, fc.boolean(), (name, said, isBehind) => {
        const once = reader.read(isBehind ? `${name} ${said}` : `${said} ${name}`);
        const again = reader.read(once.text);
        expect(again.text).toBe(once.text);
        const kept = once.understood.filter(({ keepsText }) => keepsText);
        expect(again.understood.map((one) => one.filter)).toEqual(kept.map((one) => one.filter));
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  it("writes every single condition as the filter language reads it", () => {
    for (const text of ["desk under $150", "7 up", "in stock", "levi's", "cheap", "sage green"]) {
      for (const { filter, anyOf } of reader.read(text).understood) {
        const parsed = parseFilter(filter);
        expect(anyOf.length === 0 ? [[parsed]] : anyOf).toEqual([[parsed]]);
      }
    }
  });

  it("reads nothing in a shop without products", () => {
    const empty = readerOf([]);
    const text = "cheap blue desk under $50 in stock, 20 inch, no drawers";
    expect(empty.read(text)).toEqual({ text, understood: [] });
  });
});
