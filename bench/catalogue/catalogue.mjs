/**
 * @file A catalogue of any size with the shape of a real one, row by row.
 *
 * Words follow Zipf's law, categories and makers too; prices are log-normal within a category, some are
 * missing, as are descriptions; families of variants stand together. A row is made from the seed and its
 * number alone: the first rows of a larger catalogue are the smaller one, any row can be had without
 * those before it, and memory does not grow with the catalogue.
 */
import { mixed, Random } from "./random.mjs";
import { brandOf, categoryCount, makeBrands, makeCategories } from "./taxonomy.mjs";
import { capital, makeWords, wordCount } from "./words.mjs";

/**
 * @typedef {object} Product
 * @property {string} id
 * @property {string | undefined} parentId - The first of its family; absent for that one itself.
 * @property {string} title
 * @property {string | undefined} description - 20 … 80 words and a sentence of facts; one in five is missing.
 * @property {string | undefined} brand
 * @property {readonly string[]} categoryPath - From the root to the leaf.
 * @property {number | undefined} price - Dollars; three in a hundred are missing.
 * @property {string | undefined} currency
 * @property {string} availability
 * @property {readonly string[]} images
 * @property {Readonly<Record<string, boolean | number | string>>} attributes
 * @property {string} updatedAt - ISO 8601, UTC.
 */

/**
 * @typedef {object} Catalogue
 * @property {(row: number) => Product} productAt - The product of a row, counted from 0.
 */

/** Rows of a block share their chance; a family never crosses its end. */
const blockSize = 4;

/** How a block parts into families, by the offset of each row's first. */
const partings = [
  [0, 1, 2, 3],
  [0, 1, 2, 3],
  [0, 1, 2, 3],
  [0, 0, 2, 3],
  [0, 1, 1, 3],
  [0, 0, 2, 2],
  [0, 0, 0, 3],
  [0, 0, 0, 0],
];

const firstUpdate = Date.UTC(2025, 0, 1);
const updateSeconds = 330 * 24 * 60 * 60;
const rarerAvailability = ["out_of_stock", "out_of_stock", "preorder", "backorder", "discontinued"];
const openings = ["The", "This", "Our", "A", "Meet the", "Say hello to the"];
const marks = ["★ New ★", "人気", "Новинка", "✓ Best", "½ price", "🌿 Eco"];

/**
 * Opens the catalogue of a seed.
 *
 * @param {number} seed - Any integer.
 * @returns {Catalogue} About half a second and 40 MB to open; some microseconds a row.
 */
export function createCatalogue(seed) {
  const words = makeWords();
  const categories = makeCategories();
  const brands = makeBrands(words);
  const family = new Random(seed, "families");
  const own = new Random(seed, "rows");

  const ranks = zipfTable();
  // A space and a word in one string save a joining for each of some fifty words a row.
  const spaced = words.map((word) => ` ${word}`);
  /** @param {Random} random @param {number} topic */
  const wordOf = (random, topic) => {
    const bits = random.bits();
    const slot = bits >>> 14;
    const low = /** @type {number} */ (ranks[slot]);
    const span = /** @type {number} */ (ranks[slot + 1]) - low;
    const rank = low + ((span * ((bits >>> 1) & 8191)) >>> 13);
    // Half of the rarer words come from the category's topic, so that categories read unlike each other.
    if (rank <= 200 || (bits & 1) === 0) return /** @type {string} */ (spaced[rank]);
    return /** @type {string} */ (spaced[topicalRank(topic, rank % 4000)]);
  };

  /** @param {Random} random @param {number} topic */
  const rareWordOf = (random, topic) =>
    /** @type {string} */ (words[topicalRank(topic, random.zipf(4000))]);

  /** @param {number} first - The row that the family begins with. */
  const familyAt = (first) => {
    family.startAt(first);
    const place = Math.floor(categoryCount * family.next() ** 2);
    const category = /** @type {import("./taxonomy.mjs").Category} */ (
      categories[(place * 1009) % categoryCount]
    );
    const maker = brandOf(place, family.zipf(200));
    const brand = /** @type {string} */ (brands[maker]);
    const attributes = attributesOf(category, family);
    const series = capital(rareWordOf(family, category.topic));
    const plan = family.next();
    const description = family.chance(0.2)
      ? undefined
      : describe(category, attributes, family, wordOf);
    const tier = ((maker % 7) - 3) * 0.12;
    const level = category.logPrice + tier + category.spread * family.normal();
    return { first, category, brand, attributes, series, plan, description, level };
  };
  // The rows of a family are mostly asked for one after the other.
  let latest = familyAt(0);

  return {
    productAt(row) {
      const block = Math.floor(row / blockSize);
      const parting = /** @type {number[]} */ (partings[mixed(seed ^ 0x5bd1e995, block) % 8]);
      const first = block * blockSize + /** @type {number} */ (parting[row % blockSize]);
      if (latest.first !== first) latest = familyAt(first);
      const { category, brand, series, plan, description, level } = latest;
      own.startAt(row);
      const attributes =
        row === first ? latest.attributes : inOtherColour(latest.attributes, category, own);
      const price = own.chance(0.03) ? undefined : ended(Math.exp(level + 0.04 * own.normal()));
      const id = idOf(row);
      // Every key is always there, so that all products have one shape; JSON leaves out the undefined.
      return {
        id,
        parentId: row === first ? undefined : idOf(first),
        title: titleOf(category.noun, brand, series, attributes, plan, own),
        description,
        brand: own.chance(0.95) ? brand : undefined,
        categoryPath: category.path,
        price,
        currency: price === undefined ? undefined : "USD",
        availability: own.chance(0.86) ? "in_stock" : own.pick(rarerAvailability),
        images: [`images/${id}.webp`],
        attributes,
        updatedAt: new Date(firstUpdate + own.below(updateSeconds) * 1000).toISOString(),
      };
    },
  };
}

