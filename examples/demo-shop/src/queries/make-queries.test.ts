import { describe, expect, it } from "vitest";
import { createRandom } from "../random.js";
import { generateShop } from "../shop.js";
import { toJudgements } from "../files/json-lines.js";
import { colours } from "../world/colours.js";
import { gradeOf } from "./intent.js";
import type { Intent } from "./intent.js";
import { needs } from "./needs.js";
import { typeOf } from "../world/departments.js";
import { mistyped } from "./typing-errors.js";

const shop = generateShop();
const truthOf = new Map(shop.truths.map((truth) => [truth.id, truth]));
const priceOf = new Map(shop.products.map(({ id, price }) => [id, price]));

describe("judged queries", () => {
  it("are at least 240, of every kind, in two halves of nearly equal size", () => {
    expect(shop.queries.length).toBeGreaterThanOrEqual(240);
    for (const kind of [
      "attribute",
      "need",
      "plain",
      "price",
      "synonym",
      "typing error",
    ] as const) {
      for (const split of ["test", "train"] as const) {
        const some = shop.queries.filter((query) => query.kind === kind && query.split === split);
        expect(some.length, `${kind} ${split}`).toBeGreaterThan(10);
      }
    }
  });

  it("share no words and no product type between the halves", () => {
    expect(new Set(shop.queries.map(({ query }) => query)).size).toBe(shop.queries.length);
    const sideOf = new Map<string, string>();
    for (const { intent, split } of shop.queries) {
      const [type] = intent.types;
      expect(sideOf.get(type!) ?? split).toBe(split);
      sideOf.set(type!, split);
    }
  });

  it("each have an exact answer and hard wrong ones, all of them products of the shop", () => {
    for (const { query, grades } of shop.queries) {
      const values = Object.values(grades);
      expect(values, query).toContain(3);
      expect(values.filter((grade) => grade === 0).length, query).toBeGreaterThanOrEqual(10);
      for (const id of Object.keys(grades)) expect(truthOf.has(id)).toBe(true);
    }
  });

  it("are graded as the truth says, and leave out no product that is in any way right", () => {
    for (const { query, intent, grades } of shop.queries) {
      const wrong = [...truthOf]
        .filter(([id, truth]) => gradeOf(intent, truth, priceOf.get(id)) !== (grades[id] ?? 0))
        .map(([id]) => id);
      expect(wrong, query).toEqual([]);
    }
  });

  it("are written with query and grades and nothing else", () => {
    for (const line of toJudgements(shop.queries).trimEnd().split("\n")) {
      expect(Object.keys(JSON.parse(line) as object)).toEqual(["query", "grades"]);
    }
  });

  it("remain in a shop so small that most types are missing", () => {
    const small = generateShop({ products: 40 });
    expect(small.queries.length).toBeGreaterThan(20);
    for (const { grades } of small.queries) expect(Object.values(grades)).toContain(3);
  });

  it("ask in words for traits that the types have", () => {
    for (const need of needs) {
      for (const key of need.types) {
        for (const [name, is] of Object.entries(need.traits ?? {})) {
          const trait = typeOf(key).type.traits?.find((one) => one.name === name);
          expect(
            trait?.values.map((value) => value.is),
            need.text,
          ).toContain(is);
        }
      }
    }
  });
});

describe("gradeOf", () => {
  const mug = shop.truths.find((truth) => truth.type === "mug" && truth.colour === "navy")!;
  const wish = (intent: Omit<Intent, "types">): Intent => ({ types: ["mug"], ...intent });

  it("gives 3 for the type alone, 1 for a related type and 0 for another", () => {
    expect(gradeOf(wish({}), mug, mug.price)).toBe(3);
    expect(gradeOf({ types: ["teapot"] }, mug, mug.price)).toBe(1);
    expect(gradeOf({ types: ["sofa"] }, mug, mug.price)).toBe(0);
  });

  it("gives 3 for the colour, 2 for a colour of the family and 1 for another", () => {
    expect(colours.sky.family).toBe(colours.navy.family);
    expect(gradeOf(wish({ colour: "navy" }), mug, mug.price)).toBe(3);
    expect(gradeOf(wish({ colour: "sky" }), mug, mug.price)).toBe(2);
    expect(gradeOf(wish({ colour: "coral" }), mug, mug.price)).toBe(1);
  });

  it("gives 1 at most over the price, or where the file has lost it", () => {
    const intent = wish({ colour: "navy", maxPrice: mug.price });
    expect(gradeOf(intent, mug, mug.price)).toBe(3);
    expect(gradeOf(intent, mug, mug.price + 0.01)).toBe(1);
    expect(gradeOf(intent, mug, undefined)).toBe(1);
  });
});

describe("mistyped", () => {
  it("changes one word, never its first letter, and leaves short words alone", () => {
    const random = createRandom(1, "typing");
    for (let turn = 0; turn < 200; turn++) {
      const wrong = mistyped("red wardrobe", random);
      expect(wrong).not.toBe("red wardrobe");
      expect(wrong).toMatch(/^red w[a-z]+$/);
    }
    expect(mistyped("red mug", random)).toBe("red mug");
  });
});
