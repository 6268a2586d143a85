/** @file What a shopper types when she looks for a type: the shop's own query words, and her wishes. */
import type { Intent } from "../queries/intent.js";
import { mistyped } from "../queries/typing-errors.js";
import type { Random } from "../random.js";
import { colours } from "../world/colours.js";
import { typeOf } from "../world/departments.js";
import { materials } from "../world/materials.js";
import type { ProductTruth } from "../world/product-truth.js";
import { styles } from "../world/styles.js";

/** What was typed, in order, and what was meant by the last of it. */
export interface Searching {
  /** One query, or two where the first had a typing error that the shop made nothing of. */
  readonly queries: readonly string[];
  readonly intent: Intent;
}

/**
 * Words a search.
 *
 * @param type - Key of the type that she looks for.
 * @param model - A product as she imagines it; absent when she has no wish.
 * @param frugal - Whether she minds the price.
 */
export function wordSearch(
  type: string,
  model: ProductTruth | undefined,
  frugal: boolean,
  random: Random,
): Searching {
  const { asked } = typeOf(type).type;
  const name = random.chance(0.6) ? asked[0]! : random.pick(asked);
  const wish = model === undefined ? undefined : wishOf(model, frugal, random);
  const query = wish === undefined ? name : `${wish.word} ${name}`;
  const intent = { types: [type], ...wish?.intent };
  const wrong = random.chance(0.06) ? mistyped(query, random) : query;
  return { queries: wrong === query ? [query] : [wrong, query], intent };
}

function wishOf(
  model: ProductTruth,
  frugal: boolean,
  random: Random,
): { readonly word: string; readonly intent: Partial<Intent> } | undefined {
  const { colour, material, style, brand } = model;
  const way = random.next();
  if (way < 0.2) return { word: colours[colour].plain, intent: { colour } };
  if (way < 0.3) return { word: materials[material].plain, intent: { material } };
  if (way < 0.35) return { word: styles[style].asked, intent: { style } };
  if (way < 0.42) return { word: brand.toLowerCase(), intent: { brand } };
  if (way < 0.5 && frugal) return { word: "cheap", intent: { purse: "cheap" } };
  return undefined;
}
