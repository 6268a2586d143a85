import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createHashTable } from "./hash-table.js";

describe("createHashTable", () => {
  it("answers as a Map does", () => {
    const entry = fc.tuple(fc.string({ unit: "binary", maxLength: 4 }), fc.nat());
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 300 }), (entries) => {
        const table = createHashTable();
        const map = new Map(entries);
        for (const [text, value] of entries) table.set(text, value);
        for (const [text, value] of map) expect(table.get(text)).toBe(value);
        expect(table.get("not there at all")).toBeUndefined();
        expect(table.size).toBe(map.size);
        expect([...table.values()].sort()).toEqual([...map.values()].sort());
      }),
      { seed: 11 },
    );
  });

  it("keeps 300,000 similar texts apart", () => {
    const table = createHashTable();
    for (let i = 0; i < 300_000; i++) table.set(`sku-${i}`, i);
    expect(table.size).toBe(300_000);
    for (let i = 0; i < 300_000; i += 997) expect(table.get(`sku-${i}`)).toBe(i);
  });
});
