/** @file What colour a word means, where it means one. */

/** Words of shops that are no colours of CSS. */
const COLOURS: Readonly<Record<string, string>> = {
  natural: "#d8c3a0",
  oak: "#c8a26b",
  "light oak": "#d9ba88",
  walnut: "#6b4a2f",
  "american walnut": "#5d3f28",
  "dark wood": "#4a3222",
  "light wood": "#d3b58a",
  "nut brown": "#6a4028",
  wenge: "#3a2a22",
  mango: "#b9803f",
  pine: "#d8b98a",
  charcoal: "#3d4145",
  anthracite: "#383e42",
  graphite: "#4b4e53",
  cream: "#f3ead3",
  ecru: "#ece2c6",
  "off-white": "#f5f2e9",
  sand: "#d9c7a3",
  taupe: "#8b7d6b",
  tobacco: "#7a5a3a",
  cognac: "#9a5b33",
  camel: "#c19a6b",
  rust: "#a5522d",
  terracotta: "#c4694a",
  brick: "#9c4a3c",
  burgundy: "#6d1f2f",
  wine: "#722f37",
  blush: "#e8bfb7",
  rose: "#d98d94",
  mustard: "#d3a12b",
  ochre: "#c07d26",
  sage: "#9caf88",
  "forest green": "#2f5d3a",
  "bottle green": "#1f4f3c",
  emerald: "#1f7a5a",
  mint: "#aedcc7",
  petrol: "#1d5b66",
  denim: "#3f5f85",
  "sky blue": "#87ceeb",
  "dark blue": "#1f2f55",
  lilac: "#bfa6cf",
  aubergine: "#4a2a45",
  brass: "#b5924c",
  copper: "#b87333",
  chrome: "#c9ced2",
};

/** A colour of CSS; undefined where the word is none. */
export function swatchOf(word: string): string | undefined {
  const plain = word.trim().toLowerCase();
  const known = COLOURS[plain];
  if (known !== undefined) return known;
  const name = plain.replaceAll(/[\s-]+/g, "").replace("grey", "gray");
  return /^[a-z]+$/.test(name) && name !== "inherit" && CSS.supports("color", name)
    ? name
    : undefined;
}
