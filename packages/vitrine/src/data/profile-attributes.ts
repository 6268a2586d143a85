/** @file Which attributes the products of a catalogue have, and how many values; bounded in names and values. */
import { createHashTable } from "./hash-table.js";
import { ownText } from "./own-text.js";
import type { AttributeValue } from "./product.js";

/** One attribute over all products. */
export interface AttributeProfile {
  readonly name: string;
  /** Products that have it. */
  readonly products: number;
  readonly share: number;
  /** Its values by kind. */
  readonly kinds: Readonly<Record<AttributeKind, number>>;
  /** Distinct values; of lists their items. Counted up to 1,000, which stands for that or more. */
  readonly distinct: number;
}

export type AttributeKind = "text" | "number" | "boolean" | "list";

const maxNames = 2000;
const maxDistinct = 1000;

interface Count {
  products: number;
  readonly kinds: Record<AttributeKind, number>;
  readonly values: ReturnType<typeof createHashTable>;
}

export function createAttributeCount(): {
  add(attributes: Readonly<Record<string, AttributeValue>>): void;
  /** Attributes that most products have come first. */
  profile(products: number): readonly AttributeProfile[];
  /** Values of names beyond the first 2,000. */
  leftOut(): number;
} {
  const counts = new Map<string, Count>();
  let leftOut = 0;
  const countOf = (name: string): Count | undefined => {
    const known = counts.get(name);
    if (known !== undefined) return known;
    if (counts.size === maxNames) return undefined;
    const count = {
      products: 0,
      kinds: { text: 0, number: 0, boolean: 0, list: 0 },
      values: createHashTable(),
    };
    counts.set(ownText(name), count);
    return count;
  };
  return {
    add(attributes) {
      for (const [name, value] of Object.entries(attributes)) {
        const count = countOf(name);
        if (count === undefined) {
          leftOut++;
          continue;
        }
        count.products++;
        count.kinds[kindOf(value)]++;
        const items = typeof value === "object" ? value : [String(value)];
        for (const item of items) if (count.values.size < maxDistinct) count.values.set(item, 1);
      }
    },
    profile: (products) =>
      [...counts]
        .map(([name, count]) => ({
          name,
          products: count.products,
          share: products === 0 ? 0 : count.products / products,
          kinds: { ...count.kinds },
          distinct: count.values.size,
        }))
        .sort((a, b) => b.products - a.products || (a.name < b.name ? -1 : 1)),
    leftOut: () => leftOut,
  };
}

function kindOf(value: AttributeValue): AttributeKind {
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "list";
}
