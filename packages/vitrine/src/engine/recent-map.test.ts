import { describe, expect, it } from "vitest";
import { RecentKeys, RecentMap } from "./recent-map.js";

describe("a map of what is recent", () => {
  it("forgets what was not asked for longest", () => {
    const map = new RecentMap<string, number>(2);
    map.set("a", 1);
    map.set("b", 2);
    expect(map.get("a")).toBe(1);
    map.set("c", 3);
    expect([map.get("a"), map.get("b"), map.get("c")]).toEqual([1, undefined, 3]);
  });

  it("renews what is set again", () => {
    const map = new RecentMap<string, number>(2);
    map.set("a", 1);
    map.set("b", 2);
    map.set("a", 4);
    map.set("c", 3);
    expect([...map.values()]).toEqual([4, 3]);
  });

  it("keeps no more than what they together may weigh", () => {
    const map = new RecentMap<string, number>(10, (weight) => weight);
    map.set("a", 4);
    map.set("b", 5);
    map.set("c", 3);
    expect([...map.values()]).toEqual([5, 3]);
    map.set("b", 2);
    map.set("d", 5);
    expect([...map.values()]).toEqual([3, 2, 5]);
    map.set("e", 11);
    expect([...map.values()]).toEqual([]);
  });
});

it("knows a key from the second time on, as long as it is recent", () => {
  const keys = new RecentKeys(2);
  expect([keys.wasThere("a"), keys.wasThere("a"), keys.wasThere("b")]).toEqual([
    false,
    true,
    false,
  ]);
  keys.wasThere("c");
  expect([keys.wasThere("a"), keys.wasThere("c")]).toEqual([false, true]);
});
