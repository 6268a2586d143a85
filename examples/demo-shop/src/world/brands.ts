/**
 * @file Invented makers and the names of their collections.
 *
 * The names of collections mislead on purpose, as real ones do: a Walnut Grove desk may
 * be white, and nothing from Lantern Bay gives light.
 */
import type { StyleKey } from "./styles.js";

/** A maker. */
export interface Brand {
  readonly name: string;
  /** Departments by their place in the menu, 0 the first. */
  readonly sells: readonly number[];
  /** −1 cheap … 1 dear. */
  readonly tier: number;
  readonly style: StyleKey;
}

export const brands: readonly Brand[] = [
  maker("Halvorsund", [0, 1, 2], 0.5, "scandinavian"),
  maker("Brindlemoor", [0, 1, 5], 0.1, "farmhouse"),
  maker("Ostrevik", [0, 1, 7], -0.2, "minimal"),
  maker("Karrowick & Sons", [0, 2, 9], 0.8, "midCentury"),
  maker("Drumlin Works", [0, 1, 4], 0.2, "industrial"),
  maker("Lumivane", [1, 7], 0.1, "minimal"),
  maker("Umberly", [0, 1], -0.6, "retro"),
  maker("Solfjell", [0, 1, 3, 5], 0, "scandinavian"),
  maker("Marrowby", [1, 2, 9], -0.3, "farmhouse"),
  maker("Kettlebrae", [2, 5], 0.2, "retro"),
  maker("Tallow & Fenn", [1, 8], 0.4, "farmhouse"),
  maker("Pelloric", [2, 8], 0.7, "glamorous"),
  maker("Hearthcombe", [2, 0], -0.1, "farmhouse"),
  maker("Quillhaven", [9, 1], 0.3, "retro"),
  maker("Moss & Thimble", [3, 6, 9], 0, "bohemian"),
  maker("Wendlecombe", [3, 4], 0.5, "coastal"),
  maker("Hollin Row", [3, 4], -0.4, "minimal"),
  maker("Arbrane", [3, 4, 7], 0.1, "sporty"),
  maker("Yarrowmede", [3, 1, 8], 0.2, "bohemian"),
  maker("Zephrine", [3, 8, 4], 0.8, "glamorous"),
  maker("Cobblewick", [4, 3], 0.3, "industrial"),
  maker("Skarnby", [4, 5], -0.1, "sporty"),
  maker("Velloway", [4, 7], 0.4, "minimal"),
  maker("Tuckaroon", [5, 4], 0.2, "sporty"),
  maker("Fennimarsh", [5, 2], -0.2, "farmhouse"),
  maker("Castorwell", [5, 6], 0, "coastal"),
  maker("Pinquil", [6, 9], 0.1, "scandinavian"),
  maker("Bumbleroo", [6], -0.4, "retro"),
  maker("Tindrel", [6, 2], 0.4, "scandinavian"),
  maker("Voxmere", [7], 0.5, "minimal"),
  maker("Plinthe", [7, 9], -0.2, "minimal"),
  maker("Ohmstead", [7], -0.6, "sporty"),
  maker("Vessary", [8], 0.6, "minimal"),
  maker("Dewlark", [8], -0.3, "coastal"),
  maker("Saltwren", [8, 1], 0.1, "coastal"),
  maker("Inkerby", [9], 0.5, "midCentury"),
  maker("Papermoth", [9, 6], -0.3, "retro"),
  maker("Everwhit", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], -0.8, "minimal"),
];

/** Other names for some makers, that read as a price or a colour to who reads carelessly. */
export const renamedBrands: Readonly<Record<string, string>> = {
  Ostrevik: "Under Alder",
  Brindlemoor: "Blue Heron",
  Hearthcombe: "Cheap & Cheerful",
  "Hollin Row": "Over & Above",
  Zephrine: "Under $1 Couture",
  Skarnby: "Fifty Below",
  Castorwell: "Orange",
  Bumbleroo: "Premium Monkey",
  Ohmstead: "Around 8",
  Dewlark: "White Linen",
  Papermoth: "Budget Poet",
  Solfjell: "Silver Fern",
};

export const collections: readonly string[] = [
  ..."Walnut Grove,Blue Ridge,Lantern Bay,Copper Canyon,Velvet Hour,Silver Birch".split(","),
  ..."Teapot Lane,Red Kite,Cotton Row,Pine Hollow,Glass Harbour,Ivory Coast Road".split(","),
  ..."Juniper,Orchard,Harbour Light,Marigold,Linden,Tempo,Aurelia,Nomad,Fable".split(","),
  ..."Meridian,Solstice,Oslo,Lisboa,Kyoto,Alma,Otto,Freja,Bruno,Mabel,Hugo".split(","),
  ..."Sundial,Cascade,Ember,Willow,Pebble,Drift,Atlas,Cleo,Rowan,Saddle Creek".split(","),
  ..."Paper Boat,Stone Bridge,Little Owl,Green Man,Black Swan,Rose Mews".split(","),
];

function maker(name: string, sells: readonly number[], tier: number, style: StyleKey): Brand {
  return { name, sells, tier, style };
}
