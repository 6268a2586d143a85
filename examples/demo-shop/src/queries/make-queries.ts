/**
 * @file Judged search queries, made from the hidden truth.
 *
 * Queries about one product type all fall into the same half, train or test, so nothing is
 * tuned on the words of the types that are reported.
 */
import type { Random } from "../random.js";
import { createRandom } from "../random.js";
import type { ShopProduct } from "../text/listing.js";
import { colours } from "../world/colours.js";
import { departments, productTypes } from "../world/departments.js";
import { materials } from "../world/materials.js";
import type { ProductTruth } from "../world/product-truth.js";
import type { ProductType, TraitValue } from "../world/product-type.js";
import { styles } from "../world/styles.js";
import { halvesOf } from "./halves.js";
import type { Half } from "./halves.js";
import type { Grade, Intent } from "./intent.js";
import { createJudge } from "./judge.js";
import { needs } from "./needs.js";
import { mistyped } from "./typing-errors.js";

/** Where a query comes from. */
export type QueryKind = "attribute" | "need" | "plain" | "price" | "synonym" | "typing error";

/** A query with its judgements. */
export interface JudgedQuery {
  readonly query: string;
  readonly kind: QueryKind;
  readonly split: Half;
  readonly intent: Intent;
  /** Grades by product id; at least one is 3. Products that are not named are wrong. */
  readonly grades: Readonly<Record<string, Grade>>;
}

interface Draft {
  readonly query: string;
  readonly kind: QueryKind;
  readonly intent: Intent;
}

/** Departments that people shop by style. */
const styled = new Set(departments.slice(0, 3).map(({ name }) => name));

/**
 * Writes and judges the queries of a shop.
 *
 * @param truths - Of the products in `products`, in the same order.
 * @returns Queries with at least one product of grade 3, no two of the same words.
 */
export function makeQueries(
  seed: number,
  truths: readonly ProductTruth[],
  products: readonly ShopProduct[],
): JudgedQuery[] {
  const present = new Set(truths.map((truth) => truth.type));
  const split = halvesOf(seed);
  const drafts: Draft[] = [];
  for (const { type } of productTypes) {
    if (!present.has(type.key)) continue;
    const own = truths.filter((truth) => truth.type === type.key);
    drafts.push(...draftsOf(type, own, createRandom(seed, `queries of ${type.key}`)));
  }
  for (const { text, ...intent } of needs) drafts.push({ query: text, kind: "need", intent });

  const judge = createJudge(seed, truths, products);
  const judged: JudgedQuery[] = [];
  const seen = new Set<string>();
  for (const { query, kind, intent } of drafts) {
    if (seen.has(query)) continue;
    const grades = judge(query, intent);
    if (!Object.values(grades).includes(3)) continue;
    seen.add(query);
    judged.push({ query, kind, split: split.get(intent.types[0]!)!, intent, grades });
  }
  return judged;
}

/** Three to five queries about one type. */
function draftsOf(type: ProductType, own: readonly ProductTruth[], random: Random): Draft[] {
  const [plain, ...synonyms] = type.asked;
  const types = [type.key];
  const drafts: Draft[] = [];
  const add = (query: string, kind: QueryKind, intent: Intent): void => {
    drafts.push({ query, kind, intent });
  };
  const name = (): string => random.pick(type.asked);
  if (random.chance(0.5)) add(plain!, "plain", { types });
  if (synonyms.length > 0 && random.chance(0.55)) add(random.pick(synonyms), "synonym", { types });

  const attributed = attributeDraft(type, random.pick(own), name(), random);
  if (attributed) drafts.push(attributed);
  const trait = traitDraft(type, random.pick(own), name(), random);
  if (trait) drafts.push(trait);

  if (random.chance(0.5)) {
    const base =
      random.chance(0.5) || !attributed ? { query: name(), intent: { types } } : attributed;
    const query = mistyped(base.query, random);
    if (query !== base.query) add(query, "typing error", base.intent);
  }
  if (random.chance(0.42)) drafts.push(priceDraft(type, own, name(), random));
  return drafts;
}

