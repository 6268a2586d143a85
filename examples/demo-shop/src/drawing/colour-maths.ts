/** @file Lighter, darker, mixed: arithmetic on `#rrggbb`. */

/** `share` of `other` stirred into `colour`, 0 … 1, channel by channel. */
export function mixed(colour: string, other: string, share: number): string {
  const from = channels(colour);
  const to = channels(other);
  return `#${from
    .map((value, index) =>
      Math.round(value + (to[index]! - value) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** Towards a warm black. */
export function darker(colour: string, share: number): string {
  return mixed(colour, "#1d1613", share);
}

/** Towards a warm white. */
export function lighter(colour: string, share: number): string {
  return mixed(colour, "#fffaf2", share);
}

/** Perceived brightness, 0 black … 1 white (ITU-R BT.601 weights). */
export function brightness(colour: string): number {
  const [red, green, blue] = channels(colour);
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

function channels(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
