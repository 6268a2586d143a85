import { describe, expect, it } from "vitest";

import { createDataProfile } from "./data-profile.js";
import type { Product } from "./product.js";
import type { BehaviourData, Readiness } from "./readiness.js";
import { abilities, assessReadiness } from "./readiness.js";

function assess(products: readonly Product[], behaviour?: BehaviourData): Map<string, Readiness> {
  const profiler = createDataProfile();
  profiler.add(products);
  const list = assessReadiness(profiler.profile(), behaviour);
  expect(list.map(({ ability }) => ability)).toEqual(abilities);
  for (const { status, remedy } of list) expect(remedy === undefined).toBe(status === "ready");
  return new Map(list.map((entry) => [entry.ability, entry]));
}

const rich = Array.from({ length: 20 }, (_, i): Product => ({
  id: `${i}`,
  title: `Oak chair ${i}`,
  description: "A chair of solid oak with a seat of woven cord, made to last for decades.",
  brand: "Acme",
  categoryPath: ["Home", "Chairs"],
  price: 5 + i,
  images: ["a.jpg"],
  attributes: { colour: i % 2 === 0 ? "red" : "blue" },
}));
const bare = rich.map(({ id, title }): Product => ({
  id,
  title,
  categoryPath: [],
  images: [],
  attributes: {},
}));

describe("assessReadiness", () => {
  it("finds a rich catalogue ready for all that needs no behaviour", () => {
    const list = assess(rich);
    const wanting = [...list.values()].filter(({ status }) => status !== "ready");
    expect(wanting.map(({ ability }) => ability)).toEqual(abilities.slice(11));
  });

  it("finds titles alone enough for words and partly for meaning, and says what is lacking", () => {
    const list = assess(bare);
    expect(list.get("search by words")?.status).toBe("ready");
    expect(list.get("semantic search")?.status).toBe("partly");
    expect(list.get("filter by price")).toEqual({
      ability: "filter by price",
      status: "missing",
      because: "0 % of products have a price",
      remedy: "Map or add a column of prices.",
    });
    expect(list.get("query understanding")?.status).toBe("missing");
  });

  it("finds half the prices partly enough", () => {
    const half = rich.map((product, i) => (i % 2 === 0 ? product : bare[i]!));
    expect(assess(half).get("filter by price")).toMatchObject({
      status: "partly",
      because: "50 % of products have a price",
    });
  });

  it("counts behaviour, orders, reviews and judged queries", () => {
    const list = assess(rich, {
      events: { count: 10_000, users: 1000, products: 20 },
      orders: { count: 900, returningCustomers: 100 },
      reviews: { count: 60, products: 20 },
      judgedQueries: 50,
    });
    expect(list.get("recommendations from behaviour")?.status).toBe("ready");
    expect(list.get("next basket")?.status).toBe("partly");
    expect(list.get("reviews")?.status).toBe("ready");
    expect(list.get("learned search ranking")?.status).toBe("ready");
  });

  it("is not ready for anything without products", () => {
    for (const { status } of assess([]).values()) expect(status).toBe("missing");
  });
});
