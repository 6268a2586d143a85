/** @file What a shopper means by a query, and how well a product meets it. */
import type { Pattern } from "../drawing/textures.js";
import type { ColourKey } from "../world/colours.js";
import { colours } from "../world/colours.js";
import { typeOf } from "../world/departments.js";
import type { MaterialKey } from "../world/materials.js";
import { materials } from "../world/materials.js";
import type { ProductTruth } from "../world/product-truth.js";
import type { TraitIs } from "../world/product-type.js";
import type { StyleKey } from "../world/styles.js";

/** 3 exactly what was meant, 2 would do, 1 related, 0 wrong. */
export type Grade = 0 | 1 | 2 | 3;

/** A need: kinds of product, and what they must be like. */
export interface Intent {
  /** Keys of product types; any of them is meant. */
  readonly types: readonly string[];
  readonly colour?: ColourKey;
  readonly material?: MaterialKey;
  readonly pattern?: Pattern;
  readonly style?: StyleKey;
  readonly traits?: Readonly<Record<string, TraitIs>>;
  /** The maker's name. */
  readonly brand?: string;
  readonly collection?: string;
  /** Bounds, inclusive, in the unit that the measure's name ends with. */
  readonly measure?: { readonly name: string; readonly low: number; readonly high: number };
  /** Dollars, inclusive. */
  readonly maxPrice?: number;
  /** Dollars, inclusive. */
  readonly minPrice?: number;
  /** Dollars; 15 % more or less is what was meant. */
  readonly aroundPrice?: number;
  /** Among the cheapest three tenths of its type, or the dearest. */
  readonly purse?: "cheap" | "dear";
}

/**
 * Grades a product against a need, from its truth and its listed price.
 *
 * Each wish is met (1), nearly met (½: a colour or material of the same family, another
 * print, a price just below the middle, a measure 15 % beside, a price 40 % beside `aroundPrice`) or missed (0). All met makes 3 for the type that was
 * meant, half of them 2, less 1; a type that would do (`near`) is one grade lower, a
 * related one two. A product that misses the price that was named, or has none in the
 * file, is never more than 1.
 *
 * @param price - What the shop's file says, in dollars; undefined when it says nothing.
 */
export function gradeOf(intent: Intent, truth: ProductTruth, price: number | undefined): Grade {
  const distance = typeDistance(intent, truth);
  if (distance > 2) return 0;
  const wishes = wishesOf(intent, truth);
  const purse = purseOf(intent, truth, price);
  if (purse !== undefined) wishes.push(purse);
  const met = wishes.length === 0 ? 1 : wishes.reduce((sum, wish) => sum + wish, 0) / wishes.length;
  const full = met === 1 ? 3 : met >= 0.5 ? 2 : 1;
  const within = purse === 0 ? Math.min(full, 1) : full;
  return Math.max(0, within - distance) as Grade;
}

/** Keys of all types that can be graded above 0: those meant, those that would do, the related. */
export function reachOf(intent: Intent): ReadonlySet<string> {
  const meant = intent.types.map((key) => typeOf(key).type);
  return new Set(
    meant.flatMap((type) => [type.key, ...(type.near ?? []), ...(type.related ?? [])]),
  );
}

/** 0 meant, 1 would do, 2 related, 3 something else. */
function typeDistance(intent: Intent, truth: ProductTruth): number {
  if (intent.types.includes(truth.type)) return 0;
  const neighbours = intent.types.map((key) => typeOf(key).type);
  if (neighbours.some((type) => type.near?.includes(truth.type))) return 1;
  return neighbours.some((type) => type.related?.includes(truth.type)) ? 2 : 3;
}

function wishesOf(intent: Intent, truth: ProductTruth): number[] {
  const wishes: number[] = [];
  if (intent.colour !== undefined) {
    const [wanted, got] = [colours[intent.colour], colours[truth.colour]];
    wishes.push(wanted.plain === got.plain ? 1 : wanted.family === got.family ? 0.5 : 0);
  }
  if (intent.material !== undefined) {
    const [wanted, got] = [materials[intent.material], materials[truth.material]];
    wishes.push(wanted.plain === got.plain ? 1 : wanted.family === got.family ? 0.5 : 0);
  }
  if (intent.pattern !== undefined) {
    wishes.push(intent.pattern === truth.pattern ? 1 : truth.pattern === "solid" ? 0 : 0.5);
  }
  if (intent.style !== undefined) wishes.push(intent.style === truth.style ? 1 : 0);
  for (const [name, is] of Object.entries(intent.traits ?? {})) {
    wishes.push(truth.traits[name] === is ? 1 : 0);
  }
  if (intent.brand !== undefined) wishes.push(intent.brand === truth.brand ? 1 : 0);
  if (intent.collection !== undefined) {
    wishes.push(intent.collection === truth.collection ? 1 : 0);
  }
  if (intent.measure !== undefined) wishes.push(measureOf(intent.measure, truth));
  return wishes;
}

/** How well the size suits; a measure of another name, as a near type may have, tells nothing. */
function measureOf(wanted: NonNullable<Intent["measure"]>, truth: ProductTruth): number {
  if (truth.measure?.name !== wanted.name) return 0;
  const { value } = truth.measure;
  if (value >= wanted.low && value <= wanted.high) return 1;
  return value >= wanted.low / 1.15 && value <= wanted.high * 1.15 ? 0.5 : 0;
}

/** How well the price suits: undefined when no word was said of it. */
function purseOf(
  intent: Intent,
  truth: ProductTruth,
  price: number | undefined,
): number | undefined {
  const { maxPrice, minPrice, aroundPrice, purse } = intent;
  const named = maxPrice ?? minPrice ?? aroundPrice;
  if (named === undefined && purse === undefined) return undefined;
  if (price === undefined) return 0;
  if (aroundPrice !== undefined) {
    const ratio = Math.max(price / aroundPrice, aroundPrice / price);
    return ratio <= 1.15 ? 1 : ratio <= 1.4 ? 0.5 : 0;
  }
  if (maxPrice !== undefined || minPrice !== undefined) {
    return price <= (maxPrice ?? Infinity) && price >= (minPrice ?? 0) ? 1 : 0;
  }
  const rank = purse === "cheap" ? truth.priceRank : 1 - truth.priceRank;
  return rank <= 0.3 ? 1 : rank <= 0.5 ? 0.5 : 0;
}
