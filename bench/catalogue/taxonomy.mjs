/**
 * @file What is sold in the big catalogue: 2,000 leaf categories, 20,000 makers, attributes by category.
 *
 * Twenty departments of ten things each, every thing in ten sorts. A category has its own price level,
 * makers, attributes and topic words.
 */
import { hashOf, mixed, Random } from "./random.mjs";
import { capital } from "./words.mjs";

/**
 * @typedef {object} Attribute
 * @property {string} name - The column; a measure ends with its unit.
 * @property {(random: Random) => boolean | number | string} draw
 * @property {(value: boolean | number | string) => string} told - How a seller tells of a value in a sentence.
 */

/**
 * @typedef {object} Category
 * @property {readonly string[]} path - From the root to the leaf.
 * @property {string} noun - What one product of it is called.
 * @property {number} logPrice - Mean of the price's natural logarithm, dollars.
 * @property {number} spread - Standard deviation of it.
 * @property {readonly Attribute[]} attributes - 5 … 10, in the order of the columns; a row lacks about one in seven.
 * @property {number} topic - Where its topic words begin among the words.
 */

export const categoryCount = 2000;
export const brandCount = 20_000;

const departments = Object.entries({
  Furniture: "Chair Table Desk Sofa Shelf Cabinet Bed Bench Stool Wardrobe",
  Lighting: "Lamp Lantern Chandelier Sconce Spotlight Bulb Torch Candle Downlight Lampshade",
  Kitchen: "Pan Pot Knife Mug Bowl Plate Kettle Toaster Blender Grater",
  Clothing: "Shirt Jacket Dress Trousers Sweater Skirt Coat Hoodie Vest Socks",
  "Shoes & Bags": "Sneakers Boots Sandals Backpack Suitcase Wallet Handbag Loafers Duffel Slippers",
  Electronics: "Headphones Speaker Camera Tablet Monitor Router Charger Keyboard Mouse Projector",
  Garden: "Mower Hose Planter Shovel Rake Parasol Barbecue Hedge-Trimmer Greenhouse Sprinkler",
  "Tools & Hardware": "Drill Hammer Saw Wrench Screwdriver Ladder Clamp Sander Toolbox Level",
  Beauty: "Shampoo Lotion Lipstick Perfume Serum Mascara Brush Soap Sunscreen Razor",
  "Toys & Games": "Puzzle Doll Blocks Kite Train Robot Ball Drone Plush Boardgame",
  Sports: "Dumbbell Racket Helmet Bicycle Kayak Tent Skis Gloves Yoga-Mat Treadmill",
  "Office, School & Craft":
    "Pen Notebook Binder Stapler Easel Calendar Envelope Scissors Marker Glue",
  Pets: "Leash Aquarium Cage Feeder Collar Litter-Box Kennel Scratching-Post Harness Terrarium",
  "Baby & Toddler":
    "Stroller Crib Bottle Highchair Carrier Pacifier Bib Monitor-Cam Playpen Rattle",
  Automotive: "Tyre Battery Wiper Jack Dashcam Seat-Cover Roof-Rack Toolkit Polish Compressor",
  "Food & Drink": "Coffee Tea Chocolate Pasta Honey Olive-Oil Spice Juice Granola Biscuits",
  "Home Textiles": "Rug Curtain Pillow Blanket Towel Duvet Tablecloth Mattress Cushion Bathmat",
  "Music & Instruments":
    "Guitar Piano Drum Violin Microphone Amplifier Flute Ukulele Mixer Trumpet",
  "Health & Household":
    "Vacuum Humidifier Scale Thermometer Iron Fan Heater Dehumidifier Mop Bucket",
  "Jewellery & Watches":
    "Ring Necklace Bracelet Watch Earrings Brooch Pendant Anklet Cufflinks Chain",
});

const sorts =
  "Folding Compact Classic Outdoor Premium Kids' Wireless Mini Heavy-Duty Travel Vintage Modern Foldable Electric Handmade Professional Stackable Adjustable Insulated Waterproof Slim Wall-Mounted Organic Smart Portable Rechargeable Ergonomic Decorative Round Corner Modular Silent Magnetic Telescopic Reversible Solar Padded Twin Rustic Antique".split(
    " ",
  );

const colours =
  "black white grey navy blue red green beige brown cream teal olive mustard pink purple orange yellow silver gold burgundy charcoal sage coral turquoise".split(
    " ",
  );
const materials =
  "steel oak cotton leather plastic aluminium glass wool polyester bamboo ceramic linen silicone walnut rubber brass nylon velvet pine canvas marble acrylic cork concrete".split(
    " ",
  );
const patterns = "striped checked floral plain dotted geometric".split(" ");
const styles = ["modern", "rustic", "minimalist", "industrial", "boho", "retro", "coastal"];

