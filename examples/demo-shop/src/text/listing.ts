/** @file A product as the shop lists it: what its seller chose to say of the truth. */
import type { Random } from "../random.js";
import { colours } from "../world/colours.js";
import { typeOf } from "../world/departments.js";
import { materials } from "../world/materials.js";
import type { ProductTruth } from "../world/product-truth.js";
import { styles } from "../world/styles.js";
import { writeDescription } from "./description.js";
import type { TitlePlan } from "./title.js";
import { colourWord, writeTitle } from "./title.js";

/** The value of an attribute in the shop's files. */
export type AttributeValue = boolean | number | string | readonly string[];

/** Whether a product can be bought now. */
export type Availability = "backorder" | "discontinued" | "in_stock" | "out_of_stock" | "preorder";

/** One product of the shop's catalogue; a field that is absent was not given. */
export interface ShopProduct {
  readonly id: string;
  readonly title: string;
  /** May hold HTML. */
  readonly description?: string;
  readonly brand?: string;
  /** From the root to the leaf, 2 to 4 names. */
  readonly categoryPath: readonly string[];
  /** In units of `currency`. */
  readonly price?: number;
  /** ISO 4217. */
  readonly currency?: string;
  readonly availability: Availability;
  /** Paths within the shop's folder. */
  readonly images: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** ISO 8601, UTC. */
  readonly updatedAt: string;
  /** The product whose variant this one is; absent for the first of a family. */
  readonly parentId?: string;
}

const day = 24 * 60 * 60 * 1000;
const firstUpdate = Date.UTC(2025, 0, 1);

/**
 * Lists a product.
 *
 * @param parentId - The first of its family, when it is another.
 * @param taken - Titles in use; the new one is added.
 */
export function listProduct(
  truth: ProductTruth,
  plan: TitlePlan,
  parentId: string | undefined,
  taken: Set<string>,
  random: Random,
): ShopProduct {
  const { type } = typeOf(truth.type);
  const colour = colourWord(truth, random);
  const material = plan.material === "" ? "" : random.pick(materials[truth.material].sold);
  const title = untaken(writeTitle(truth, plan, colour, material), truth, taken);
  const attributes = attributesOf(truth, colour, random);
  const told = {
    colour: plan.showsColour || "color" in attributes,
    traits: new Set(Object.keys(attributes)),
  };
  const description = writeDescription(truth, colour, told, random);
  const seconds = Math.floor(random.next() * 330 * day) / 1000;
  return {
    id: truth.id,
    title,
    ...(description === "" ? {} : { description }),
    ...(random.chance(0.95) ? { brand: truth.brand } : {}),
    categoryPath: [truth.department, ...type.path],
    price: truth.price,
    currency: "USD",
    availability: random.weighted<Availability>(
      ["in_stock", "out_of_stock", "preorder", "backorder", "discontinued"],
      (state) =>
        ({ in_stock: 86, out_of_stock: 8, preorder: 2, backorder: 3, discontinued: 1 })[state],
    ),
    images: [`images/${truth.id}.webp`],
    attributes,
    updatedAt: new Date(firstUpdate + Math.floor(seconds) * 1000).toISOString(),
    ...(parentId === undefined ? {} : { parentId }),
  };
}

function attributesOf(
  truth: ProductTruth,
  colour: string,
  random: Random,
): Record<string, AttributeValue> {
  const { type } = typeOf(truth.type);
  const attributes: Record<string, AttributeValue> = {};
  if (random.chance(0.82)) {
    attributes["color"] = random.chance(0.6) ? colour : capital(colours[truth.colour].plain);
  }
  if (random.chance(0.78)) attributes["material"] = random.pick(materials[truth.material].sold);
  if (truth.pattern !== "solid" && random.chance(0.6)) attributes["pattern"] = truth.pattern;
  if (random.chance(0.25)) attributes["style"] = styles[truth.style].asked;
  for (const trait of type.traits ?? []) {
    const is = truth.traits[trait.name]!;
    if (random.chance(0.62)) attributes[trait.name] = is;
  }
  if (truth.measure && random.chance(0.8)) attributes[truth.measure.name] = truth.measure.value;
  if (type.sizes) {
    const from = random.below(Math.max(1, type.sizes.length - 3));
    attributes["sizes"] = type.sizes.slice(from, from + 3 + random.below(type.sizes.length));
  }
  return attributes;
}

/** Another seller's item of the same title gets its measure or a model number. */
function untaken(title: string, truth: ProductTruth, taken: Set<string>): string {
  const candidates = [
    title,
    `${title} – ${truth.collection}`,
    `${title} – ${truth.brand} ${truth.collection}`,
  ];
  let free = candidates.find((one) => !taken.has(one.toLowerCase()));
  for (let model = 2; free === undefined; model++) {
    const numbered = `${title} No. ${model}`;
    if (!taken.has(numbered.toLowerCase())) free = numbered;
  }
  taken.add(free.toLowerCase());
  return free;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
