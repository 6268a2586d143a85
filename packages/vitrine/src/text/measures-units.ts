/**
 * @file The units people measure products in, and how each spelling becomes an SI value.
 *
 * One table: dimension, factor to the dimension's base unit, spellings of seven languages,
 * folded. Base units: metre, kilogram, litre, square metre, watt, volt, byte, ampere hour, piece.
 */
import { foldText } from "./fold-text.js";

export const measureDimensions = [
  "length",
  "mass",
  "volume",
  "area",
  "power",
  "voltage",
  "storage",
  "charge",
  "count",
] as const;
/** What a unit measures. */
export type MeasureDimension = (typeof measureDimensions)[number];

/** A unit; equal for all its spellings. */
export interface MeasureUnit {
  readonly symbol: string;
  readonly dimension: MeasureDimension;
  /** How many base units of the dimension it is. */
  readonly factor: number;
}

/**
 * The unit a spelling means.
 *
 * @param spelling - Such as `cm`, `Inches`, `"` or `fl oz`; case, accents and dots do not matter.
 *
 * @example
 * toMeasureUnit("inches")?.factor; // 0.0254
 */
export function toMeasureUnit(spelling: string): MeasureUnit | undefined {
  const known = bySpelling.get(spelling);
  if (known !== undefined) return known;
  return bySpelling.get(foldText(spelling).replaceAll(".", "").replace(/\s+/g, " ").trim());
}

/**
 * The unit that an attribute's name ends in: `width_cm`, `Weight (kg)`, `capacityMah`, `inches`.
 *
 * A single letter counts behind another word only: `volume_l`, but not `L`.
 */
export function unitOfName(name: string): MeasureUnit | undefined {
  const words =
    foldText(name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")).match(/[\p{L}\p{N}]+/gu) ?? [];
  const last = words.at(-1);
  if (last === undefined) return undefined;
  if (words.length === 1 && last.length < 3) return undefined;
  return toMeasureUnit(last);
}

const table: readonly (readonly [MeasureDimension, symbol: string, number, spellings: string])[] = [
  ["length", "mm", 0.001, "mm millimeter millimeters millimetre millimetres millimetri milimetros"],
  [
    "length",
    "cm",
    0.01,
    "cm cms centimeter centimeters centimetre centimetres zentimeter centimetri centimetros",
  ],
  ["length", "dm", 0.1, "dm"],
  ["length", "m", 1, "m meter meters metre metres metri metros mtr"],
  [
    "length",
    "in",
    0.0254,
    "in inch inches zoll pouce pouces pulgada pulgadas pollice pollici polegada polegadas \" ″ ” ''",
  ],
  ["length", "ft", 0.3048, "ft foot feet ' ′ ’"],
  ["length", "yd", 0.9144, "yd yds yard yards"],
  ["mass", "mg", 1e-6, "mg"],
  ["mass", "g", 0.001, "g gr gram grams gramm gramme grammes gramo gramos grammi gramas"],
  ["mass", "kg", 1, "kg kgs kilo kilos kilogram kilograms kilogramm kilogrammes kilogramos"],
  ["mass", "oz", 0.028349523125, "oz ounce ounces once onces onza onzas"],
  ["mass", "lb", 0.45359237, "lb lbs pound pounds"],
  ["volume", "ml", 0.001, "ml milliliter milliliters millilitre millilitres"],
  ["volume", "cl", 0.01, "cl"],
  ["volume", "dl", 0.1, "dl"],
  ["volume", "l", 1, "l ltr liter liters litre litres litro litros litri"],
  ["volume", "fl oz", 0.0295735295625, "fl_oz floz fluid_ounce fluid_ounces"],
  ["volume", "qt", 0.946352946, "qt quart quarts"],
  ["volume", "gal", 3.785411784, "gal gallon gallons"],
  ["area", "m²", 1, "m2 sqm qm square_meter square_meters square_metre square_metres"],
  ["area", "ft²", 0.09290304, "ft2 sqft sq_ft square_foot square_feet"],
  ["power", "W", 1, "w watt watts"],
  ["power", "kW", 1000, "kw"],
  ["voltage", "V", 1, "v volt volts"],
  ["storage", "MB", 1e6, "mb"],
  ["storage", "GB", 1e9, "gb gig gigabyte gigabytes"],
  ["storage", "TB", 1e12, "tb terabyte terabytes"],
  ["charge", "mAh", 0.001, "mah"],
  ["charge", "Ah", 1, "ah"],
  [
    "count",
    "pieces",
    1,
    "pack packs pk pcs pc piece pieces count ct stuck teilig pieces piezas pezzi stuks pecas",
  ],
];

const bySpelling = new Map<string, MeasureUnit>(
  table.flatMap(([dimension, symbol, factor, spellings]) => {
    const unit: MeasureUnit = Object.freeze({ symbol, dimension, factor });
    return spellings
      .split(" ")
      .map((spelling): [string, MeasureUnit] => [spelling.replaceAll("_", " "), unit]);
  }),
);
