/**
 * @file What lies on a surface: the grain of its material and the pattern printed on it.
 *
 * Each is an SVG `<pattern>` laid over the plain colour, transparent where nothing is drawn.
 */
import type { Random } from "../random.js";
import type { Texture } from "../world/materials.js";
import { brightness, darker, lighter } from "./colour-maths.js";

/** What is printed, glazed or woven into a surface. */
export type Pattern =
  "checked" | "chevron" | "dotted" | "floral" | "geometric" | "solid" | "speckled" | "striped";

/** The skin of a part: the colour of its material, its grain and its print. */
export interface Surface {
  /** `#rrggbb`. */
  readonly colour: string;
  readonly texture: Texture;
  readonly pattern: Pattern;
  /** The second colour of the print. */
  readonly accent: string;
}

/**
 * The `<pattern>` of a material's grain.
 *
 * @returns The element, with `id`; undefined for smooth materials.
 */
export function grainOf(surface: Surface, id: string, random: Random): string | undefined {
  const { colour, texture } = surface;
  const dark = darker(colour, 0.55);
  const light = lighter(colour, 0.6);
  const dots = (count: number, size: number, tile: number, fill: string, opacity: number): string =>
    Array.from(
      { length: count },
      () =>
        `<circle cx="${random.below(tile)}" cy="${random.below(tile)}" r="${(size * random.between(0.5, 1.2)).toFixed(1)}" fill="${fill}" opacity="${opacity}"/>`,
    ).join("");

  switch (texture) {
    case "wood": {
      let lines = "";
      for (let y = 3; y < 46; y += random.between(3, 7)) {
        const bow = random.between(-5, 5);
        const opacity = random.between(0.1, 0.38).toFixed(2);
        const width = random.between(0.6, 1.9).toFixed(1);
        lines += `<path d="M0 ${y.toFixed(1)}q55 ${bow.toFixed(1)} 110 0t110 0" fill="none" stroke="${dark}" stroke-width="${width}" opacity="${opacity}"/>`;
      }
      lines += `<ellipse cx="${40 + random.below(140)}" cy="24" rx="11" ry="3.4" fill="none" stroke="${dark}" stroke-width="1.2" opacity=".3"/>`;
      return tile(id, 220, 47, lines);
    }
    case "weave":
      return tile(
        id,
        6,
        6,
        `<path d="M0 1.5h6M0 4.5h6" stroke="${light}" stroke-width=".9" opacity=".28"/><path d="M1.5 0v6M4.5 0v6" stroke="${dark}" stroke-width=".8" opacity=".2"/>`,
      );
    case "denim":
      return tile(
        id,
        5,
        5,
        `<path d="M-1 6L6-1M-1 1L1-1M4 6L6 4" stroke="${light}" stroke-width="1" opacity=".3"/>`,
      );
    case "knit":
      return tile(
        id,
        10,
        9,
        `<path d="M1 1q2.5 2 4 6.5q1.5-4.5 4-6.5" fill="none" stroke="${dark}" stroke-width="1.5" opacity=".3"/><path d="M0 1q2.5 2 4 6.5" fill="none" stroke="${light}" stroke-width="1" opacity=".3"/>`,
      );
    case "plush": {
      let curls = "";
      for (let curl = 0; curl < 26; curl++) {
        const x = random.below(40);
        const y = random.below(40);
        const stroke = random.chance(0.5) ? dark : light;
        curls += `<path d="M${x} ${y}q3-4 5 0t3 2" fill="none" stroke="${stroke}" stroke-width="1.3" opacity=".22"/>`;
      }
      return tile(id, 42, 42, curls);
    }
    case "leather":
      return tile(id, 40, 40, dots(30, 1, 40, dark, 0.16) + dots(14, 1, 40, light, 0.14));
    case "rattan":
      return tile(
        id,
        16,
        12,
        `<path d="M0 3q4-4 8 0t8 0M0 9q4 4 8 0t8 0" fill="none" stroke="${dark}" stroke-width="2" opacity=".38"/><path d="M0 5.500q4-4 8 0t8 0" fill="none" stroke="${light}" stroke-width="1.2" opacity=".45"/><path d="M4 0v12M12 0v12" stroke="${dark}" stroke-width="1" opacity=".25"/>`,
      );
    case "metal":
      return tile(
        id,
        60,
        5,
        `<path d="M0 1h40M14 3h46" stroke="${light}" stroke-width=".5" opacity=".3"/>`,
      );
    case "speckle":
      return tile(id, 60, 60, dots(34, 1.1, 60, dark, 0.34) + dots(12, 1, 60, light, 0.5));
    case "cork":
      return tile(id, 40, 40, dots(46, 1.6, 40, dark, 0.3) + dots(20, 1.4, 40, light, 0.35));
    case "marble": {
      let veins = "";
      for (let vein = 0; vein < 6; vein++) {
        const x = random.below(140);
        const turn = random.between(-30, 30).toFixed(0);
        veins += `<path d="M${x} 0q${turn} 45 20 80t-14 90" fill="none" stroke="#777c84" stroke-width="${random.between(0.5, 2.6).toFixed(1)}" opacity="${random.between(0.12, 0.4).toFixed(2)}"/>`;
      }
      return tile(id, 170, 170, veins);
    }
    case "glass":
    case "gloss":
    case "matt":
      return undefined;
  }
}