/** The two that every category has, then those that a category draws from. */
const attributes = [
  words("color", colours, (is) => `in ${is}`),
  words("material", materials, (is) => `made of ${is}`),
  measure("width_cm", 20, 220, "wide"),
  measure("height_cm", 10, 240, "high"),
  measure("depth_cm", 8, 110, "deep"),
  measure("length_cm", 10, 300, "long"),
  measure("diameter_cm", 4, 120, "across"),
  measure("weight_kg", 0.1, 60, "in weight"),
  measure("capacity_l", 0.2, 80, "of room"),
  measure("volume_ml", 10, 2000, "inside"),
  measure("power_w", 3, 2400, "of power"),
  measure("battery_mah", 200, 20_000, "of charge"),
  measure("screen_in", 4, 75, "from corner to corner"),
  measure("memory_gb", 2, 1024, "of memory"),
  measure("load_kg", 2, 300, "of load"),
  measure("noise_db", 18, 85, "at most"),
  count("pieces", 1, 60, "pieces"),
  count("warranty_years", 1, 10, "years of warranty"),
  count("age_from", 0, 14, "years and older"),
  count("drawers", 1, 9, "drawers"),
  words("pattern", patterns, (is) => `with a ${is} look`),
  words("style", styles, (is) => `of a ${is} kind`),
  words("finish", ["matt", "gloss", "brushed", "polished"], (is) => `with a ${is} finish`),
  words("shape", ["round", "square", "oval", "rectangular"], (is) => `of ${is} shape`),
  words("audience", ["women", "men", "kids", "unisex"], (is) => `for ${is}`),
  words("season", ["summer", "winter", "all year"], (is) => `for ${is}`),
  words("energy_class", ["A", "B", "C", "D", "E"], (is) => `of energy class ${is}`),
  words("connection", ["Bluetooth", "Wi-Fi", "USB-C", "cable"], (is) => `with ${is}`),
  words("origin", ["Portugal", "Türkiye", "India", "Italy", "Vietnam"], (is) => `from ${is}`),
  flag("waterproof"),
  flag("washable"),
  flag("rechargeable"),
  flag("dimmable"),
];

/** Every column of attributes, in the order of the file. */
export const attributeNames = attributes.map(({ name }) => name);

/**
 * Lays out the categories, the same for every seed.
 *
 * @returns {readonly Category[]}
 */
export function makeCategories() {
  const random = new Random(1, "categories");
  /** @type {Category[]} */
  const categories = [];
  for (const [department, things] of departments) {
    for (const thing of things.split(" ").map((name) => name.replace("-", " "))) {
      const own = shuffled(sorts, random).slice(0, 10);
      const logPrice = Math.log(8) + random.next() * Math.log(60);
      for (const sort of own) {
        const noun = `${sort} ${thing}`;
        const more = shuffled(attributes.slice(2), random).slice(0, 3 + random.below(6));
        categories.push({
          path: [department, plural(thing), plural(noun)],
          noun,
          logPrice: logPrice + 0.3 * random.normal(),
          spread: 0.3 + 0.5 * random.next(),
          attributes: attributes.filter((one, at) => at < 2 || more.includes(one)),
          topic: hashOf(noun),
        });
      }
    }
  }
  return categories;
}

/**
 * Names the makers, the same for every seed.
 *
 * @param {readonly string[]} words
 * @returns {readonly string[]} Distinct.
 */
export function makeBrands(words) {
  const random = new Random(1, "brands");
  /** @type {Set<string>} */
  const brands = new Set();
  while (brands.size < brandCount) {
    const name = capital(/** @type {string} */ (words[600 + random.below(60_000)]));
    const way = random.next();
    const second = capital(/** @type {string} */ (words[600 + random.below(60_000)]));
    if (way < 0.7) brands.add(name);
    else if (way < 0.82) brands.add(`${name} ${second}`);
    else if (way < 0.9) brands.add(`${name} & ${second}`);
    else if (way < 0.96) brands.add(name.slice(0, 4).toUpperCase() + random.below(100));
    else brands.add(`${name}${random.pick(["å", " é Figli", "™", " Œuvre", " Größe"])}`);
  }
  return [...brands];
}

/**
 * A maker of a category: each category has up to 200 of its own, a few of which make most.
 *
 * @param {number} category - Its place among the categories.
 * @param {number} rank - 0 for the one that makes most.
 */
export function brandOf(category, rank) {
  return mixed(category, rank) % brandCount;
}

/**
 * @param {string} name
 * @param {readonly string[]} values
 * @param {(is: string) => string} told
 * @returns {Attribute}
 */
function words(name, values, told) {
  return {
    name,
    draw: (random) => /** @type {string} */ (values[random.zipf(values.length)]),
    told: (value) => told(String(value)),
  };
}

/**
 * @param {string} name - Ends with its unit.
 * @param {number} low
 * @param {number} high
 * @param {string} told
 * @returns {Attribute}
 */
function measure(name, low, high, told) {
  const unit = name.slice(name.lastIndexOf("_") + 1);
  const digits = high < 100 ? 1 : 0;
  const span = Math.log(high / low);
  return {
    name,
    draw: (random) => Number((low * Math.exp(random.next() * span)).toFixed(digits)),
    told: (value) => `${value} ${unit === "in" ? "inch" : unit} ${told}`,
  };
}

/**
 * @param {string} name
 * @param {number} low
 * @param {number} high
 * @param {string} told
 * @returns {Attribute}
 */
function count(name, low, high, told) {
  return {
    name,
    draw: (random) => low + random.zipf(high - low + 1),
    told: (value) => `${value} ${told}`,
  };
}

/**
 * @param {string} name
 * @returns {Attribute}
 */
function flag(name) {
  return {
    name,
    draw: (random) => random.chance(0.4),
    told: (value) => (value === true ? name : `not ${name}`),
  };
}

/** @param {string} noun */
function plural(noun) {
  return /s$/.test(noun) ? noun : /(ch|sh|x)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/**
 * @template T
 * @param {readonly T[]} values
 * @param {Random} random
 * @returns {T[]}
 */
function shuffled(values, random) {
  const copy = [...values];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const held = /** @type {T} */ (copy[last]);
    copy[last] = /** @type {T} */ (copy[other]);
    copy[other] = held;
  }
  return copy;
}
