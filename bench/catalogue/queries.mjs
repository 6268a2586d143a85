/**
 * @file Queries as shoppers of the big catalogue would type them, for measuring latency.
 *
 * Each comes from the title of a product: one to five of its words, most often two or three, sometimes
 * with a slip, the other number or a word of no product; one in six has filters that the product passes.
 * They say nothing about relevance: no other product is judged.
 */
import { Random } from "./random.mjs";

/**
 * @typedef {object} Query
 * @property {string} query
 * @property {readonly string[]} filters - As the search takes them: `price<=80`, `brand=Ostrevik`.
 * @property {string} from - Id of the product whose title it comes from.
 */

const lengths = [1, 2, 2, 2, 3, 3, 3, 4, 4, 5];

/**
 * Makes queries.
 *
 * @param {import("./catalogue.mjs").Catalogue} catalogue
 * @param {{ seed: number, products: number, count: number }} options - `products` is how many rows the
 *   searched catalogue has.
 * @returns {Generator<Query>} The same for the same options; the first ones of more are those of fewer.
 */
export function* queriesOf(catalogue, { seed, products, count }) {
  const random = new Random(seed, "queries");
  for (let at = 0; at < count; at++) {
    random.startAt(at);
    const product = catalogue.productAt(random.below(products));
    const words = product.title.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? [];
    const length = Math.min(words.length, random.pick(lengths));
    const chosen = chooseOf(words, length, random);
    if (random.chance(0.1)) chosen[random.below(chosen.length)] += "s";
    if (random.chance(0.12)) slip(chosen, random);
    if (random.chance(0.05)) chosen.push(random.pick(["best", "sale", "gift", "near", "2025"]));
    const filters = random.chance(1 / 6) ? filtersOf(product, random) : [];
    yield { query: chosen.join(" "), filters, from: product.id };
  }
}

/**
 * Some of the words, the later ones rather, for there stands what the thing is; in their order.
 *
 * @param {readonly string[]} words
 * @param {number} count
 * @param {Random} random
 * @returns {string[]}
 */
function chooseOf(words, count, random) {
  /** @type {Set<number>} */
  const places = new Set();
  while (places.size < count) places.add(Math.floor(words.length * Math.sqrt(random.next())));
  return [...places].sort((a, b) => a - b).map((place) => /** @type {string} */ (words[place]));
}

/**
 * Drops or swaps letters within one long word.
 *
 * @param {string[]} words
 * @param {Random} random
 */
function slip(words, random) {
  const place = words.findIndex((word) => word.length >= 5);
  if (place < 0) return;
  const word = /** @type {string} */ (words[place]);
  const at = 1 + random.below(word.length - 3);
  words[place] = random.chance(0.5)
    ? word.slice(0, at) + word.slice(at + 1)
    : word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}

/**
 * One or two filters that the product passes.
 *
 * @param {import("./catalogue.mjs").Product} product
 * @param {Random} random
 */
function filtersOf(product, random) {
  const { price, brand, availability, attributes } = product;
  const colour = attributes["color"];
  const possible = [
    ...(price === undefined ? [] : [`price<=${Math.ceil(price * (1 + random.next()))}`]),
    ...(brand === undefined || /[<>=!~]/.test(brand) ? [] : [`brand=${brand}`]),
    ...(colour === undefined ? [] : [`color=${colour}`]),
    `availability=${availability}`,
  ];
  const first = random.below(possible.length);
  const second = random.below(possible.length);
  const chosen = first === second || random.chance(0.6) ? [first] : [first, second];
  return chosen.map((at) => /** @type {string} */ (possible[at]));
}
