/** @file Queries with a measure in another unit than the catalogue's: `20 inch frying pan`. */
import type { ProductTruth } from "../world/product-truth.js";
import type { Draft, Scope } from "./draft.js";

interface Unit {
  /** How shoppers write it, behind the number. */
  readonly written: readonly string[];
  /** How many of the catalogue's unit one of these is. */
  readonly size: number;
  /** What such numbers are rounded to. */
  readonly step: number;
}

const inch = { written: [" inch", '"', " in", " inches", "-inch"], size: 2.54, step: 1 };
const foot = { written: [" ft", " feet", " foot"], size: 30.48, step: 0.5 };
const ounce = { written: [" fl oz", " oz", " ounces"], size: 29.5735, step: 1 };

/** By the unit that the catalogue uses; the same one is there too, as shoppers write it. */
const units: Readonly<Record<string, readonly Unit[]>> = {
  cm: [
    inch,
    inch,
    foot,
    { written: ["cm", " centimeters"], size: 1, step: 1 },
    { written: [" mm"], size: 0.1, step: 10 },
    { written: [" m", " meter"], size: 100, step: 0.1 },
  ],
  m: [
    { written: [" ft", " feet", " foot"], size: 0.3048, step: 0.5 },
    { written: [" cm"], size: 0.01, step: 10 },
  ],
  ml: [
    ounce,
    ounce,
    { written: [" cl"], size: 10, step: 1 },
    { written: [" l", " liter"], size: 1000, step: 0.05 },
    { written: ["ml"], size: 1, step: 1 },
  ],
  l: [
    { written: [" quart", " qt"], size: 0.9464, step: 0.5 },
    { written: [" gallon", " gal"], size: 3.785, step: 0.5 },
    { written: [" ml"], size: 0.001, step: 100 },
    { written: [" liter", " litre", "l"], size: 1, step: 0.5 },
  ],
  g: [
    { written: [" oz", " ounces"], size: 28.35, step: 1 },
    { written: [" lb", " pounds"], size: 453.6, step: 0.5 },
    { written: [" kg", " kilo"], size: 1000, step: 0.05 },
  ],
  mah: [
    { written: [" ah"], size: 1000, step: 0.5 },
    { written: ["mah"], size: 1, step: 1000 },
  ],
};

/** Units that a length of furniture or of a small thing is not given in. */
const fits = (value: number, unit: Unit): boolean => {
  const count = value / unit.size;
  return count >= 0.2 && (unit.size !== 30.48 || count >= 3) && (unit.step >= 1 || count < 100);
};

/** Five queries for a type with a measure, each after another of its products; none for others. */
export function measureQueries({ type, own, random }: Scope): Draft[] {
  const drafts: Draft[] = [];
  for (const model of random.shuffled(own).slice(0, 5)) {
    if (model.measure === undefined) return [];
    const { name, value } = model.measure;
    const catalogues = unitOf(model);
    const possible = (units[catalogues] ?? []).filter((unit) => fits(value, unit));
    if (possible.length === 0) continue;
    const unit = random.pick(possible);
    const count = Number((Math.round(value / unit.size / unit.step) * unit.step).toFixed(2));
    const asked = count * unit.size;
    // Rounding that moves the number off the product asks for another one.
    if (Math.abs(asked - value) > 0.04 * value) continue;
    const written = random.pick(unit.written);
    const noun = random.pick(type.asked);
    const size = `${count}${written}`;
    drafts.push({
      query: random.chance(0.7) ? `${size} ${noun}` : `${noun} ${size}`,
      form: `${catalogues} as ${written === '"' ? "inch mark" : written.replace(/^[ -]/, "")}`,
      intent: { types: [type.key], measure: { name, low: asked * 0.95, high: asked * 1.05 } },
    });
  }
  return drafts;
}

/** `width_cm` → `cm`. */
function unitOf({ measure }: ProductTruth): string {
  const { name } = measure!;
  return name.slice(name.lastIndexOf("_") + 1);
}
