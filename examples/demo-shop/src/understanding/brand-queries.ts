/** @file Queries that name a maker and a product. */
import type { Draft, Scope } from "./draft.js";

/** Two queries a type, each with another of its makers, written as people write names. */
export function brandQueries({ type, own, random }: Scope): Draft[] {
  const makers = [...new Set(own.map(({ brand }) => brand))];
  return random
    .shuffled(makers)
    .slice(0, 2)
    .map((brand) => {
      const noun = random.pick(type.asked);
      const small = brand.toLowerCase();
      const ways: readonly (readonly [form: string, query: string])[] = [
        ["maker first", `${small} ${noun}`],
        ["maker first", `${brand} ${noun}`],
        ["by", `${noun} by ${small}`],
        ["maker last", `${noun} ${small}`],
        ...(brand.includes("&")
          ? [["and", `${small.replace("&", "and")} ${noun}`] as const]
          : [["possessive", `${small}'s ${noun}`] as const]),
      ];
      const [form, query] = random.pick(ways);
      return { query, form, intent: { types: [type.key], brand } };
    });
}