/**
 * The `<pattern>` of what is printed on a surface.
 *
 * @param scale - 1 for a mug or a cushion; smaller on small things.
 * @returns The element, with `id`; undefined when the surface is plain.
 */
export function printOf(surface: Surface, id: string, scale: number): string | undefined {
  const ink = surface.accent;
  const other = brightness(ink) > 0.6 ? darker(ink, 0.35) : lighter(ink, 0.5);
  const size = (value: number): number => Math.round(value * scale * 10) / 10;
  const scaled = `patternTransform="scale(${Math.round(scale * 100) / 100})"`;
  switch (surface.pattern) {
    case "solid":
      return undefined;
    case "striped":
      return tile(id, 40, size(34), `<rect width="40" height="${size(14)}" fill="${ink}"/>`);
    case "dotted":
      return tile(
        id,
        36,
        36,
        `<circle cx="9" cy="9" r="6" fill="${ink}"/><circle cx="27" cy="27" r="6" fill="${ink}"/>`,
        scaled,
      );
    case "checked":
      return tile(
        id,
        44,
        44,
        `<path d="M0 0h22v44h-22z" fill="${ink}" opacity=".5"/><path d="M0 0h44v22h-44z" fill="${ink}" opacity=".5"/><path d="M0 33h44M33 0v44" stroke="${other}" stroke-width="1.5" opacity=".7"/>`,
        scaled,
      );
    case "chevron":
      return tile(
        id,
        40,
        26,
        `<path d="M0 20L20 6L40 20" fill="none" stroke="${ink}" stroke-width="8"/>`,
        scaled,
      );
    case "geometric":
      return tile(
        id,
        50,
        50,
        `<path d="M25 3L47 25L25 47L3 25z" fill="${ink}"/><path d="M25 15L35 25L25 35L15 25z" fill="${other}"/>`,
        scaled,
      );
    case "floral":
      return tile(id, 66, 66, blossom(17, 17, ink, other) + blossom(50, 50, other, ink), scaled);
    case "speckled":
      return tile(
        id,
        50,
        50,
        [
          [6, 8, 2.4],
          [22, 4, 1.4],
          [39, 12, 2],
          [14, 24, 1.5],
          [31, 27, 2.6],
          [46, 33, 1.3],
          [7, 41, 2],
          [25, 45, 1.6],
        ]
          .map(([x, y, r]) => `<circle cx="${x!}" cy="${y!}" r="${r!}" fill="${ink}"/>`)
          .join(""),
        scaled,
      );
  }
}

function blossom(x: number, y: number, petals: string, heart: string): string {
  const leaves = [0, 72, 144, 216, 288]
    .map(
      (angle) =>
        `<ellipse cx="${x}" cy="${y - 8}" rx="4.5" ry="7" fill="${petals}" transform="rotate(${angle} ${x} ${y})"/>`,
    )
    .join("");
  return `<path d="M${x} ${y}q8 10 16 12" stroke="#5f7f58" stroke-width="2" fill="none"/>${leaves}<circle cx="${x}" cy="${y}" r="3.5" fill="${heart}"/>`;
}

function tile(id: string, width: number, height: number, content: string, more = ""): string {
  return `<pattern id="${id}" width="${width}" height="${height}" patternUnits="userSpaceOnUse" ${more}>${content}</pattern>`;
}
