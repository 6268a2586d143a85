/** @file Draws the truth of one family: a product, alone or with variants in other colours. */
import type { Pattern } from "../drawing/textures.js";
import { brightness } from "../drawing/colour-maths.js";
import type { Random } from "../random.js";
import type { Brand } from "./brands.js";
import { brands, collections } from "./brands.js";
import type { ColourKey } from "./colours.js";
import { colours } from "./colours.js";
import type { Material, MaterialKey } from "./materials.js";
import { materials } from "./materials.js";
import type { ProductTruth } from "./product-truth.js";
import type { ProductType, TraitIs, TraitValue } from "./product-type.js";
import type { StyleKey } from "./styles.js";
import { styleKeys, styles } from "./styles.js";

/** A truth that has no id and no rank among the others yet. */
export type NewProduct = Omit<ProductTruth, "id" | "popularity" | "priceRank"> & {
  /** Any positive number; becomes `popularity` against the largest. */
  readonly demand: number;
};

const accents = [
  "cream",
  "white",
  "navy",
  "rust",
  "mustard",
  "forest",
  "coral",
  "charcoal",
  "sky",
] as const;
const trims = ["white", "black", "charcoal", "cream", "tan", "navy"] as const;

/**
 * Draws a family.
 *
 * @param place - The department's place in the menu.
 * @param most - At most so many variants, at least 1.
 */
export function makeFamily(
  type: ProductType,
  department: string,
  place: number,
  family: string,
  most: number,
  random: Random,
): NewProduct[] {
  const brand = random.weighted(
    brands.filter((one) => one.sells.includes(place)),
    (one) => (one.sells.length > 5 ? 0.5 : 1),
  );
  const style = random.chance(0.6) ? brand.style : random.pick(styleKeys);
  const decided = (type.traits ?? []).map((trait): [string, TraitValue] => [
    trait.name,
    random.weighted(trait.values, (value) => value.odds),
  ]);
  const traits: Record<string, TraitIs> = Object.fromEntries(
    decided.map(([name, value]) => [name, value.is]),
  );
  const size = decided.find(([, value]) => value.size !== undefined)?.[1].size ?? random.next();
  const quality = clamp(0.62 + 0.16 * random.bell() + 0.12 * brand.tier, 0.05, 0.99);
  const pattern: Pattern =
    type.patterns !== undefined && random.chance(0.42) ? random.pick(type.patterns) : "solid";
  const shared = {
    family,
    department,
    type: type.key,
    brand: brand.name,
    collection: random.pick(collections),
    ...secondOf(type, random),
    pattern,
    style,
    traits,
    size,
    turn: random.next(),
    ...(type.measure === undefined ? {} : { measure: measured(type.measure, size) }),
    quality,
    ...(type.repeatDays === undefined ? {} : { repeatDays: type.repeatDays }),
  };
  const extra = decided.reduce((sum, [, value]) => sum + (value.cost ?? 0), 0);
  const wish = 0.2 * random.bell() + 0.35 * extra + 0.3 * brand.tier + 0.35 * (quality - 0.62);
  const demand = Math.exp(0.9 * random.bell()) * (0.4 + quality);

  return skins(type, variantCount(random, most), random).map(({ material, colour }) => {
    const made: Material = materials[material];
    return {
      ...shared,
      material,
      colour,
      accent: accentOf(colour, random),
      taste: tasteOf(style, colour, made, brand, random),
      price: priceOf(type, wish + 0.3 * made.cost + (type.measure ? 0.3 * (size - 0.5) : 0)),
      demand: demand * Math.exp(0.3 * random.bell()),
    };
  });
}

interface Skin {
  readonly material: MaterialKey;
  readonly colour: ColourKey;
}

/** Colours of one material, or of several where each has but one. */
function skins(type: ProductType, count: number, random: Random): Skin[] {
  const choices = (material: MaterialKey): Skin[] => {
    const made: Material = materials[material];
    return (made.colours ?? type.colours ?? ["white"]).map((colour) => ({ material, colour }));
  };
  const first = random.pick(type.materials);
  const own = random.shuffled(choices(first));
  const others = random.shuffled(type.materials.filter((one) => one !== first).flatMap(choices));
  const seen = new Set<ColourKey>();
  return [...own, ...others]
    .filter(({ colour }) => !seen.has(colour) && seen.add(colour))
    .slice(0, count);
}

function variantCount(random: Random, most: number): number {
  const wanted = random.weighted([1, 2, 3, 4], (count) => [0, 66, 19, 11, 4][count]!);
  return Math.min(wanted, most);
}

function secondOf(
  type: ProductType,
  random: Random,
): Pick<ProductTruth, "second" | "secondColour"> {
  const second = random.pick<MaterialKey>(type.second ?? ["steel"]);
  const made: Material = materials[second];
  return { second, secondColour: random.pick(made.colours ?? trims) };
}

/** A second colour that stands out against the first. */
function accentOf(colour: ColourKey, random: Random): ColourKey {
  const light = brightness(colours[colour].hex);
  return random.pick(
    accents.filter((one) => Math.abs(brightness(colours[one].hex) - light) > 0.28),
  );
}

function tasteOf(
  style: StyleKey,
  colour: ColourKey,
  material: Material,
  brand: Brand,
  random: Random,
): number[] {
  const { warmth } = colours[colour];
  // In the order of tasteAxes: how colour, material and brand pull at the style.
  const pull = [0, 1.2 * (warmth - 0.5), 0, 0.5 * material.nature, 0, 0.5 * brand.tier, 0, 0];
  return styles[style].taste.map((axis, at) =>
    round(clamp(axis + pull[at]! + 0.15 * random.bell(), -1, 1), 3),
  );
}

/** A shop's price: it ends as prices do, within the bounds of the type. */
function priceOf(type: ProductType, wish: number): number {
  const [low, high] = type.price;
  const share = clamp(0.42 + wish, 0.02, 0.98);
  const raw = Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)));
  const ended =
    raw < 20
      ? Math.floor(raw) + [0.49, 0.95, 0.99][Math.floor(raw * 7) % 3]!
      : raw < 120
        ? Math.round(raw) - (Math.floor(raw) % 2 === 0 ? 0.01 : 0.05)
        : Math.round(raw / 10) * 10 - (Math.floor(raw) % 3 === 0 ? 0 : 1);
  return round(clamp(ended, low, high), 2);
}

function measured(
  measure: NonNullable<ProductType["measure"]>,
  size: number,
): { readonly name: string; readonly value: number } {
  const exact = measure.low + size * (measure.high - measure.low);
  const step = measure.high > 3000 ? 1000 : measure.high > 150 ? 10 : measure.high > 12 ? 1 : 0.5;
  return { name: measure.name, value: round(Math.round(exact / step) * step, 1) };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
