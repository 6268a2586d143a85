/**
 * @file Finds the products that can not be told from a product: itself, its duplicates and its variants.
 */
import type { Product } from "../data/product.js";
import { normalisedTitle } from "../text/comparable-text.js";

/**
 * Prepares to find twins, O(products).
 *
 * Duplicates have equal titles after NFKC, lower case and with every run of characters other than
 * letters, marks and digits as one space; titles with no such character are compared as they are.
 * Variants have the same root when parents are followed up, or are it.
 *
 * @returns The ids of a product and of its twins.
 */
export function twinsOf(products: readonly Product[]): (product: Product) => ReadonlySet<string> {
  const duplicates = duplicatesOf(products);
  const familyOf = familiesOf(products);
  const ofFamily = groupIds(products, familyOf);
  return (product) =>
    new Set([product.id, ...duplicates(product), ...(ofFamily.get(familyOf(product)) ?? [])]);
}

/** The same for duplicates alone; the product itself is among them. */
export function duplicatesOf(
  products: readonly Product[],
): (product: Product) => readonly string[] {
  const ofTitle = groupIds(products, ({ title }) => normalisedTitle(title));
  return ({ id, title }) => ofTitle.get(normalisedTitle(title)) ?? [id];
}

/**
 * The id that stands for a product's family: the parent's parent's … parent, which need not be in the
 * catalogue; of parents that go round in a circle, the first id in code-unit order.
 */
function familiesOf(products: readonly Product[]): (product: Product) => string {
  const parents = new Map(products.map(({ id, parentId }) => [id, parentId]));
  const roots = new Map<string, string>();
  return ({ id }) => {
    const path = new Set<string>();
    let at = id;
    let root: string | undefined;
    while ((root = roots.get(at)) === undefined) {
      if (path.has(at)) {
        const walked = [...path];
        root = walked.slice(walked.indexOf(at)).sort()[0] ?? at;
        break;
      }
      path.add(at);
      const parent = parents.get(at);
      if (parent === undefined) {
        root = at;
        break;
      }
      at = parent;
    }
    for (const member of path) roots.set(member, root);
    return root;
  };
}

function groupIds(
  products: readonly Product[],
  keyOf: (product: Product) => string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const product of products) {
    const key = keyOf(product);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [product.id]);
    else group.push(product.id);
  }
  return groups;
}
