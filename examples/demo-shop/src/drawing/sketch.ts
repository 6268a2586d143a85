/**
 * @file The drawing board: parts are laid on it from back to front and become one SVG.
 *
 * A part is an outline with a surface; light comes from the upper left everywhere. Only
 * gradients and tiles are used, no filters and no text, so a picture costs a few
 * milliseconds and needs no font of the machine.
 */
import type { Random } from "../random.js";
import { brightness, darker } from "./colour-maths.js";
import { oval } from "./shapes.js";
import { grainOf, printOf } from "./textures.js";
import type { Surface } from "./textures.js";

/** How the light falls on a part. */
export type Shade = "ball" | "dim" | "lit" | "metal" | "none" | "round" | "side" | "soft" | "top";

/** Choices for one part. */
export interface PartOptions {
  /** The grain runs downwards instead of across. */
  readonly upright?: boolean;
  /** Size of the print, 1 by default. */
  readonly scale?: number;
  /** Leaves the print of the surface out. */
  readonly plain?: boolean;
}

/** The board that a form draws on: 400 × 500 pixels, the floor at y = 420. */
export interface Sketch {
  readonly random: Random;
  /** Lays a part of this surface. */
  part(d: string, surface: Surface, shade?: Shade, options?: PartOptions): void;
  /** Fills an outline with one colour. */
  fill(d: string, colour: string, opacity?: number): void;
  /** Draws a line with round ends. */
  line(d: string, colour: string, width: number, opacity?: number): void;
  /** A seam: short dashes. */
  seam(d: string, colour: string): void;
  /** Adds light or shade to an outline. */
  shade(d: string, shade: Shade, opacity?: number): void;
  /** A soft shadow on the floor. */
  shadow(x: number, y: number, radiusX: number, radiusY?: number): void;
  /** A soft round glow, for lamps and flames. */
  glow(x: number, y: number, radius: number, colour: string, opacity?: number): void;
  /** Draws within an outline only. */
  within(d: string, draw: () => void): void;
  /** Draws under an SVG transform. */
  moved(transform: string, draw: () => void): void;
  /** Everything laid so far. */
  toSvg(): { readonly definitions: string; readonly body: string };
}

/** Opens an empty board. */
export function createSketch(random: Random): Sketch {
  const body: string[] = [];
  const definitions: string[] = [];
  const tiles = new Map<string, string | undefined>();
  let nextId = 0;

  /** The id of a definition, made at most once for equal keys. */
  const tileOf = (key: string, make: (id: string) => string | undefined): string | undefined => {
    if (!tiles.has(key)) {
      const id = `t${nextId++}`;
      const element = make(id);
      if (element !== undefined) definitions.push(element);
      tiles.set(key, element === undefined ? undefined : id);
    }
    return tiles.get(key);
  };

  const sketch: Sketch = {
    random,
    part(d, surface, shade = "side", options = {}) {
      const glass = surface.texture === "glass";
      const edge = darker(surface.colour, 0.45);
      body.push(
        `<path d="${d}" fill="${surface.colour}"${glass ? ' fill-opacity=".42"' : ""} stroke="${edge}" stroke-width="1" stroke-opacity=".55" stroke-linejoin="round"/>`,
      );
      // White on a pale backdrop needs a little body of its own.
      if (!glass && brightness(surface.colour) > 0.9) sketch.fill(d, "#a79f92", 0.16);
      const key = `${surface.colour} ${surface.texture} ${options.upright === true}`;
      const grain = tileOf(key, (id) => {
        const made = grainOf(surface, id, random);
        return options.upright === true
          ? made?.replace("<pattern ", '<pattern patternTransform="rotate(90)" ')
          : made;
      });
      const scale = options.scale ?? 1;
      const print =
        options.plain === true
          ? undefined
          : tileOf(`${surface.pattern} ${surface.accent} ${scale}`, (id) =>
              printOf(surface, id, scale),
            );
      if (print !== undefined) body.push(`<path d="${d}" fill="url(#${print})"/>`);
      if (grain !== undefined) body.push(`<path d="${d}" fill="url(#${grain})"/>`);
      const metallic = surface.texture === "metal" && (shade === "round" || shade === "side");
      sketch.shade(d, metallic ? "metal" : shade, surface.texture === "matt" ? 0.8 : 1);
      if (glass) body.push(`<path d="${d}" fill="none" stroke="#fff" stroke-opacity=".7"/>`);
    },
    fill(d, colour, opacity = 1) {
      body.push(`<path d="${d}" fill="${colour}"${opacity < 1 ? ` opacity="${opacity}"` : ""}/>`);
    },
    line(d, colour, width, opacity = 1) {
      body.push(
        `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${opacity < 1 ? ` opacity="${opacity}"` : ""}/>`,
      );
    },
    seam(d, colour) {
      body.push(
        `<path d="${d}" fill="none" stroke="${colour}" stroke-width="1.4" stroke-dasharray="5 3.5" opacity=".7"/>`,
      );
    },
    shade(d, shade, opacity = 1) {
      if (shade === "none") return;
      body.push(
        `<path d="${d}" fill="url(#${shade})"${opacity < 1 ? ` opacity="${opacity}"` : ""}/>`,
      );
    },
    shadow(x, y, radiusX, radiusY = 14) {
      body.push(`<path d="${oval(x, y, radiusX * 1.12, radiusY * 1.5)}" fill="url(#shadow)"/>`);
    },
    glow(x, y, radius, colour, opacity = 0.8) {
      const id = tileOf(
        `glow ${colour}`,
        (made) =>
          `<radialGradient id="${made}"><stop offset="0" stop-color="${colour}"/><stop offset=".35" stop-color="${colour}" stop-opacity=".55"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>`,
      );
      body.push(`<path d="${oval(x, y, radius)}" fill="url(#${id!})" opacity="${opacity}"/>`);
    },
    within(d, draw) {
      const id = `c${nextId++}`;
      definitions.push(`<clipPath id="${id}"><path d="${d}"/></clipPath>`);
      body.push(`<g clip-path="url(#${id})">`);
      draw();
      body.push("</g>");
    },
    moved(transform, draw) {
      body.push(`<g transform="${transform}">`);
      draw();
      body.push("</g>");
    },
    toSvg: () => ({ definitions: definitions.join(""), body: body.join("") }),
  };
  return sketch;
}
