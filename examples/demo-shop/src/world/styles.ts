/**
 * @file The styles of the shop, and the axes of taste that hidden shoppers will differ on.
 */

/** What the numbers of a taste vector mean; each runs from −1 to 1. */
export const tasteAxes = [
  "modern",
  "warm",
  "ornate",
  "natural",
  "playful",
  "luxurious",
  "rugged",
  "quiet",
] as const;

/** A style: where it stands on the axes, and how sellers speak of it. */
export interface Style {
  /** What a shopper types. */
  readonly asked: string;
  readonly taste: readonly number[];
  readonly titled: readonly string[];
  readonly said: readonly string[];
}

export const styles = {
  scandinavian: look(
    "scandinavian",
    [0.6, 0.4, -0.6, 0.7, 0.1, 0.1, -0.2, 0.8],
    ["Nordic", "Scandi"],
    "Pale, plain and kind, the way they like it up north.",
  ),
  midCentury: look(
    "mid century",
    [0.1, 0.6, -0.1, 0.5, 0.2, 0.4, -0.1, 0.3],
    ["Mid-Century", "Fifties"],
    "Straight from a Palm Springs living room of 1958.",
  ),
  industrial: look(
    "industrial",
    [0.3, -0.3, -0.4, -0.5, -0.4, -0.1, 0.9, 0.1],
    ["Industrial", "Factory"],
    "Honest joints and no polish, as on an old shop floor.",
  ),
  farmhouse: look(
    "rustic",
    [-0.7, 0.6, 0.1, 0.8, 0.1, -0.3, 0.6, 0.4],
    ["Farmhouse", "Country"],
    "It might have stood in a barn for a hundred years.",
  ),
  minimal: look(
    "minimalist",
    [0.9, -0.2, -0.9, 0, -0.4, 0.2, -0.2, 0.9],
    ["Minimal", "Pure"],
    "Nothing left to take away.",
  ),
  bohemian: look(
    "boho",
    [-0.3, 0.8, 0.7, 0.7, 0.5, -0.2, 0.1, -0.5],
    ["Boho", "Nomad"],
    "Free-spirited, gathered on the road.",
  ),
  glamorous: look(
    "glamorous",
    [0.2, 0.3, 0.8, -0.5, 0.1, 1, -0.8, -0.4],
    ["Deco", "Luxe"],
    "A little champagne for the eye.",
  ),
  retro: look(
    "retro",
    [-0.4, 0.6, 0.3, -0.2, 0.9, -0.1, -0.1, -0.4],
    ["Retro", "Vintage"],
    "Grandmother had one; she was right.",
  ),
  sporty: look(
    "sporty",
    [0.7, -0.1, -0.3, -0.6, 0.4, -0.3, 0.7, -0.5],
    ["Active", "Pro"],
    "Built for moving fast.",
  ),
  coastal: look(
    "coastal",
    [0, -0.3, -0.1, 0.6, 0.3, 0, 0.2, 0.6],
    ["Coastal", "Harbour"],
    "Salt air and washed-out mornings by the sea.",
  ),
} as const satisfies Record<string, Style>;

export type StyleKey = keyof typeof styles;

export const styleKeys = Object.keys(styles) as StyleKey[];

function look(
  asked: string,
  taste: readonly number[],
  titled: readonly string[],
  said: string,
): Style {
  return { asked, taste, titled, said: [said] };
}
