/**
 * @file Tells which abilities of Vitrine a catalogue's data is enough for, and what the others lack.
 *
 * Pure arithmetic on a `DataProfile`. The thresholds are rules of thumb, each with its reason beside
 * it; an ability that is only partly ready works for the products whose data is there.
 */
import type { DataProfile, ProfiledField } from "./data-profile.js";

/** What Vitrine can do with products and with what shoppers do. */
export const abilities = [
  "search by words",
  "semantic search",
  "filter by price",
  "filter by brand",
  "filter by category",
  "filter by attributes",
  "similar products by text",
  "similar products by picture",
  "query understanding",
  "suggestions",
  "grouping of variants",
  "learned search ranking",
  "recommendations from behaviour",
  "taste",
  "next basket",
  "reviews",
] as const;
export type Ability = (typeof abilities)[number];

/** Whether the data is enough for an ability. */
export interface Readiness {
  readonly ability: Ability;
  readonly status: "ready" | "partly" | "missing";
  /** With the figures. */
  readonly because: string;
  /** Absent where the ability is ready. */
  readonly remedy?: string;
}

/** What is there beside the catalogue; what is absent is none. */
export interface BehaviourData {
  readonly events?: { readonly count: number; readonly users: number; readonly products: number };
  readonly orders?: { readonly count: number; readonly returningCustomers: number };
  readonly reviews?: { readonly count: number; readonly products: number };
  /** Queries with at least one product that was judged to answer them. */
  readonly judgedQueries?: number;
}

/** A field carries an ability when four of five products have it: below, a filter hides too many that fit. */
const readyShare = 0.8;
/** Below a fifth the ability would show the same few products to everyone. */
const partlyShare = 0.2;
/** A description that a median reader could tell products apart by: about eight words. */
const tellingCharacters = 50;
/** Five folds with ten queries each leave an interval that a real gain can stand out of. */
const queriesForLearning = 50;
/** Interactions a user, below which collaborative models lose to popularity in published studies. */
const eventsPerUser = 5;
/** Users who must have acted so that neighbours exist at all. */
const usersForBehaviour = 500;
/** Customers with two orders and more, whose second basket can be foretold and checked. */
const customersForBasket = 200;
/** Reviews a reviewed product, so that an average says more than one person's day. */
const reviewsPerProduct = 3;

/**
 * Assesses a catalogue.
 *
 * @returns One entry for each of `abilities`, in their order.
 *
 * @example
 * assessReadiness(profile).filter(({ status }) => status !== "ready");
 */
export function assessReadiness(
  profile: DataProfile,
  { events, orders, reviews, judgedQueries = 0 }: BehaviourData = {},
): readonly Readiness[] {
  const has = (field: ProfiledField): number =>
    profile.products === 0 ? 0 : 1 - profile.missing[field].share;
  const byShare = (ability: Ability, field: ProfiledField, remedy: string): Readiness =>
    graded(ability, has(field), `${percent(has(field))} of products have ${nameOf[field]}`, remedy);
  const medianDescription = profile.descriptionLength?.median ?? 0;
  const textShare = medianDescription >= tellingCharacters ? has("description") : 0;
  const textFigures = `${percent(has("description"))} of products have a description, half of them of ${Math.round(medianDescription)} characters or more`;

  return [
    profile.products === 0
      ? lacking("search by words", "there is no product", "Import products.")
      : ready("search by words", `all ${profile.products} products have a title`),
    textual("semantic search", profile, textShare, textFigures),
    byShare("filter by price", "price", "Map or add a column of prices."),
    byShare("filter by brand", "brand", "Map or add a column of brands."),
    byShare("filter by category", "category", "Map or add a column of category paths."),
    byAttributes(profile),
    textual("similar products by text", profile, textShare, textFigures),
    byShare("similar products by picture", "images", "Map or add a column of picture addresses."),
    byUnderstanding(profile, has),
    bySuggestions(profile, has),
    byVariants(profile),
    byCount("learned search ranking", judgedQueries, queriesForLearning, {
      because: `${judgedQueries} judged queries`,
      remedy: `Judge at least ${queriesForLearning} queries.`,
    }),
    byEvents("recommendations from behaviour", events),
    byEvents("taste", events),
    byCount("next basket", orders?.returningCustomers ?? 0, customersForBasket, {
      because: `${orders?.returningCustomers ?? 0} customers with two orders or more, of ${orders?.count ?? 0} orders`,
      remedy: "Import orders with their customers.",
    }),
    byReviews(reviews),
  ];
}

const nameOf: Readonly<Record<ProfiledField, string>> = {
  description: "a description",
  brand: "a brand",
  category: "a category",
  price: "a price",
  currency: "a currency",
  availability: "an availability",
  images: "a picture",
  attributes: "an attribute",
  updatedAt: "a time of change",
};

