import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toMeasureUnit, unitOfName } from "./measures-units.js";
import { measuresAgree, parseMeasures } from "./measures.js";

const read = (text: string): string[] =>
  parseMeasures(text).map(({ start, end, unit, minimum, maximum }) => {
    const value = (base: number): string => String(Number((base / unit.factor).toPrecision(6)));
    const amount = minimum === maximum ? value(minimum) : `${value(minimum)}..${value(maximum)}`;
    return `${text.slice(start, end)} = ${amount} ${unit.symbol}`;
  });

describe("parseMeasures", () => {
  it.each([
    ["20-inch pan", ["20-inch = 20 in"]],
    ['20" tv', ['20" = 20 in']],
    ["20 in", ["20 in = 20 in"]],
    ["20 inches wide", ["20 inches = 20 in"]],
    ["32 Zoll Fernseher", ["32 Zoll = 32 in"]],
    ["51 cm", ["51 cm = 51 cm"]],
    ["1,5 l bottle", ["1,5 l = 1.5 l"]],
    ["1.5l bottle", ["1.5l = 1.5 l"]],
    ["1,000 mAh", ["1,000 mAh = 1000 mAh"]],
    ["12 fl oz", ["12 fl oz = 12 fl oz"]],
    ["1 1/2 in", ["1 1/2 in = 1.5 in"]],
    ["½ inch", ["½ inch = 0.5 in"]],
    ["2½ ft", ["2½ ft = 2.5 ft"]],
    ["100 m²", ["100 m² = 100 m²"]],
    ["2tb disk", ["2tb = 2 TB"]],
    ["5–10 kg", ["5–10 kg = 5..10 kg"]],
    ["20 to 24 inch", ["20 to 24 inch = 20..24 in"]],
    ["240 x 160 cm", ["240 x 160 cm = 240 cm", "240 x 160 cm = 160 cm"]],
    ["240cmx160cm", ["240cm = 240 cm", "160cm = 160 cm"]],
    ['18.5"D x 16"W', ['18.5" = 18.5 in', '16" = 16 in']],
    ["5'x8' rug", ["5' = 5 ft", "8' = 8 ft"]],
    [`6' 2"`, [`6' 2" = 6.16667 ft`]],
    ["5 lb 4 oz", ["5 lb 4 oz = 5.25 lb"]],
    ["pack of 6", ["pack of 6 = 6 pieces"]],
    ["6-pack", ["6-pack = 6 pieces"]],
    ["set of 2 in a box", ["set of 2 = 2 pieces"]],
    ["6 pcs", ["6 pcs = 6 pieces"]],
  ])("reads %j", (text, measures) => {
    expect(read(text)).toEqual(measures);
  });

  it.each([
    "WH-1000 m",
    "3 in 1 cable",
    "size 20 in black",
    '"size 20" chair',
    "2x4",
    "levi's 501",
    "iphone 5",
    "0 cm",
    "1/0 cm",
    "pack of 0",
    "no digits, 12",
  ])("finds none in %j", (text) => {
    expect(read(text)).toEqual([]);
  });

  it("never throws, and its measures are parts of the text, positive and in order", () => {
    const piece = fc.constantFrom(
      ..."1 20 5,5 1/2 ½ x - in \" ' ft cm kg to of pack ” é ² . , $".split(" "),
      " ",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(text, (any) => {
        let before = 0;
        for (const { start, end, minimum, maximum } of parseMeasures(any)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(any.length);
          expect(minimum).toBeGreaterThan(0);
          expect(maximum).toBeGreaterThanOrEqual(minimum);
          expect(maximum).toBeLessThan(Infinity);
          before = start;
        }
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });
});

describe("measuresAgree", () => {
  const agree = (a: string, b: string): boolean =>
    measuresAgree(parseMeasures(a)[0]!, parseMeasures(b)[0]!);

  it.each([
    ['20"', "51 cm"],
    ["12 in", "30 cm"],
    ["6 ft", "180 cm"],
    ["1.5 l", "1500 ml"],
    ["2 lb", "900 g"],
    ["0.5 TB", "500 GB"],
    ["20-24 inch", "55 cm"],
  ])("holds for %j and %j", (a, b) => {
    expect(agree(a, b)).toBe(true);
    expect(agree(b, a)).toBe(true);
  });

  it.each([
    ["20 in", "21 in"],
    ["20 in", "20 kg"],
    ["64 GB", "65 GB"],
    ["6-pack", "7-pack"],
  ])("does not hold for %j and %j", (a, b) => {
    expect(agree(a, b)).toBe(false);
  });
});

describe("unitOfName", () => {
  it.each([
    ["width_cm", "cm"],
    ["capacityMah", "mAh"],
    ["Weight (kg)", "kg"],
    ["volume_l", "l"],
    ["inches", "in"],
  ])("reads the unit of %j", (name, symbol) => {
    expect(unitOfName(name)?.symbol).toBe(symbol);
  });

  it.each(["L", "m", "color", "drawers", "", "comfort_c"])("finds none in %j", (name) => {
    expect(unitOfName(name)).toBeUndefined();
  });

  it("gives one unit for every spelling", () => {
    expect(toMeasureUnit("Inches")).toBe(toMeasureUnit('"'));
    expect(toMeasureUnit("LBS.")).toBe(toMeasureUnit("pound"));
    expect(toMeasureUnit("chairs")).toBeUndefined();
  });
});