/** A colour, a material, a print, a style, or two of them, before the name. */
function attributeDraft(
  type: ProductType,
  model: ProductTruth,
  name: string,
  random: Random,
): Draft | undefined {
  const colour = { word: colours[model.colour].plain, wish: { colour: model.colour } };
  const made = materials[model.material];
  const speaks = !["cosmetic", "plant", "wax"].includes(made.family) && !name.includes(made.plain);
  const material = speaks ? [{ word: made.plain, wish: { material: model.material } }] : [];
  const pattern =
    model.pattern === "solid" ? [] : [{ word: model.pattern, wish: { pattern: model.pattern } }];
  const style = { word: styles[model.style].asked, wish: { style: model.style } };
  const wood = colours[model.colour].family === "wood" || model.material === "leaf";
  const colourable = wood ? [] : [colour, colour];
  const options: { word: string; wish: Partial<Intent> }[] = [
    ...colourable,
    ...material,
    ...pattern,
    ...pattern,
  ];
  if (styled.has(model.department) && random.chance(0.35)) options.push(style);
  if (options.length === 0) return undefined;
  const first = random.pick(options);
  const second = options.find((option) => option.word !== first.word);
  const two = second !== undefined && random.chance(0.25);
  return {
    query: [first.word, ...(two ? [second.word] : []), name].join(" "),
    kind: "attribute",
    intent: { types: [type.key], ...first.wish, ...(two ? second.wish : {}) },
  };
}

/** A decided property, as a shopper words it: `desk with drawers`, `waterproof backpack`. */
function traitDraft(
  type: ProductType,
  model: ProductTruth,
  name: string,
  random: Random,
): Draft | undefined {
  const wishes = (type.traits ?? []).flatMap((trait) =>
    trait.values
      .filter((value) => value.is === model.traits[trait.name] && (value.asked ?? []).length > 0)
      .map((value): { readonly trait: string; readonly value: TraitValue } => ({
        trait: trait.name,
        value,
      })),
  );
  if (wishes.length === 0) return undefined;
  const wish = random.pick(wishes);
  const words = random.pick(wish.value.asked!);
  const behind = /^(with|without|for|in|to|keeps) /.test(words);
  return {
    query: name.includes(words) ? name : behind ? `${name} ${words}` : `${words} ${name}`,
    kind: "attribute",
    intent: { types: [type.key], traits: { [wish.trait]: wish.value.is } },
  };
}

/** `under $150`, `cheap`, `luxury`, sometimes of a colour too. */
function priceDraft(
  type: ProductType,
  own: readonly ProductTruth[],
  name: string,
  random: Random,
): Draft {
  const types = [type.key];
  const prices = own.map((truth) => truth.price).sort((a, b) => a - b);
  const limit = roundPrice(prices[Math.floor(prices.length * random.between(0.3, 0.6))]!);
  const way = random.below(6);
  if (way === 0)
    return { query: `cheap ${name}`, kind: "price", intent: { types, purse: "cheap" } };
  if (way === 1)
    return { query: `affordable ${name}`, kind: "price", intent: { types, purse: "cheap" } };
  if (way === 2)
    return { query: `luxury ${name}`, kind: "price", intent: { types, purse: "dear" } };
  if (way === 3)
    return { query: `${name} over $${limit}`, kind: "price", intent: { types, minPrice: limit } };
  const words = random.pick([`under $${limit}`, `below ${limit} dollars`, `less than $${limit}`]);
  return { query: `${name} ${words}`, kind: "price", intent: { types, maxPrice: limit } };
}

function roundPrice(price: number): number {
  const step = price > 500 ? 100 : price > 100 ? 50 : price > 40 ? 10 : price > 10 ? 5 : 1;
  return Math.max(step, Math.ceil(price / step) * step);
}
