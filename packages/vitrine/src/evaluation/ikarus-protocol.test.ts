import { describe, expect, it } from "vitest";
import {
  evaluateByIkarusProtocol,
  ikarusCategory,
  scoreByIkarusProtocol,
} from "./ikarus-protocol.js";
import type { SearchSystem } from "./search-system.js";

describe("ikarusCategory", () => {
  it.each([
    ["['Home & Kitchen', 'Furniture', 'Chairs']", "Chairs"],
    ["['Home', 'Tables, Desks & Carts']", "Desks & Carts"],
    ["[]", ""],
    ["", ""],
    ["  ['A', ' ', '']  ", "A"],
    ["[[x]]", "x"],
  ])("cuts %j to %j, commas inside names and all", (text, category) => {
    expect(ikarusCategory(text)).toBe(category);
  });
});

describe("scoreByIkarusProtocol", () => {
  const rows = [
    { title: "same", categoryText: "['A']" },
    { title: "same", categoryText: "['A']" },
    { title: "alone", categoryText: "['B']" },
  ];
  const firstRows: SearchSystem = {
    name: "first",
    rank: async (_query, { k }) => ["0", "1", "2"].slice(0, k),
  };

  it("lets the query's row take a place, counts repeated rows and divides by five", async () => {
    const [scores] = await scoreByIkarusProtocol(rows, { semantic: [firstRows], lexical: [] });
    expect(scores).toEqual({
      name: "first",
      selfRetrieval: [1, 1, 1],
      precision: [0.2, 0.2],
      recall: [1, 1],
    });
  });

  it("counts a repeated title as found", async () => {
    const onlySecond: SearchSystem = { name: "second", rank: async () => ["1"] };
    const [scores] = await scoreByIkarusProtocol(rows.slice(0, 2), {
      semantic: [],
      lexical: [onlySecond],
    });
    expect(scores?.selfRetrieval).toEqual([1, 1]);
  });

  it("reports means with the intervals that the old protocol lacked", async () => {
    const report = await evaluateByIkarusProtocol(
      rows,
      { semantic: [firstRows], lexical: [firstRows] },
      { resamples: 100 },
    );
    expect(report.systems.map(({ metrics }) => metrics["precision@5"]?.value)).toEqual([0.2, 0.2]);
    expect(report.comparisons).toEqual([]);
  });

  it("has nothing to say about no rows", async () => {
    await expect(scoreByIkarusProtocol([], { semantic: [], lexical: [] })).rejects.toMatchObject({
      code: "NOTHING_TO_MEASURE",
    });
  });
});
