/**
 * @file Which texts of a product are compared: one definition for indexing, searching and evaluation.
 */
import type { AttributeValue, Product } from "../data/product.js";
import { foldText } from "../text/fold-text.js";
import { headOfTitle } from "./ranking/head-of-title.js";

/** The texts of which every product has a vector of its own, where it has the text. */
export const SEMANTIC_FIELDS = [
  "title",
  "head",
  "everything",
  "title+category",
  "category",
  "category-path",
] as const;
export type SemanticField = (typeof SEMANTIC_FIELDS)[number];

/** What of a product is searched. */
export interface TextSettings {
  /** Names of the attributes whose values are searched. */
  readonly attributes: readonly string[];
  /** False keeps everything of the category out, for evaluations in which it is the label. */
  readonly withCategory: boolean;
}

/** The texts of the lexical index's fields, by field. */
export function lexicalTexts(
  product: Product,
  settings: TextSettings,
): Record<LexicalField, string> {
  return {
    title: product.title,
    brand: product.brand ?? "",
    category: settings.withCategory ? product.categoryPath.join(" ") : "",
    attributes: attributeText(product, settings),
    description: product.description ?? "",
  };
}
export type LexicalField = "title" | "brand" | "category" | "attributes" | "description";

/** Everything that is said of a product, the most telling first. */
export function everythingText(product: Product, settings: TextSettings): string {
  const { title, brand, category, attributes, description } = lexicalTexts(product, settings);
  return [title, brand, category, attributes, description].filter((text) => text !== "").join(" ");
}

/** The text of one field; undefined when the product has nothing of its own to say there. */
export function semanticText(
  product: Product,
  field: SemanticField,
  settings: TextSettings,
): string | undefined {
  const { title, categoryPath } = product;
  const leaf = settings.withCategory ? categoryPath.at(-1) : undefined;
  switch (field) {
    case "title":
      return title;
    case "head":
      return headOfTitle(title);
    case "everything":
      return everythingText(product, settings);
    case "title+category":
      return leaf === undefined ? undefined : `${title} ${leaf}`;
    case "category":
      return leaf;
    case "category-path":
      return leaf === undefined ? undefined : categoryPath.join(" ");
  }
}

/** Chooses attributes from products that come one by one. */
export interface AttributeChooser {
  readonly add: (product: Product) => void;
  readonly chosen: () => readonly string[];
}

/**
 * Chooses the attributes that say in words what a product is: `colour` and `material`, but not
 * a part number, a size in inches, a URL, or a manufacturer that repeats the brand.
 */
export function createAttributeChooser(): AttributeChooser {
  const seen = new Map<string, AttributeUse>();
  return {
    add({ attributes, brand }) {
      for (const [name, value] of Object.entries(attributes)) {
        const text = valueText(value);
        const use = seen.get(name) ?? {
          values: 0,
          words: 0,
          repeats: 0,
          first: text,
          varies: false,
        };
        seen.set(name, use);
        use.values += 1;
        if (isWords(value, text)) use.words += 1;
        if (repeatsBrand(text, brand)) use.repeats += 1;
        if (text !== use.first) use.varies = true;
      }
    },
    chosen: () =>
      [...seen]
        .filter(([, { words, values }]) => words >= 0.8 * values)
        .filter(([, { repeats, values }]) => repeats < 0.5 * values)
        // What says the same of everything tells nothing apart.
        .filter(([, { varies }]) => varies)
        .map(([name]) => name)
        .sort(),
  };
}

/** The attributes that `createAttributeChooser` chooses of these products. */
export function chooseSearchedAttributes(products: readonly Product[]): readonly string[] {
  const chooser = createAttributeChooser();
  products.forEach(chooser.add);
  return chooser.chosen();
}

/** How one attribute is filled in. */
interface AttributeUse {
  values: number;
  /** Values that are words. */
  words: number;
  /** Values that begin as the product's brand does. */
  repeats: number;
  readonly first: string;
  /** Whether there is another value than the first. */
  varies: boolean;
}

/** Whether a value names the brand again, with or without a "Store" or "Ltd" behind either. */
function repeatsBrand(value: string, brand: string | undefined): boolean {
  const firstWord = (text: string): string => /[\p{L}\p{N}]+/u.exec(foldText(text))?.[0] ?? "";
  return brand !== undefined && firstWord(value) !== "" && firstWord(value) === firstWord(brand);
}

function attributeText(product: Product, { attributes }: TextSettings): string {
  return attributes
    .flatMap((name) => {
      const value = product.attributes[name];
      return value === undefined ? [] : [valueText(value)];
    })
    .join(" ");
}

function valueText(value: AttributeValue): string {
  return Array.isArray(value) ? value.join(" ") : String(value);
}

function isWords(value: AttributeValue, text: string): boolean {
  if (typeof value === "number" || typeof value === "boolean") return false;
  if (/^https?:|^www\./i.test(text)) return false;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const digits = text.match(/\p{Nd}/gu)?.length ?? 0;
  return letters >= 2 && digits <= letters / 4;
}
