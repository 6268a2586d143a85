import { describe, expect, it } from "vitest";
import type { Arrangement } from "./arrange-finding.js";
import { NO_PLACES } from "./arranged-places.js";
import { createResultLists, nameOfList } from "./result-lists.js";

const listOf = (list: string): Arrangement => ({
  question: "",
  list,
  places: NO_PLACES,
  total: 0,
  finding: { ordinals: new Int32Array(0), scores: new Float64Array(0), total: 0 },
});

describe("result lists", () => {
  it("forget what was asked for longest ago first", () => {
    const lists = createResultLists();
    lists.add(listOf("kept"));
    for (let at = 0; at < 300; at++) {
      lists.add(listOf(`l${at}`));
      lists.get("kept");
    }
    expect(lists.get("kept")).toBeDefined();
    expect(lists.get("l0")).toBeUndefined();
    expect(lists.get("l299")).toBeDefined();
  });

  it("are named by the question and the order", () => {
    const name = nameOfList("desk", Int32Array.of(1, 2));
    expect(nameOfList("desk", Int32Array.of(1, 2))).toBe(name);
    expect(nameOfList("desk", Int32Array.of(2, 1))).not.toBe(name);
    expect(nameOfList("lamp", Int32Array.of(1, 2))).not.toBe(name);
  });
});
