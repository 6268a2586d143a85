/** @file The materials of the shop: how they look, what they are called, how dear they are. */
import type { ColourKey } from "./colours.js";

/** How a surface catches the light; each has a texture in `drawing/textures.ts`. */
export type Texture =
  | "cork"
  | "denim"
  | "glass"
  | "gloss"
  | "knit"
  | "leather"
  | "marble"
  | "matt"
  | "metal"
  | "plush"
  | "rattan"
  | "speckle"
  | "weave"
  | "wood";

/** A material of the world. */
export interface Material {
  readonly texture: Texture;
  /** What a shopper types. */
  readonly plain: string;
  /** Materials of one family pass for each other at a glance. */
  readonly family: string;
  /** What sellers print. */
  readonly sold: readonly string[];
  /** −1 cheap … 1 dear, within the products that may be made of it. */
  readonly cost: number;
  /** Colours it comes in whatever the product; else the product type's own. */
  readonly colours?: readonly ColourKey[];
  /** −1 factory … 1 nature: one of the axes of taste. */
  readonly nature: number;
}

export const materials = {
  walnut: made("wood", "walnut", "wood", 0.7, 0.9, ["Walnut", "American Walnut"], ["walnut"]),
  oak: made("wood", "oak", "wood", 0.4, 0.9, ["Oak", "Solid Oak", "White Oak"], ["natural"]),
  pine: made("wood", "pine", "wood", -0.5, 0.8, ["Pine", "Solid Pine"], ["natural", "tan"]),
  beech: made("wood", "beech", "wood", 0, 0.8, ["Beech", "Beechwood"], ["natural"]),
  mango: made("wood", "mango wood", "wood", 0.2, 0.9, ["Mango Wood"], ["tan", "walnut"]),
  darkwood: made("wood", "dark wood", "wood", 0.2, 0.7, ["Acacia", "Sheesham"], ["espresso"]),
  bamboo: made("wood", "bamboo", "wood", -0.3, 1, ["Bamboo", "Moso Bamboo"], ["natural"]),
  painted: made("matt", "painted wood", "wood", -0.3, 0.1, ["Lacquered MDF", "Painted Wood"]),
  rattan: made("rattan", "rattan", "wicker", 0.1, 1, ["Rattan", "Wicker"], ["natural", "tan"]),
  jute: made("rattan", "jute", "wicker", -0.2, 1, ["Jute", "Braided Jute"], ["natural", "beige"]),
  steel: made("metal", "metal", "metal", 0, -0.7, ["Steel", "Stainless Steel"], ["silver"]),
  iron: made("metal", "iron", "metal", 0, -0.4, ["Iron", "Wrought Iron"], ["black"]),
  enamel: made("gloss", "enamel", "metal", 0, -0.2, ["Enamelled Steel", "Enamel"]),
  lacquered: made("matt", "metal", "metal", 0, -0.6, ["Powder-Coated Steel", "Aluminium"]),
  brass: made("metal", "brass", "metal", 0.5, -0.2, ["Brass", "Brushed Brass"], ["gold"]),
  copper: made("metal", "copper", "metal", 0.6, -0.1, ["Copper", "Hammered Copper"], ["copper"]),
  glass: made("glass", "glass", "glass", 0, 0, ["Glass"], ["clear", "smoke", "amber"]),
  marble: made("marble", "marble", "stone", 0.8, 0.7, ["Marble", "Carrara Marble"], ["white"]),
  concrete: made("speckle", "concrete", "stone", 0, -0.2, ["Concrete", "Cement"], ["grey"]),
  ceramic: made("gloss", "ceramic", "ceramic", 0, 0.4, ["Ceramic", "Glazed Ceramic"]),
  porcelain: made("gloss", "porcelain", "ceramic", 0.4, 0.3, ["Porcelain", "Bone China"]),
  stoneware: made("speckle", "stoneware", "ceramic", 0.2, 0.6, ["Stoneware", "Speckled Stoneware"]),
  terracotta: made("speckle", "terracotta", "ceramic", -0.2, 0.8, ["Terracotta"], ["terracotta"]),
  leather: made(
    "leather",
    "leather",
    "leather",
    0.8,
    0.6,
    ["Leather", "Full-Grain Leather"],
    ["tan", "brown", "black", "burgundy"],
  ),
  fauxLeather: made(
    "leather",
    "faux leather",
    "leather",
    -0.2,
    -0.4,
    ["Vegan Leather", "PU"],
    ["black", "cream", "tan", "brown"],
  ),
  suede: made("matt", "suede", "leather", 0.4, 0.5, ["Suede", "Nubuck"]),
  velvet: made("matt", "velvet", "cloth", 0.4, 0.1, ["Velvet", "Cotton Velvet"]),
  linen: made("weave", "linen", "cloth", 0.3, 0.8, ["Linen", "Washed Linen", "Linen Blend"]),
  cotton: made("weave", "cotton", "cloth", -0.1, 0.6, ["Cotton", "Organic Cotton"]),
  jersey: made("matt", "cotton", "cloth", -0.2, 0.5, ["Cotton Jersey", "Combed Cotton"]),
  canvas: made("weave", "canvas", "cloth", -0.1, 0.5, ["Canvas", "Waxed Canvas"]),
  wool: made("knit", "wool", "wool", 0.4, 0.8, ["Merino Wool", "Lambswool", "Wool"]),
  boucle: made("plush", "boucle", "cloth", 0.4, 0.3, ["Bouclé"], ["cream", "white", "beige"]),
  fleece: made("plush", "fleece", "cloth", -0.2, -0.1, ["Fleece", "Sherpa Fleece"]),
  plush: made("plush", "plush", "cloth", 0, -0.1, ["Plush", "Faux Fur"]),
  denim: made(
    "denim",
    "denim",
    "cloth",
    0.1,
    0.2,
    ["Denim", "Stretch Denim"],
    ["blue", "navy", "black", "sky"],
  ),
  nylon: made("matt", "nylon", "synthetic", 0, -0.8, ["Nylon", "Ripstop Nylon", "Polyester"]),
  rubber: made("gloss", "rubber", "synthetic", 0, -0.4, ["Natural Rubber", "Rubber"]),
  plastic: made("gloss", "plastic", "synthetic", -0.5, -0.9, ["ABS", "Polycarbonate", "Plastic"]),
  silicone: made("matt", "silicone", "synthetic", -0.1, -0.5, ["Silicone", "Soft-Touch Silicone"]),
  paper: made("matt", "paper", "paper", -0.2, 0.5, ["Paper", "Recycled Paper"]),
  wax: made("matt", "wax", "wax", 0, 0.5, ["Soy Wax", "Beeswax"]),
  cork: made("cork", "cork", "cork", 0, 0.9, ["Cork"], ["natural"]),
  leaf: made("matt", "plant", "plant", 0, 1, ["Living Plant"], ["green", "forest"]),
  blend: made("gloss", "cream", "cosmetic", 0, 0, ["Plant-Based Formula", "Dermatologist Formula"]),
  dye: made("gloss", "dye", "cosmetic", 0, 0, ["Dye-Based", "Pigmented", "Iron-Gall Formula"]),
} as const satisfies Record<string, Material>;

export type MaterialKey = keyof typeof materials;

function made(
  texture: Texture,
  plain: string,
  family: string,
  cost: number,
  nature: number,
  sold: readonly string[],
  colours?: readonly ColourKey[],
): Material {
  const material = { texture, plain, family, sold, cost, nature };
  return colours === undefined ? material : { ...material, colours };
}
