import { describe, expect, it } from "vitest";
import { toProductsCsv } from "./files/products-csv.js";
import { toWindows1252 } from "./files/windows-1252.js";
import { generateShop } from "./shop.js";
import type { TrapKind } from "./traps.js";

const clean = generateShop({ products: 1200 });
const trapped = generateShop({ products: 1200, traps: true });
const idsOf = (kind: TrapKind): string[] =>
  trapped.traps.filter((trap) => trap.kind === kind).map(({ id }) => id);
const productOf = new Map(trapped.products.map((product) => [product.id, product]));

describe("traps", () => {
  it("are absent unless asked for", () => {
    expect(clean.traps).toEqual([]);
    expect(clean.repeatedRows).toEqual([]);
    expect(
      clean.products.every(({ price, currency }) => price !== undefined && currency === "USD"),
    ).toBe(true);
    const csv = new TextDecoder("utf-8", { fatal: true }).decode(toProductsCsv(clean));
    expect(csv).not.toContain("$");
    expect(csv).toContain("Lighting, Décor & Textiles > ");
  });

  it("are every kind there when asked for, and written down", () => {
    for (const kind of [
      "loud title",
      "missing price",
      "price as text",
      "stray whitespace",
    ] as const) {
      expect(idsOf(kind).length, kind).toBeGreaterThan(5);
    }
    for (const id of idsOf("missing price")) expect(productOf.get(id)!.price).toBeUndefined();
    for (const { id, of } of trapped.traps.filter(({ kind }) => kind === "repeated title")) {
      expect(productOf.get(id)!.title).toBe(productOf.get(of!)!.title);
      expect(id).not.toBe(of);
    }
    expect(trapped.repeatedRows.map(({ id }) => id).sort()).toEqual(idsOf("repeated id").sort());
    for (const row of trapped.repeatedRows)
      expect(row.price).not.toBe(productOf.get(row.id)!.price);
  });

  it("keep the truth of a product whose price is lost", () => {
    const [id] = idsOf("missing price");
    expect(trapped.truths.find((truth) => truth.id === id)!.price).toBeGreaterThan(0);
  });

  it("spoil the form of the CSV: windows-1252, Python lists, prices as text", () => {
    const bytes = toProductsCsv(trapped);
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow();
    const csv = new TextDecoder("windows-1252").decode(bytes);
    expect(csv).toContain("['Lighting, Décor & Textiles', ");
    expect(csv).toContain(`"Dolls & Doll's Houses"`.replaceAll('"', '""'));
    expect(csv).toMatch(/"\$1,\d{3}\.\d\d"/);
    expect(csv).not.toContain("?");
  });

  it("encode windows-1252 as the WHATWG standard maps it", () => {
    // Known bytes, since TextDecoder of some Node versions reads windows-1252 as latin1.
    expect([...toWindows1252("é–“”€‰žÿÉ")]).toEqual([
      0xe9, 0x96, 0x93, 0x94, 0x80, 0x89, 0x9e, 0xff, 0xc9,
    ]);
    expect([...toWindows1252("a漢")]).toEqual([0x61, 0x3f]);
  });
});
