import { describe, expect, it } from "vitest";
import { createRandomSystem } from "./random-system.js";

const ids = Array.from({ length: 200 }, (_, index) => `p${index}`);

describe("createRandomSystem", () => {
  it("gives one ranking for one seed and query, and others for others", async () => {
    const ranked = await createRandomSystem(ids, 1).rank("desk", { k: 200 });
    expect([...ranked].sort()).toEqual([...ids].sort());
    expect(await createRandomSystem(ids, 1).rank("desk", { k: 200 })).toEqual(ranked);
    expect(await createRandomSystem(ids, 2).rank("desk", { k: 200 })).not.toEqual(ranked);
    expect(await createRandomSystem(ids, 1).rank("lamp", { k: 200 })).not.toEqual(ranked);
  });

  it("never returns what is excluded or outside the candidates, nor more than k", async () => {
    const within = new Set(ids.slice(0, 20));
    const exclude = new Set(ids.slice(0, 5));
    const system = createRandomSystem(ids, 1);
    const ranked = await system.rank("desk", { k: 100, within, exclude });
    expect([...ranked].sort()).toEqual(ids.slice(5, 20).sort());
    expect(await system.rank("desk", { k: 3, within, exclude })).toHaveLength(3);
  });
});
