/** @file Queries that say what a thing may cost, in numbers or in words. */
import type { Intent } from "../queries/intent.js";
import type { Random } from "../random.js";
import type { Draft, Scope } from "./draft.js";
import { colourWish } from "./draft.js";

interface Purse {
  readonly words: string;
  readonly form: string;
  readonly wish: Partial<Intent>;
  /** Whether the words may stand before the name. */
  readonly leads: boolean;
}

/** Three queries a type, of different forms; one in three names a colour too. */
export function priceQueries({ type, own, random }: Scope): Draft[] {
  const prices = own.map(({ price }) => price).sort((a, b) => a - b);
  const drawn = random.shuffled([under, under, over, between, around, cheap, dear]);
  const drafts: Draft[] = [];
  for (const draw of drawn.slice(0, 3)) {
    const purse = draw(prices, random);
    const colour = random.chance(1 / 3) ? colourWish(random.pick(own)) : undefined;
    const name = [...(colour ? [colour.word] : []), random.pick(type.asked)].join(" ");
    const first = purse.leads && random.chance(purse.form === "words" ? 0.8 : 0.25);
    drafts.push({
      query: first ? `${purse.words} ${name}` : `${name} ${purse.words}`,
      form: purse.form,
      intent: { types: [type.key], ...colour?.wish, ...purse.wish },
    });
  }
  return drafts;
}

function under(prices: readonly number[], random: Random): Purse {
  const maxPrice = roundPrice(quantile(prices, random.between(0.25, 0.6)), Math.ceil);
  const words = random.pick(["under", "below", "less than", "up to", "max", "not over"]);
  const sum = random.pick(["cheaper than", words, words]);
  return {
    words: `${sum} ${money(maxPrice, random)}`,
    form: "under",
    wish: { maxPrice },
    leads: true,
  };
}

function over(prices: readonly number[], random: Random): Purse {
  const minPrice = roundPrice(quantile(prices, random.between(0.4, 0.7)), Math.floor);
  const words = random.pick(["over", "more than", "above", "at least", "from"]);
  return {
    words: `${words} ${money(minPrice, random)}`,
    form: "over",
    wish: { minPrice },
    leads: false,
  };
}

function between(prices: readonly number[], random: Random): Purse {
  const low = roundPrice(quantile(prices, random.between(0.1, 0.35)), Math.floor);
  const high = roundPrice(quantile(prices, random.between(0.55, 0.8)), Math.ceil);
  const words = random.pick([
    `between ${low} and ${high} dollars`,
    `between $${low} and $${high}`,
    `$${low}-$${high}`,
    `$${low} to $${high}`,
    `from ${low} to ${high} usd`,
  ]);
  return { words, form: "between", wish: { minPrice: low, maxPrice: high }, leads: false };
}

function around(prices: readonly number[], random: Random): Purse {
  const aroundPrice = roundPrice(quantile(prices, random.between(0.3, 0.7)), Math.round);
  const words = random.pick(["around", "about", "approximately", "roughly"]);
  return {
    words: `${words} ${money(aroundPrice, random)}`,
    form: "around",
    wish: { aroundPrice },
    leads: false,
  };
}

function cheap(_: readonly number[], random: Random): Purse {
  const words = random.pick(["cheap", "affordable", "budget", "inexpensive", "low cost"]);
  return { words, form: "words", wish: { purse: "cheap" }, leads: true };
}

function dear(_: readonly number[], random: Random): Purse {
  const words = random.pick(["premium", "luxury", "high end", "expensive", "upscale"]);
  return { words, form: "words", wish: { purse: "dear" }, leads: true };
}

function money(dollars: number, random: Random): string {
  return random.pick([`$${dollars}`, `$${dollars}`, `${dollars} dollars`, `${dollars} usd`]);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)]!;
}

/** Sums as people name them. */
function roundPrice(price: number, rounded: (steps: number) => number): number {
  const step = price > 500 ? 100 : price > 100 ? 25 : price > 40 ? 10 : price > 10 ? 5 : 1;
  return Math.max(step, rounded(price / step) * step);
}