/** Titles alone are enough for words and for much of meaning, so that texts are never quite missing. */
function textual(
  ability: Ability,
  { products }: DataProfile,
  share: number,
  because: string,
): Readiness {
  if (products === 0) return lacking(ability, "there is no product", "Import products.");
  if (share >= readyShare) return ready(ability, because);
  return partly(ability, `${because}; titles alone carry the rest`, "Add descriptions.");
}

/** An attribute is worth a filter when a fifth of the products have it and it has two values or more. */
function byAttributes({ attributes, products, missing }: DataProfile): Readiness {
  const useful = attributes.filter(({ share, distinct }) => share >= partlyShare && distinct > 1);
  const share = products === 0 ? 0 : 1 - missing.attributes.share;
  const because = `${useful.length} attributes have several values and stand at ${percent(partlyShare)} of products or more; ${percent(share)} of products have any`;
  const remedy = "Add columns such as colour, material and size.";
  return graded("filter by attributes", useful.length === 0 ? 0 : share, because, remedy);
}

/** Prices, brands and attribute values are what a query is read by. */
function byUnderstanding(
  { attributes }: DataProfile,
  has: (field: ProfiledField) => number,
): Readiness {
  const price = has("price");
  const brand = has("brand");
  const known = attributes.some(({ share }) => share >= partlyShare) ? has("attributes") : 0;
  const because = `${percent(price)} of products have a price, ${percent(brand)} a brand, ${percent(known)} attributes that are common enough`;
  const enough = [price, brand, known].filter((share) => share >= readyShare).length;
  const some = [price, brand, known].filter((share) => share >= partlyShare).length;
  const remedy = "Add what is missing of prices, brands and attributes.";
  if (enough === 3) return ready("query understanding", because);
  return some > 0
    ? partly("query understanding", because, remedy)
    : lacking("query understanding", because, remedy);
}

/** Categories and brands are what is suggested before there are queries. */
function bySuggestions(profile: DataProfile, has: (field: ProfiledField) => number): Readiness {
  if (profile.products === 0) {
    return lacking("suggestions", "there is no product", "Import products.");
  }
  const because = `${profile.products} titles, ${profile.categories.categories} categories and ${profile.brands.distinct} brands`;
  return has("category") >= readyShare
    ? ready("suggestions", because)
    : partly("suggestions", because, "Add categories, so that they can be suggested too.");
}

function byVariants({ variants, duplicates, products }: DataProfile): Readiness {
  const ability = "grouping of variants";
  if (variants.products > 0) {
    return ready(ability, `${variants.products} products are variants of ${variants.parents}`);
  }
  const { surplus } = duplicates.titleAndBrand;
  const because = `no product names a parent; ${surplus} share title and brand with another`;
  // A catalogue without variants lacks nothing.
  return products > 0 && surplus === 0
    ? ready(ability, because)
    : lacking(ability, because, "Map the column of the parent's or group's id to parentId.");
}

function byEvents(ability: Ability, events: BehaviourData["events"]): Readiness {
  const { count, users, products } = events ?? { count: 0, users: 0, products: 0 };
  const because = `${count} events of ${users} users with ${products} products`;
  const remedy = `Import events: ${usersForBehaviour} users with ${eventsPerUser} each are a beginning.`;
  if (count === 0) return lacking(ability, because, remedy);
  return users >= usersForBehaviour && count >= users * eventsPerUser
    ? ready(ability, because)
    : partly(ability, because, remedy);
}

function byReviews(reviews: BehaviourData["reviews"]): Readiness {
  const { count, products } = reviews ?? { count: 0, products: 0 };
  return byCount("reviews", products === 0 ? 0 : count / products, reviewsPerProduct, {
    because: `${count} reviews of ${products} products`,
    remedy: "Import reviews.",
  });
}

function byCount(
  ability: Ability,
  count: number,
  enough: number,
  { because, remedy }: { readonly because: string; readonly remedy: string },
): Readiness {
  if (count >= enough) return ready(ability, because);
  return count > 0 ? partly(ability, because, remedy) : lacking(ability, because, remedy);
}

function graded(ability: Ability, share: number, because: string, remedy: string): Readiness {
  if (share >= readyShare) return ready(ability, because);
  return share >= partlyShare
    ? partly(ability, because, remedy)
    : lacking(ability, because, remedy);
}

function ready(ability: Ability, because: string): Readiness {
  return { ability, status: "ready", because };
}

function partly(ability: Ability, because: string, remedy: string): Readiness {
  return { ability, status: "partly", because, remedy };
}

function lacking(ability: Ability, because: string, remedy: string): Readiness {
  return { ability, status: "missing", because, remedy };
}

function percent(share: number): string {
  // Never 100 % while one is missing, nor 0 % while one is there.
  const rounded = Math.round(share * 100);
  if (rounded === 100 && share < 1) return "over 99 %";
  return rounded === 0 && share > 0 ? "under 1 %" : `${rounded} %`;
}
