/** @file What makes two products relevant to each other: a label by its name, read and hidden by one rule. */
import type { Product } from "../data/product.js";
import { VitrineError } from "../errors.js";
import { foldText } from "../text/fold-text.js";

/** A label of a catalogue. */
export interface ProductLabel {
  /** As the catalogue spells it. */
  readonly name: string;
  /** Equal for two products that share the label; undefined for a product without it. */
  readonly valueOf: (product: Product) => string | undefined;
  /** The product as a system sees it that must not know the label. */
  readonly hiddenIn: (product: Product) => Product;
}

const NAMED_ATTRIBUTES = 20;

const FIELDS: readonly ProductLabel[] = [
  {
    name: "category",
    valueOf: ({ categoryPath }) => categoryPath.at(-1),
    hiddenIn: withoutCategory,
  },
  {
    name: "category-path",
    valueOf: ({ categoryPath }) =>
      categoryPath.length === 0 ? undefined : JSON.stringify(categoryPath),
    hiddenIn: withoutCategory,
  },
  {
    name: "brand",
    valueOf: ({ brand }) => brand,
    hiddenIn: (product) => {
      const { brand, ...rest } = product;
      return brand === undefined ? product : rest;
    },
  },
];

/**
 * Finds a label by its name as filters find a field: whatever the case, and `attributes.color` is `color`.
 *
 * @throws {VitrineError} `PARAM_INVALID` naming the labels there are, when the catalogue has no such label.
 */
export function resolveLabel(products: readonly Product[], label: string): ProductLabel {
  const wanted = foldText(label.trim());
  const field = FIELDS.find(({ name }) => name === wanted);
  if (field !== undefined) return field;
  const folded = wanted.replace(/^attributes\./, "");
  const names = new Set(products.flatMap(({ attributes }) => Object.keys(attributes)));
  const spelled = [...names].find((name) => foldText(name) === folded);
  if (spelled === undefined) throw unknownLabel(label, [...names].sort());
  // Products may spell one attribute in several ways; none of them may leak.
  const isLabel = (name: string): boolean => foldText(name) === folded;
  return {
    name: FIELDS.some(({ name }) => name === folded) ? `attributes.${spelled}` : spelled,
    valueOf: ({ attributes }) => {
      const found = Object.entries(attributes).find(([name]) => isLabel(name));
      return found === undefined ? undefined : JSON.stringify(found[1]);
    },
    hiddenIn: (product) => ({
      ...product,
      attributes: Object.fromEntries(
        Object.entries(product.attributes).filter(([name]) => !isLabel(name)),
      ),
    }),
  };
}

function withoutCategory(product: Product): Product {
  return { ...product, categoryPath: [] };
}

function unknownLabel(label: string, attributes: readonly string[]): VitrineError<"PARAM_INVALID"> {
  const listed = [...FIELDS.map(({ name }) => name), ...attributes.slice(0, NAMED_ATTRIBUTES)];
  const more = attributes.length - NAMED_ATTRIBUTES;
  return new VitrineError(
    "PARAM_INVALID",
    `The label must be one of ${listed.join(", ")}${more > 0 ? ` and ${more} other attributes` : ""}; got "${label}". Name one of these with --label.`,
    { param: "label", got: label },
  );
}
