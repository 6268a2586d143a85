/** @file What every form of a data report says, so that terminal and page agree. */
import type { DataProfile } from "../../data/data-profile.js";
import { profiledFields } from "../../data/data-profile.js";
import type { PriceProfile } from "../../data/profile-prices.js";
import type { Readiness } from "../../data/readiness.js";
import { formatCount } from "../../evaluation/number-format.js";
import type { DataReport } from "./report-data.js";

/** A part of all products. */
export interface ShareRow {
  readonly name: string;
  readonly products: number;
  /** From 0 to 1. */
  readonly share: number;
}

/** A number with what it counts. */
export interface Fact {
  readonly value: string;
  readonly label: string;
}

const SHOWN_ATTRIBUTES = 12;
const SHOWN_CATEGORIES = 12;
const SHOWN_LANGUAGES = 6;

export function titleOf({ source }: DataReport): string {
  return source.kind === "file"
    ? `Data of ${source.file}`
    : `Data of catalogue version ${source.version}`;
}

/** How much there is, and what of the file did not become products. */
export function factsOf({ source, profile }: DataReport): readonly Fact[] {
  const { duplicates, variants, categories, brands } = profile;
  return [
    { value: formatCount(profile.products), label: "products" },
    ...(source.kind === "file"
      ? [
          { value: formatCount(source.rows), label: `rows (${source.format})` },
          { value: formatCount(source.unreadable), label: "rows that can not be read" },
          { value: formatCount(source.repeated), label: "rows with an id that was there already" },
        ]
      : []),
    { value: formatCount(categories.categories), label: "categories" },
    { value: formatCount(brands.distinct), label: "brands" },
    { value: formatCount(variants.products), label: "variants of another product" },
    {
      value: formatCount(duplicates.titleAndBrand.surplus),
      label: "share title and brand with another",
    },
    {
      value: formatCount(duplicates.content.surplus),
      label: "are another product again in all but the id",
    },
    ...(profile.encodings.length > 0
      ? [{ value: profile.encodings.join(", "), label: "encoding" }]
      : []),
  ];
}

/** How many products have each field, the title first. */
export function fieldRows({ products, missing }: DataProfile): readonly ShareRow[] {
  return [
    { name: "title", products, share: products === 0 ? 0 : 1 },
    ...profiledFields.map((field) => ({
      name: field,
      products: products - missing[field].products,
      share: products === 0 ? 0 : 1 - missing[field].share,
    })),
  ];
}

/** The attributes that most products have. */
export function attributeRows({ attributes }: DataProfile): {
  readonly rows: readonly (ShareRow & { readonly distinct: number; readonly kind: string })[];
  readonly more: number;
} {
  const rows = attributes.slice(0, SHOWN_ATTRIBUTES).map((attribute) => ({
    name: attribute.name,
    products: attribute.products,
    share: attribute.share,
    distinct: attribute.distinct,
    kind: Object.entries(attribute.kinds)
      .filter(([, count]) => count > 0)
      .map(([kind]) => kind)
      .join(", "),
  }));
  return { rows, more: attributes.length - rows.length };
}

/** The largest categories of the first level that has several, and what they are all part of. */
export function categoryRows({ categories, products }: DataProfile): {
  readonly below: readonly string[];
  readonly rows: readonly ShareRow[];
  readonly more: number;
} {
  let level = categories.roots;
  let moreOnLevel = categories.moreRoots;
  const below: string[] = [];
  for (;;) {
    const [only, second] = level;
    if (only === undefined || second !== undefined || only.children.length === 0) break;
    below.push(only.name);
    ({ children: level, moreChildren: moreOnLevel } = only);
  }
  const rows = level.slice(0, SHOWN_CATEGORIES);
  return {
    below,
    rows: rows.map(({ name, products: count }) => ({
      name,
      products: count,
      share: products === 0 ? 0 : count / products,
    })),
    more: level.length - rows.length + moreOnLevel,
  };
}

/** The languages of the products that were looked at. */
export function languageRows({ languages }: DataProfile): readonly ShareRow[] {
  return Object.entries(languages.counts)
    .slice(0, SHOWN_LANGUAGES)
    .map(([name, products]) => ({
      name,
      products,
      share: languages.sampled === 0 ? 0 : products / languages.sampled,
    }));
}

/** `EUR`, or what stands for prices that name no currency. */
export function currencyOf({ currency }: PriceProfile): string {
  return currency ?? "no currency";
}

/** What is strange about prices, in words; empty when nothing is. */
export function priceRemarks({ zero, outliers }: PriceProfile): readonly string[] {
  const { low, high, from, to } = outliers;
  return [
    ...(zero > 0 ? [`${formatCount(zero)} are 0`] : []),
    ...(low > 0
      ? [`${formatCount(low)} lie far below the others (under ${formatPrice(from)})`]
      : []),
    ...(high > 0
      ? [`${formatCount(high)} lie far above the others (over ${formatPrice(to)})`]
      : []),
  ];
}

export function formatPrice(value: number): string {
  return value.toLocaleString("en-GB", {
    minimumFractionDigits: value < 1000 ? 2 : 0,
    maximumFractionDigits: value < 1000 ? 2 : 0,
  });
}

/** Never 100 % while one is missing, nor 0 % while one is there. */
export function formatShare(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 100 && share < 1) return "> 99 %";
  return rounded === 0 && share > 0 ? "< 1 %" : `${rounded} %`;
}

export const STATUS_WORDS: Readonly<Record<Readiness["status"], string>> = {
  ready: "ready",
  partly: "in part",
  missing: "not yet",
};
