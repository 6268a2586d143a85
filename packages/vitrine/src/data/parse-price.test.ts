import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { detectDecimalMark, parsePrice } from "./parse-price.js";

const amountOf = (text: unknown, options = {}): unknown => {
  const parsed = parsePrice(text, options);
  return parsed.status === "read" ? [parsed.value.amount, parsed.value.currency] : parsed.status;
};

describe("parsePrice", () => {
  it.each([
    ["$1,299.00", 1299, "USD"],
    ["1.299,00 €", 1299, "EUR"],
    ["1 299,00 kr", 1299, undefined],
    ["CHF 1'299.–", 1299, "CHF"],
    ["CHF 1’299.50", 1299.5, "CHF"],
    ["USD 12", 12, "USD"],
    ["12.5", 12.5, undefined],
    ["19,-", 19, undefined],
    ["₹1,00,000.00", 100_000, "INR"],
    ["R$ 1.234.567,89", 1_234_567.89, "BRL"],
    ["US$5", 5, "USD"],
    ["$12 CAD", 12, "CAD"],
    ["12.99 incl. VAT", 12.99, undefined],
    ["£0", 0, "GBP"],
    ["free", 0, undefined],
    [7.25, 7.25, undefined],
  ])("reads %j as %d %s", (text, amount, currency) => {
    expect(amountOf(text)).toEqual([amount, currency]);
  });

  it.each([
    "",
    "  ",
    "N/A",
    "n/a",
    "nan",
    "-",
    "—",
    "on request",
    "TBD",
    null,
    undefined,
    Number.NaN,
  ])("takes %j for missing, not for zero", (text) => {
    expect(parsePrice(text)).toEqual({ status: "missing" });
  });

  it.each([
    "abc",
    "-5",
    "$-5",
    "- 5 €",
    "1.2.3",
    "1,2,3",
    "$19.99 $14.99",
    "12.99 / kg",
    "€5 $6",
    "12 apples",
    -1,
    Infinity,
    true,
  ])("refuses %j and says why", (text) => {
    const parsed = parsePrice(text);
    expect(parsed.status).toBe("unreadable");
    expect(parsed.status === "unreadable" && parsed.why).toMatch(/^(must|has|names|is) /);
  });

  it("keeps the lower end of a range and says so", () => {
    expect(parsePrice("$10.50 - $20")).toEqual({
      status: "read",
      value: { amount: 10.5, currency: "USD" },
      note: "a range: the lower end is kept",
    });
    expect(parsePrice("10–20 €")).toMatchObject({ value: { amount: 10, currency: "EUR" } });
    expect(parsePrice("from $5")).toMatchObject({
      value: { amount: 5 },
      note: expect.any(String) as string,
    });
    expect(parsePrice("20 - 10")).toMatchObject({ status: "unreadable" });
  });

  it("reads one separator before three digits by the column, else by the currency", () => {
    expect(amountOf("1.299")).toEqual([1.299, undefined]);
    expect(amountOf("1,299")).toEqual([1299, undefined]);
    expect(amountOf("1.299 €")).toEqual([1299, "EUR"]);
    expect(amountOf("1.299", { decimalMark: "," })).toEqual([1299, undefined]);
    expect(amountOf("1,299", { decimalMark: "," })).toEqual([1.299, undefined]);
    expect(amountOf("0.125")).toEqual([0.125, undefined]);
  });

  it("settles an open sign by the shop's own currency", () => {
    expect(amountOf("129 kr", { currency: "NOK" })).toEqual([129, "NOK"]);
    expect(amountOf("$12", { currency: "AUD" })).toEqual([12, "AUD"]);
    expect(amountOf("$12", { currency: "EUR" })).toEqual([12, "USD"]);
  });

  it("reads back what any locale writes", () => {
    const locales = ["en-US", "de-DE", "fr-FR", "sv-SE", "de-CH", "en-IN", "pt-BR", "pl-PL"];
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        fc.constantFrom("EUR", "USD", "CHF", "GBP"),
        fc.integer({ min: 0, max: 1_000_000_000 }),
        (locale, currency, cents) => {
          const amount = cents / 100;
          const text = new Intl.NumberFormat(locale, {
            style: "currency",
            currency,
            currencyDisplay: "code",
          }).format(amount);
          expect(amountOf(text)).toEqual([amount, currency]);
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });

  it("never throws and never gives a negative or infinite amount", () => {
    const text = fc.string({
      unit: fc.constantFrom("1", "0", "9", ".", ",", " ", "-", "$", "€", "'", "k", "–"),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (value) => {
        const parsed = parsePrice(value);
        if (parsed.status === "read") {
          expect(parsed.value.amount).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(parsed.value.amount)).toBe(true);
        }
      }),
      { seed: 1, numRuns: 5000 },
    );
  });
});

describe("detectDecimalMark", () => {
  it("goes by the values that leave no doubt", () => {
    expect(detectDecimalMark(["1.299", "12,99", "5,00 €"])).toBe(",");
    expect(detectDecimalMark(["$1,299", "$12.99"])).toBe(".");
    expect(detectDecimalMark(["1.299", "12", null])).toBeUndefined();
  });
});
