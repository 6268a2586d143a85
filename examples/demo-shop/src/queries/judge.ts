/**
 * @file Judges a query against a whole shop: the grades of every product that is in any way
 * right, and of some that are wrong but tempt. O(products) a query.
 */
import { createRandom } from "../random.js";
import type { ShopProduct } from "../text/listing.js";
import { productTypes } from "../world/departments.js";
import type { ProductTruth } from "../world/product-truth.js";
import { gradeOf, reachOf } from "./intent.js";
import type { Grade, Intent } from "./intent.js";

/** Grades by product id; a product that is not named is wrong. */
export type Judge = (query: string, intent: Intent) => Record<string, Grade>;

const hardNegatives = 15;

/**
 * Makes the judge of a shop.
 *
 * @param truths - Of the products in `products`, in the same order.
 * @returns A function of a query and its meaning; the query only chooses which wrong products are named.
 */
export function createJudge(
  seed: number,
  truths: readonly ProductTruth[],
  products: readonly ShopProduct[],
): Judge {
  const wordsOf = products.map(
    ({ title, description = "" }) =>
      new Set(`${title} ${description}`.toLowerCase().match(/[a-z]+/g)),
  );
  return (query, intent) => {
    const grades: Record<string, Grade> = {};
    const tempting: string[] = [];
    const alike: string[] = [];
    const words = query
      .split(" ")
      .filter(
        (word) => word.length > 3 && !/^(with|without|under|over|that|from|something)$/.test(word),
      );
    const own = new Set(
      productTypes
        .filter(({ type }) => intent.types.includes(type.key))
        .map(({ department }) => department.name),
    );
    const reach = reachOf(intent);
    for (const [at, truth] of truths.entries()) {
      const product = products[at]!;
      const grade = reach.has(truth.type) ? gradeOf(intent, truth, product.price) : 0;
      if (grade > 0) grades[product.id] = grade;
      else if (words.some((word) => wordsOf[at]!.has(word))) tempting.push(product.id);
      else if (own.has(truth.department)) alike.push(product.id);
    }
    const random = createRandom(seed, `wrong answers to ${query}`);
    const wrong = [
      ...random.shuffled(tempting).slice(0, hardNegatives - 3),
      ...random.shuffled(alike),
    ];
    for (const id of wrong.slice(0, hardNegatives)) grades[id] = 0;
    return grades;
  };
}
