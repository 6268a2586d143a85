/** @file The words of shoppers as the file of synonyms that a seller who knows all of them would write. */
import type { Shop } from "../shop.js";
import { productTypes } from "../world/departments.js";
import { unsoldNames } from "./synonym-queries.js";
import { vocabularyOf } from "./vocabulary.js";

/** A line a product type: its words that the catalogue does not have, `=>`, what the shop calls it. */
export function toSynonymFile({ products, truths }: Shop): string {
  const vocabulary = vocabularyOf(products);
  const sold = new Set(truths.map(({ type }) => type));
  const lines = productTypes.flatMap(({ type }) => {
    const names = sold.has(type.key) ? unsoldNames(type.key, vocabulary) : [];
    const [own] = type.asked;
    return names.length === 0 || own === undefined ? [] : [`${names.join(", ")} => ${own}\n`];
  });
  return lines.join("");
}
