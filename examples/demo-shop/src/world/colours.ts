/** @file The colours of the shop: how they look, what shoppers call them, and what sellers do. */

/** A colour of the world. */
export interface Colour {
  /** `#rrggbb`. */
  readonly hex: string;
  /** What a shopper types. */
  readonly plain: string;
  /** Colours of one family pass for each other at a glance. */
  readonly family: string;
  /** What sellers print, the plain word among them or not. */
  readonly sold: readonly string[];
  /** 0 cool … 1 warm: one of the axes of taste. */
  readonly warmth: number;
}

export const colours = {
  black: tone("#2d2c30", "black", "dark", 0.4, ["Black", "Jet", "Onyx", "Raven"]),
  charcoal: tone("#4f5358", "dark grey", "grey", 0.35, ["Charcoal", "Graphite", "Slate"]),
  grey: tone("#9b9ea3", "grey", "grey", 0.4, ["Grey", "Gray", "Dove", "Pewter", "Ash"]),
  white: tone("#f3f1ec", "white", "light", 0.5, ["White", "Snow", "Alabaster", "Chalk"]),
  cream: tone("#eee1c8", "cream", "light", 0.65, ["Cream", "Ivory", "Vanilla", "Ecru"]),
  beige: tone("#d6c0a0", "beige", "beige", 0.65, ["Beige", "Oatmeal", "Sand", "Flax"]),
  brown: tone("#7b5439", "brown", "brown", 0.75, ["Brown", "Chestnut", "Cocoa", "Mocha"]),
  tan: tone("#b98a5a", "tan", "brown", 0.8, ["Tan", "Camel", "Cognac", "Saddle"]),
  red: tone("#bf3a30", "red", "red", 0.95, ["Red", "Crimson", "Cherry", "Scarlet"]),
  burgundy: tone("#7a2536", "burgundy", "red", 0.8, ["Burgundy", "Bordeaux", "Merlot", "Oxblood"]),
  rust: tone("#b4582f", "rust", "orange", 0.9, ["Rust", "Burnt Sienna", "Paprika"]),
  orange: tone("#e58440", "orange", "orange", 0.95, ["Orange", "Tangerine", "Apricot"]),
  mustard: tone("#d2a233", "mustard", "yellow", 0.85, ["Mustard", "Ochre", "Turmeric"]),
  yellow: tone("#f0cc55", "yellow", "yellow", 0.85, ["Yellow", "Lemon", "Sunshine", "Canary"]),
  olive: tone("#777b45", "olive", "green", 0.55, ["Olive", "Moss", "Khaki"]),
  green: tone("#3f8059", "green", "green", 0.35, ["Green", "Emerald", "Fern", "Clover"]),
  forest: tone("#2d4f3e", "dark green", "green", 0.35, ["Forest Green", "Pine", "Bottle Green"]),
  sage: tone("#a4b59b", "sage green", "green", 0.4, ["Sage", "Eucalyptus", "Celadon"]),
  teal: tone("#2f8087", "teal", "teal", 0.2, ["Teal", "Petrol", "Peacock"]),
  mint: tone("#b4dccb", "mint", "teal", 0.3, ["Mint", "Seafoam", "Pistachio"]),
  sky: tone("#a8cee5", "light blue", "blue", 0.15, ["Sky", "Powder Blue", "Glacier", "Baby Blue"]),
  blue: tone("#3d70b2", "blue", "blue", 0.1, ["Blue", "Cobalt", "Cornflower", "Azure"]),
  navy: tone("#28385d", "navy", "blue", 0.1, ["Navy", "Midnight", "Ink", "Indigo"]),
  lavender: tone("#b8a6d6", "lavender", "purple", 0.3, ["Lavender", "Lilac", "Wisteria"]),
  purple: tone("#6e4c90", "purple", "purple", 0.35, ["Purple", "Plum", "Aubergine"]),
  pink: tone("#eab1ba", "pink", "pink", 0.75, ["Pink", "Blush", "Rose", "Petal"]),
  coral: tone("#ec8c79", "coral", "pink", 0.9, ["Coral", "Salmon", "Peach", "Flamingo"]),
  fuchsia: tone("#c84180", "hot pink", "pink", 0.7, ["Fuchsia", "Magenta", "Raspberry"]),
  gold: tone("#d0a752", "gold", "metal", 0.85, ["Gold", "Champagne Gold", "Antique Gold"]),
  silver: tone("#c2c6cb", "silver", "metal", 0.3, ["Silver", "Nickel", "Platinum"]),
  copper: tone("#c07b55", "copper", "metal", 0.85, ["Copper", "Rose Gold"]),
  natural: tone("#d9b585", "light wood", "wood", 0.75, ["Natural", "Honey", "Blonde"]),
  walnut: tone("#6f4a32", "dark wood", "wood", 0.75, ["Walnut", "Nut Brown", "Tobacco"]),
  espresso: tone("#432e24", "espresso", "wood", 0.65, ["Espresso", "Wenge", "Java"]),
  terracotta: tone("#c57c56", "terracotta", "orange", 0.9, ["Terracotta", "Clay", "Brick"]),
  clear: tone("#dcebf1", "clear", "glass", 0.3, ["Clear", "Transparent", "Crystal"]),
  amber: tone("#c9853a", "amber", "glass", 0.9, ["Amber", "Whisky", "Marigold"]),
  smoke: tone("#7d868c", "smoke grey", "glass", 0.3, ["Smoke", "Fog", "Storm"]),
} as const satisfies Record<string, Colour>;

export type ColourKey = keyof typeof colours;

/** Bright and muted colours that suit cloth, the usual choice of clothing and upholstery. */
export const clothColours = [
  "black",
  "charcoal",
  "grey",
  "cream",
  "beige",
  "rust",
  "mustard",
  "olive",
  "forest",
  "sage",
  "teal",
  "blue",
  "navy",
  "burgundy",
  "pink",
  "lavender",
] as const satisfies readonly ColourKey[];

/** Clear colours that suit toys and small goods. */
export const brightColours = [
  "red",
  "orange",
  "yellow",
  "green",
  "mint",
  "teal",
  "sky",
  "blue",
  "purple",
  "pink",
  "coral",
] as const satisfies readonly ColourKey[];

/** Glazes and lacquers. */
export const glazeColours = [
  "white",
  "cream",
  "grey",
  "charcoal",
  "sage",
  "forest",
  "teal",
  "sky",
  "navy",
  "mustard",
  "rust",
  "coral",
  "pink",
  "lavender",
] as const satisfies readonly ColourKey[];

function tone(
  hex: string,
  plain: string,
  family: string,
  warmth: number,
  sold: readonly string[],
): Colour {
  return { hex, plain, family, sold, warmth };
}
