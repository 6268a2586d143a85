import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyRules } from "./apply-rules.js";
import { ruleEffects, rulesFor, searchRulesSchema } from "./search-rules.js";
import type { SearchRule } from "./search-rules.js";

const rule = (id: string, query: string, match: SearchRule["match"] = "exact"): SearchRule => ({
  id,
  query,
  match,
  pin: [],
  bury: [],
});
const heldBy = (query: string, ...rules: Parameters<typeof rulesFor>[0]): string[] =>
  rulesFor(rules, query).map(({ id }) => id);

describe("a rule", () => {
  it("of exact match holds for its text whatever its case, accents and spaces", () => {
    const own = rule("r", "Crème  desk");
    expect(heldBy("creme desk ", own)).toEqual(["r"]);
    expect(heldBy("creme desks", own)).toEqual([]);
    expect(heldBy("big creme desk", own)).toEqual([]);
  });

  it("of words holds for a query with all of its words in any order", () => {
    const own = rule("r", "oak desk", "words");
    expect(heldBy("a desk of oak", own)).toEqual(["r"]);
    expect(heldBy("oak", own)).toEqual([]);
  });

  it("gives way to an earlier rule that names the same product", () => {
    const effects = ruleEffects([
      { ...rule("first", "a"), pin: ["1"], bury: ["2"] },
      { ...rule("second", "a"), pin: ["2", "3"], bury: ["1"] },
    ]);
    expect([...effects]).toEqual([
      ["1", { rule: "first", effect: "pinned" }],
      ["2", { rule: "first", effect: "buried" }],
      ["3", { rule: "second", effect: "pinned" }],
    ]);
  });

  it("needs an id of its own", () => {
    const twice = [rule("r", "a"), rule("r", "b")];
    expect(searchRulesSchema.safeParse(twice).success).toBe(false);
  });
});

describe("an order under rules", () => {
  it("is pins, then the rest as it was, then burials; nothing is lost, doubled or made up", () => {
    const effect = fc.constantFrom("pinned", "buried");
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(30), { maxLength: 20 }),
        fc.dictionary(fc.nat(30).map(String), effect, { maxKeys: 8 }),
        (found, named) => {
          const effects = new Map(
            Object.entries(named).map(
              ([at, one]) => [Number(at), { rule: "r", effect: one }] as const,
            ),
          );
          const { order, added } = applyRules(Int32Array.from(found), effects);
          const having = (wanted: string): number[] =>
            [...effects].filter(([, one]) => one.effect === wanted).map(([at]) => at);
          expect([...order]).toEqual([
            ...having("pinned"),
            ...found.filter((at) => !effects.has(at)),
            ...found.filter((at) => effects.get(at)?.effect === "buried"),
          ]);
          expect(order).toHaveLength(found.length + added);
        },
      ),
      { seed: 4 },
    );
  });
});
