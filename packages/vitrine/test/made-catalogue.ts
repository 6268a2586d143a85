/** @file Small shops for tests: seeded products, an encoder that knows a few synonyms, an index of both. */
import type { Product } from "../src/data/product.js";
import type { Encoder } from "../src/encoders/encoder.js";
import { buildSearchIndex } from "../src/engine/build-search-index.js";
import { chooseSearchedAttributes } from "../src/engine/product-texts.js";
import { rankingOptionsSchema } from "../src/engine/ranking/ranking-options.js";
import type { RankingOptionsInput } from "../src/engine/ranking/ranking-options.js";
import type { SearchIndex } from "../src/engine/search-index.js";
import { createRandom } from "../src/random.js";

const TYPES = [
  ["desk", "Furniture", "Desks"],
  ["sofa", "Furniture", "Sofas"],
  ["bookshelf", "Furniture", "Storage", "Bookcases"],
  ["lamp", "Lighting", "Lamps"],
  ["chandelier", "Lighting", "Chandeliers"],
  ["rug", "Textiles", "Rugs"],
  ["curtain", "Textiles", "Curtains"],
  ["kettle", "Kitchen", "Kettles"],
] as const;
const MATERIALS = ["oak", "walnut", "steel", "linen", "brass", "wool"];
const COLOURS = ["red", "green", "blue", "grey", "ivory"];
const BRANDS = ["Norrland", "Casa Verde", "Blythe", "Hollis & Sons"];
const FORMS = ["folding", "round", "tall", "small", "corner", "antique"];
const AVAILABILITIES = ["in_stock", "out_of_stock", "preorder"] as const;

/** A product with what a test cares about. */
export function makeProduct(fields: Partial<Product> & Pick<Product, "id">): Product {
  return { title: `Product ${fields.id}`, categoryPath: [], images: [], attributes: {}, ...fields };
}

/**
 * Makes a catalogue in which every field is missing somewhere, with variants and duplicates.
 *
 * @returns The same products for the same count and seed, ids `p0`, `p1`, ….
 */
export function makeProducts(count: number, seed = 1): Product[] {
  const random = createRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)]!;
  const mostly = (share: number): boolean => random.next() < share;
  const products: Product[] = [];
  for (let ordinal = 0; ordinal < count; ordinal++) {
    const [type, ...path] = pick(TYPES);
    const material = pick(MATERIALS);
    const colour = pick(COLOURS);
    const earlier = products[random.below(Math.max(1, ordinal))];
    const isDuplicate = earlier !== undefined && mostly(0.02);
    const isVariant = earlier !== undefined && !isDuplicate && mostly(0.05);
    products.push({
      id: `p${ordinal}`,
      title: isDuplicate ? earlier.title.toUpperCase() : `${pick(FORMS)} ${material} ${type}`,
      categoryPath: mostly(0.9) ? path : [],
      images: mostly(0.8) ? [`images/p${ordinal}.webp`] : [],
      attributes: {
        ...(mostly(0.7) ? { colour } : {}),
        ...(mostly(0.5) ? { width: 20 + random.below(200) } : {}),
        ...(mostly(0.4) ? { rooms: ["study", "bedroom", "hall"].slice(random.below(3)) } : {}),
      },
      ...(mostly(0.6) ? { description: `A ${colour} ${type} of ${material} for every home.` } : {}),
      ...(mostly(0.8) ? { brand: pick(BRANDS) } : {}),
      ...(mostly(0.8) ? { price: random.below(50_000) / 100, currency: "EUR" } : {}),
      ...(mostly(0.9) ? { availability: pick(AVAILABILITIES) } : {}),
      ...(isVariant ? { parentId: earlier.parentId ?? earlier.id } : {}),
    });
  }
  return products;
}

const SYNONYMS: Readonly<Record<string, string>> = {
  couch: "sofa",
  settee: "sofa",
  bureau: "desk",
};
const DIMENSIONS = 64;

/** An encoder of which a test can foresee everything: a random direction for every word, one for synonyms. */
export const wordEncoder: Encoder = {
  name: "words",
  fingerprint: "words-1",
  dimensions: DIMENSIONS,
  licence: "MIT",
  async encode(texts) {
    const data = new Float32Array(texts.length * DIMENSIONS);
    texts.forEach((text, row) => {
      const vector = data.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
      for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
        const random = createRandom(seedOf(SYNONYMS[word] ?? word));
        for (let axis = 0; axis < DIMENSIONS; axis++) vector[axis]! += random.normal();
      }
      const length = Math.hypot(...vector);
      if (length > 0) vector.forEach((value, axis) => (vector[axis] = value / length));
    });
    return { data, count: texts.length, dimensions: DIMENSIONS };
  },
};

function seedOf(word: string): number {
  let seed = 7;
  for (const letter of word) seed = (seed * 31 + letter.codePointAt(0)!) % 2 ** 40;
  return seed;
}

/** Indexes products with `wordEncoder`. */
export async function makeIndex(
  products: readonly Product[],
  ranking: RankingOptionsInput = {},
): Promise<SearchIndex> {
  return buildSearchIndex([products], {
    texts: { attributes: chooseSearchedAttributes(products), withCategory: true },
    language: "en",
    encoder: wordEncoder,
    ranking: rankingOptionsSchema.parse(ranking),
  });
}
