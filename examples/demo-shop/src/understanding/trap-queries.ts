/**
 * @file Queries on which a careless reading loses: words that look like a price, a colour, a
 * slip of the fingers, and are none.
 */
import { renamedBrands } from "../world/brands.js";
import { valuesOf } from "../text/title.js";
import { colours } from "../world/colours.js";
import { productTypes } from "../world/departments.js";
import { materials } from "../world/materials.js";
import type { Draft, Scope } from "./draft.js";
import { sellersNames } from "./draft.js";
import { unsoldNames } from "./synonym-queries.js";
import { isOneSlipApart, wordsOf } from "./vocabulary.js";

/** What shoppers count in a trait of this name, behind the number. */
const counted: Readonly<Record<string, string>> = {
  drawers: "drawers",
  shelves: "shelves",
  seats: "seats",
  doors: "doors",
  pieces: "pieces",
  rings: "rings",
  pack: "pack",
  people: "person",
  lamps: "lights",
  battery_h: "hours",
};

/** Names in which a colour, a material or a price word is part of the thing. */
const named: Readonly<Record<string, readonly string[]>> = {
  faceCream: ["face cream", "cream for the face"],
  handCream: ["hand cream", "cream hand"],
  bodyLotion: ["body cream", "cream for body"],
  sunscreen: ["sun cream", "sunscreen around the eyes"],
  drinkingGlass: ["glass", "drinking glass", "glass for water"],
  ink: ["ink", "bottled ink"],
  headphones: ["over ear headphones", "headphones over ear"],
  jeans: ["denims", "selvedge denims"],
  blanket: ["plaid throw", "throw over sofa"],
  laptopSleeve: ["notebook cover"],
  giftWrap: ["wrap around paper"],
  deskLamp: ["lamp over desk", "light for under shelf"],
  rug: ["rug under dining table", "carpet under bed"],
  bench: ["bench under window", "seat under coat rack"],
  storageJar: ["kitchen tin"],
  scarf: ["wrap around neck", "scarf over coat"],
  nightstand: ["night table", "table between beds"],
  wallLamp: ["light over mirror", "lamp above bed"],
  pendant: ["light over dining table", "lamp above kitchen island"],
};

/** A few queries of each sort that the type gives rise to. */
export function trapQueries(scope: Scope): Draft[] {
  return [
    ...collectionTraps(scope),
    ...measureTraps(scope),
    ...countTraps(scope),
    ...nameTraps(scope),
    ...realWordTraps(scope),
    ...makerTraps(scope),
  ];
}

/** `black swan armchair`: the colour, material or thing is part of a collection's name. */
function collectionTraps({ type, own, random }: Scope): Draft[] {
  const misleading = [...new Set(own.map(({ collection }) => collection))].filter(isMisleading);
  return random
    .shuffled(misleading)
    .slice(0, 1)
    .map((collection) => ({
      query: `${collection.toLowerCase()} ${random.pick(sellersNames(type))}`,
      form: "collection",
      intent: { types: [type.key], collection },
    }));
}

/** `desk under 120 cm`: the words of a price, said of a size. */
function measureTraps({ type, own, random }: Scope): Draft[] {
  const measures = own.flatMap(({ measure }) => (measure ? [measure] : []));
  if (measures.length === 0) return [];
  const { name, value } = random.pick(measures);
  const unit = name.slice(name.lastIndexOf("_") + 1);
  const noun = random.pick(type.asked);
  const [words, low, high] = random.pick([
    [`under ${value} ${unit}`, 0, value],
    [`up to ${value} ${unit}`, 0, value],
    [`over ${value} ${unit}`, value, 1e9],
    [`around ${value} ${unit}`, value * 0.95, value * 1.05],
  ] as const);
  const intent = { types: [type.key], measure: { name, low, high } };
  return [{ query: `${noun} ${words}`, form: "price word of a size", intent }];
}

/** `dresser 6 drawers`: a number that is no price. */
function countTraps({ type, own, random }: Scope): Draft[] {
  const model = random.pick(own);
  const numbers = valuesOf(type, model).flatMap(({ is }, at) => {
    const { name } = type.traits![at]!;
    const word = counted[name];
    return typeof is === "number" && is > 1 && word !== undefined ? [{ name, is, word }] : [];
  });
  return numbers.slice(0, 1).map(({ name, is, word }) => ({
    query: `${random.pick(sellersNames(type))} ${is} ${word}`,
    form: "number that is no price",
    intent: { types: [type.key], traits: { [name]: is } },
  }));
}

function nameTraps({ type }: Scope): Draft[] {
  const intent = { types: [type.key] };
  return (named[type.key] ?? []).map((query) => ({ query, form: "part of the name", intent }));
}

/**
 * Right as it stands, but one slip from another word of the catalogue: `rug` beside `mug`,
 * and words that the catalogue lacks, as `stole` beside `stool`.
 */
function realWordTraps({ type, vocabulary, random }: Scope): Draft[] {
  const intent = { types: [type.key] };
  const near = (name: string): boolean => {
    const words = wordsOf(name);
    return words.length === 1 && [...vocabulary].some((other) => isOneSlipApart(name, other));
  };
  const sold = random.shuffled(sellersNames(type).filter((name) => name.length <= 5 && near(name)));
  const unsold = random.shuffled(unsoldNames(type.key, vocabulary).filter(near));
  return [
    ...sold.slice(0, 1).map((query) => ({ query, form: "short word", intent })),
    // With a word before it, since the bare word is a query for synonyms.
    ...unsold.slice(0, 1).map((name) => ({ query: `new ${name}`, form: "real word", intent })),
  ];
}

/** `under alder backpack`, in a shop whose makers have such names. */
function makerTraps({ type, own, random }: Scope): Draft[] {
  const makers = new Set(own.map(({ brand }) => brand));
  return Object.values(renamedBrands)
    .filter((brand) => makers.has(brand))
    .map((brand) => ({
      query: `${brand.toLowerCase()} ${random.pick(type.asked)}`,
      form: "maker",
      intent: { types: [type.key], brand },
    }));
}

const misleadingWords = new Set(
  [
    ...Object.values(colours).flatMap(({ plain, sold }) => [plain, ...sold]),
    ...Object.values(materials).flatMap(({ plain, sold }) => [plain, ...sold]),
    ...productTypes.flatMap(({ type }) => type.names),
  ].flatMap((name) => wordsOf(name)),
);

function isMisleading(collection: string): boolean {
  return wordsOf(collection).some((word) => misleadingWords.has(word));
}
