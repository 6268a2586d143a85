import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { generateShop } from "../shop.js";
import type { ProductTruth } from "../world/product-truth.js";
import { productTypes } from "../world/departments.js";
import { forms } from "./forms.js";
import { drawProduct } from "./picture.js";

const shop = generateShop();
const modelOf = (type: string): ProductTruth => shop.truths.find((truth) => truth.type === type)!;
const sofa: ProductTruth = { ...modelOf("sofa"), material: "linen", pattern: "solid" };

/** Raw RGB of a picture, made small: 40 × 50 pixels. */
async function pixelsOf(truth: ProductTruth): Promise<Buffer> {
  return sharp(Buffer.from(drawProduct(truth)))
    .resize(40, 50)
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** Mean difference of two pictures, 0 … 255. */
function distance(one: Buffer, other: Buffer): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - other[at]!), 0) / one.length;
}

/** Mean red, green and blue of the middle of a picture. */
function heart(pixels: Buffer): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  for (let y = 28; y < 36; y++) {
    for (let x = 14; x < 26; x++) {
      for (const channel of [0, 1, 2] as const)
        sum[channel] += pixels[(y * 40 + x) * 3 + channel]! / 96;
    }
  }
  return sum;
}

describe("drawProduct", () => {
  it("draws every product with whole numbers and without fonts, filters or outside files", () => {
    for (const truth of shop.truths) {
      const svg = drawProduct(truth);
      expect(svg, truth.id).not.toMatch(/NaN|undefined|Infinity|<text|<filter|href/);
    }
  });

  it("has a form for every type, and a type for every form", () => {
    const used = new Set<string>(productTypes.map(({ type }) => type.form));
    expect([...used].sort()).toEqual(Object.keys(forms).sort());
  });

  it("draws the same truth the same", () => {
    expect(drawProduct(sofa)).toBe(drawProduct({ ...sofa }));
  });

  it("shows the colour: a red sofa is red and a blue one blue", async () => {
    const [red, , blueInRed] = heart(await pixelsOf({ ...sofa, colour: "red" }));
    const [redInBlue, , blue] = heart(await pixelsOf({ ...sofa, colour: "blue" }));
    expect(red).toBeGreaterThan(blueInRed + 60);
    expect(blue).toBeGreaterThan(redInBlue + 60);
  });

  it("shows the form: two types differ more than two makes of one type", async () => {
    const grey = (truth: ProductTruth, turn: number): ProductTruth => ({
      ...truth,
      colour: "grey",
      pattern: "solid",
      turn,
    });
    const [first, second, lamp] = await Promise.all(
      [grey(sofa, 0.2), grey(sofa, 0.3), grey(modelOf("floorLamp"), 0.2)].map(pixelsOf),
    );
    expect(distance(first!, lamp!)).toBeGreaterThan(3 * distance(first!, second!));
  });

  it("shows the print: stripes and dots change a mug", async () => {
    const mug: ProductTruth = {
      ...modelOf("mug"),
      colour: "white",
      accent: "navy",
      pattern: "solid",
    };
    const plain = await pixelsOf(mug);
    for (const pattern of ["striped", "dotted", "checked", "floral", "geometric"] as const) {
      expect(distance(plain, await pixelsOf({ ...mug, pattern })), pattern).toBeGreaterThan(2);
    }
  });

  it("shows traits: a standing desk stands higher than a plain one", async () => {
    const desk: ProductTruth = {
      ...modelOf("desk"),
      traits: { adjustable: false, drawers: 0, legs: "straight" },
    };
    const rising: ProductTruth = { ...desk, traits: { ...desk.traits, adjustable: true } };
    expect(distance(await pixelsOf(desk), await pixelsOf(rising))).toBeGreaterThan(3);
  });
});
