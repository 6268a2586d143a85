/**
 * @file The hidden truth of a shopper: what she likes, needs again, and what changes in her life.
 *
 * What she does is drawn from it; the shop sees only that.
 */
import type { Random } from "../random.js";
import type { Brand } from "../world/brands.js";
import { colours } from "../world/colours.js";
import { departments, productTypes, typeOf } from "../world/departments.js";
import { materials } from "../world/materials.js";
import { styleKeys, styles, tasteAxes } from "../world/styles.js";
import { lifeChanges } from "./life-changes.js";

/** Something that a shopper uses up and buys again. */
export interface Habit {
  /** Key of a product type that has `repeatDays`. */
  readonly type: string;
  /** Her own period. */
  readonly periodDays: number;
  /** The day on which she first runs out. */
  readonly firstDay: number;
  /** How likely she takes the same product again, 0 … 1. */
  readonly loyalty: number;
}

/** What is true of one shopper. */
export interface ShopperTruth {
  /** Of the account, also where she never opens one. */
  readonly id: string;
  /** Of the visitor without an account; absent when she had an account from the start. */
  readonly anonymous?: string;
  /** The day from which she signs in at her next visit; absent without `anonymous`, or never. */
  readonly joinsDay?: number;
  /** By the axes of `tasteAxes`, of length 1. */
  readonly taste: readonly number[];
  /** How often she looks for each type against the others, by key; they add up to 1. */
  readonly interests: Readonly<Record<string, number>>;
  /** Names of makers she prefers. */
  readonly brands: readonly string[];
  /** Families of colours she likes. */
  readonly colours: readonly string[];
  /** The family of colours she will not have. */
  readonly dislikedColour: string;
  /** The family of materials she likes. */
  readonly material: string;
  /** The place among the prices of a type that she feels at home at, 0 … 1. */
  readonly priceWish: number;
  /** How much a price beside it puts her off, from 0. */
  readonly priceCare: number;
  /** Visits a day, on average. */
  readonly visitsPerDay: number;
  /** How likely a visit with a full cart ends in an order, 0 … 1. */
  readonly decisiveness: number;
  readonly habits: readonly Habit[];
  /** From `day` on much of what she looks for is what the change makes needed. */
  readonly change?: {
    readonly name: string;
    readonly day: number;
    readonly types: readonly string[];
  };
}

const colourFamilies = [...new Set(Object.values(colours).map(({ family }) => family))];
const materialFamilies = [...new Set(Object.values(materials).map(({ family }) => family))];

/**
 * Draws a shopper.
 *
 * @param at - Her place among the shoppers, 0 the first.
 * @param types - Keys of the types that the shop has products of; not empty.
 * @param makers - The makers by the names that the shop uses.
 */
export function drawShopper(
  at: number,
  days: number,
  types: readonly string[],
  makers: readonly Brand[],
  random: Random,
): ShopperTruth {
  const interests = drawInterests(types, random);
  const [first, second] = [random.pick(styleKeys), random.pick(styleKeys)];
  const taste = tasteAxes.map(
    (_, axis) =>
      0.75 * styles[first].taste[axis]! + 0.3 * styles[second].taste[axis]! + 0.2 * random.bell(),
  );
  const length = Math.hypot(...taste);
  const [dislikedColour, ...otherColours] = random.shuffled(colourFamilies);
  return {
    id: `S${10_001 + at}`,
    ...drawSigningIn(at, days, random),
    taste: taste.map((value) => round(value / length)),
    interests,
    brands: random.shuffled(makers.map(({ name }) => name)).slice(0, 2 + random.below(3)),
    colours: otherColours.slice(0, 2 + random.below(3)),
    dislikedColour: dislikedColour!,
    material: random.pick(materialFamilies),
    priceWish: round(Math.max(0, Math.min(1, 0.42 + 0.24 * random.bell()))),
    priceCare: round(random.between(0.4, 2.2)),
    visitsPerDay: round(Math.min(0.7, 0.062 * Math.exp(0.75 * random.bell()))),
    decisiveness: round(random.between(0.2, 0.55)),
    habits: drawHabits(interests, days, random),
    ...drawChange(types, days, random),
  };
}

/** Seven in ten had an account all along, two open one on the way, one never does. */
function drawSigningIn(
  at: number,
  days: number,
  random: Random,
): Pick<ShopperTruth, "anonymous" | "joinsDay"> {
  const kind = random.weighted(["member", "joins", "stays away"], (one) =>
    one === "member" ? 7 : one === "joins" ? 2 : 1,
  );
  if (kind === "member") return {};
  // The number is spread over eight digits by a factor without a common divisor: it tells no order.
  const anonymous = `A${String(((at + 1) * 48_271_009 + 30_103) % 99_999_989).padStart(8, "0")}`;
  return kind === "joins"
    ? { anonymous, joinsDay: Math.floor(days * random.between(0.1, 0.9)) }
    : { anonymous };
}

/** Two or three departments are hers; within each, some types much more than others. */
function drawInterests(types: readonly string[], random: Random): Record<string, number> {
  const favourites = random.shuffled(departments).slice(0, 2 + random.below(2));
  const weightOf = new Map(
    departments.map((department) => [
      department,
      favourites.includes(department) ? random.between(0.6, 1.6) : 0.02,
    ]),
  );
  const weights = types.map(
    (type) => weightOf.get(typeOf(type).department)! * Math.exp(1.3 * random.bell()),
  );
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return Object.fromEntries(types.map((type, at) => [type, round(weights[at]! / whole, 5)]));
}

/** What she uses up among the types that interest her, at periods of her own. */
function drawHabits(
  interests: Readonly<Record<string, number>>,
  days: number,
  random: Random,
): Habit[] {
  const known = productTypes.filter(({ type }) => (interests[type.key] ?? 0) > 0);
  return known.flatMap(({ type }) => {
    const keeps = Math.min(0.8, 14 * interests[type.key]!);
    if (type.repeatDays === undefined || type.repeatDays > days || !random.chance(keeps)) return [];
    const periodDays = Math.max(7, Math.round(type.repeatDays * Math.exp(0.25 * random.bell())));
    return [
      {
        type: type.key,
        periodDays,
        firstDay: random.below(periodDays),
        loyalty: round(random.between(0.6, 0.97)),
      },
    ];
  });
}

/** One in five goes through a change in the middle of the period. */
function drawChange(
  types: readonly string[],
  days: number,
  random: Random,
): Pick<ShopperTruth, "change"> {
  if (!random.chance(0.2)) return {};
  const { name, types: needed } = random.pick(lifeChanges);
  const known = needed.filter((type) => types.includes(type));
  const day = Math.floor(days * random.between(0.2, 0.8));
  return known.length === 0 ? {} : { change: { name, day, types: known } };
}

function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}