/**
 * The rank of a topic's word among all words: each topic has 4,000 of its own, beyond the commonest.
 *
 * @param {number} topic
 * @param {number} rank
 */
function topicalRank(topic, rank) {
  return 600 + (((topic >>> 1) + rank * 79) % 50_000);
}

/** Ranks by their share in Zipf's law, so that a word costs one draw of 32 bits. */
function zipfTable() {
  const logCount = Math.log(wordCount + 1);
  return Uint32Array.from({ length: 2 ** 18 + 1 }, (_, slot) =>
    Math.min(wordCount - 1, Math.floor(Math.exp((slot / 2 ** 18) * logCount)) - 1),
  );
}

/**
 * The products of the first `count` rows, in order.
 *
 * @param {Catalogue} catalogue
 * @param {number} count
 */
export function* productsOf(catalogue, count) {
  for (let row = 0; row < count; row++) yield catalogue.productAt(row);
}

/** @param {number} row */
export function idOf(row) {
  return `P${String(row).padStart(8, "0")}`;
}

/**
 * @param {import("./taxonomy.mjs").Category} category
 * @param {Random} random
 * @returns {Readonly<Record<string, boolean | number | string>>} In the order of the columns.
 */
function attributesOf(category, random) {
  /** @type {Record<string, boolean | number | string>} */
  const attributes = {};
  for (const attribute of category.attributes) {
    const given = random.chance(0.85);
    const value = attribute.draw(random);
    if (given) attributes[attribute.name] = value;
  }
  return attributes;
}

/**
 * A family shares all but the colour, which is the first of every category's attributes.
 *
 * @param {Readonly<Record<string, boolean | number | string>>} attributes
 * @param {import("./taxonomy.mjs").Category} category
 * @param {Random} own
 * @returns {Readonly<Record<string, boolean | number | string>>}
 */
function inOtherColour(attributes, category, own) {
  const [colour] = /** @type {[import("./taxonomy.mjs").Attribute]} */ (
    /** @type {unknown} */ (category.attributes)
  );
  const { color: _, ...others } = attributes;
  return { color: colour.draw(own), ...others };
}

/**
 * @param {string} noun
 * @param {string} brand
 * @param {string} series
 * @param {Readonly<Record<string, boolean | number | string>>} attributes
 * @param {number} plan - 0 … 1: the seller's way of writing titles.
 * @param {Random} own
 */
function titleOf(noun, brand, series, attributes, plan, own) {
  const colour = capital(String(attributes["color"] ?? ""));
  const material = capital(String(attributes["material"] ?? ""));
  const size = attributes["width_cm"] ?? attributes["length_cm"] ?? attributes["height_cm"];
  const shown = size === undefined ? "" : (plan * 20) % 2 < 1 ? `, ${size} cm` : ` ${size}cm`;
  const model = `${String.fromCharCode(65 + own.below(26), 65 + own.below(26))}-${1 + own.below(9999)}`;
  const mark = own.chance(0.012) ? `${own.pick(marks)} ` : "";
  if (plan < 0.3) return `${mark}${brand} ${series} ${noun} ${colour}${shown}`.trim();
  if (plan < 0.5) return `${mark}${brand} ${series} ${material} ${noun} – ${colour} (${model})`;
  if (plan < 0.7) return `${mark}${noun} ${series}${shown}, ${material} ${colour}`;
  if (plan < 0.85) return `${mark}${series} ${material} ${noun} by ${brand}`;
  return `${mark}${brand} ${model} ${colour} ${noun}${shown}`;
}

/**
 * Opens with the product, goes on with the facts of some attributes, ends with other words.
 *
 * @param {import("./taxonomy.mjs").Category} category
 * @param {Readonly<Record<string, boolean | number | string>>} attributes
 * @param {Random} random
 * @param {(random: Random, topic: number) => string} wordOf - A word with a space before it.
 */
function describe(category, attributes, random, wordOf) {
  const length = 20 + random.below(61);
  let text = `${random.pick(openings)} ${category.noun.toLowerCase()}`;
  let words = 4;
  for (const { name, told } of category.attributes) {
    const value = attributes[name];
    // The colour differs within the family, whose description is the same.
    if (value === undefined || name === "color" || random.chance(0.5)) continue;
    text += words === 4 ? ` ${told(value)}` : `, ${told(value)}`;
    words += 3;
    if (words > 14) break;
  }
  while (words < length) {
    const ends = Math.min(length, words + 5 + random.below(10));
    text += `. ${capital(wordOf(random, category.topic).slice(1))}`;
    for (words++; words < ends; words++) {
      text += wordOf(random, category.topic);
      if (ends - words === 6) text += ",";
    }
  }
  return `${text}.`;
}

/** Prices end as prices do. @param {number} raw */
function ended(raw) {
  if (raw < 20) return Math.max(0.49, Math.floor(raw) + 0.99);
  if (raw < 200) return Math.round(raw) - 0.05;
  return Math.round(raw / 10) * 10 - 1;
}
