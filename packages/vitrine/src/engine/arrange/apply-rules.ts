/**
 * @file Puts what the shop pinned first and what it buried last.
 *
 * O(products found). A pinned product that filters, or limits read from the query, leave out is not shown.
 */
import type { SearchIndex } from "../search-index.js";
import { ruleEffects, rulesFor } from "./search-rules.js";
import type { RuleEffect } from "./search-rules.js";

/** An order with what rules did to it. */
export interface RuledOrder {
  readonly order: Int32Array;
  /** By ordinal, of the products that a rule moved. */
  readonly effects: ReadonlyMap<number, RuleEffect>;
  /** How many pinned products the query itself would not have found. */
  readonly added: number;
}

/** What the rules of a query do to which product, pinned ones in their order. */
export function effectsOn(
  { columns, rules }: Pick<SearchIndex, "columns" | "rules">,
  query: string,
  accept: Uint8Array | undefined,
): ReadonlyMap<number, RuleEffect> {
  const effects = new Map<number, RuleEffect>();
  for (const [id, effect] of ruleEffects(rulesFor(rules(), query))) {
    const ordinal = columns.ordinalOf(id);
    if (ordinal >= 0 && accept?.[ordinal] !== 0) effects.set(ordinal, effect);
  }
  return effects;
}

/**
 * Pins first, burials last.
 *
 * @param ordinals - Everything that was found, best first: what is buried stands behind all of it.
 */
export function applyRules(
  ordinals: Int32Array,
  effects: ReadonlyMap<number, RuleEffect>,
): RuledOrder {
  if (effects.size === 0) return { order: ordinals, effects, added: 0 };
  const found = new Set(ordinals);
  const holding = new Map(
    [...effects].filter(([ordinal, { effect }]) => effect === "pinned" || found.has(ordinal)),
  );
  const pinned = [...holding].filter(([, { effect }]) => effect === "pinned").map(([at]) => at);
  return {
    order: Int32Array.from([
      ...pinned,
      ...ordinals.filter((ordinal) => !holding.has(ordinal)),
      ...ordinals.filter((ordinal) => holding.get(ordinal)?.effect === "buried"),
    ]),
    effects: holding,
    added: pinned.filter((ordinal) => !found.has(ordinal)).length,
  };
}
