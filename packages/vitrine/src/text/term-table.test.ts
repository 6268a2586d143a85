import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TermTable } from "./term-table.js";

const term = fc.oneof(
  fc.constantFrom("", "oak", "oaks", "ok", "été", "🪑", "テーブル"),
  fc.string({ unit: "binary", maxLength: 12 }),
);

describe("TermTable", () => {
  it("numbers terms as a map from string to number does", () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 2000 }), fc.array(term), (added, asked) => {
        const table = new TermTable();
        const numbers = new Map<string, number>();
        for (const one of added) {
          if (!numbers.has(one)) numbers.set(one, numbers.size);
          // Terms are parts of texts: what stands around them must not count.
          expect(table.add(`x${one}oak`, 1, 1 + one.length)).toBe(numbers.get(one));
        }
        expect(table.size).toBe(numbers.size);
        for (const [one, number] of numbers) expect(table.textOf(number)).toBe(one);
        for (const one of [...added, ...asked]) {
          expect(table.numberOf(one, 0, one.length)).toBe(numbers.get(one) ?? -1);
        }
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it("holds very many terms and very long ones", () => {
    const long = "oak ".repeat(20_000);
    const terms = [long, ...Array.from({ length: 20_000 }, (_, at) => `w${at}`), `${long}x`];
    const table = new TermTable(terms);
    expect(table.size).toBe(terms.length);
    terms.forEach((one, number) => {
      if (table.numberOf(one, 0, one.length) !== number) expect.fail(`lost term ${number}`);
    });
    expect(table.textOf(0)).toBe(long);
    expect(table.textOf(terms.length - 1)).toBe(`${long}x`);
  });
});
