/** @file The studio: a seamless backdrop, soft light from the upper left, one art direction. */
import { darker, lighter, mixed } from "./colour-maths.js";

export const pictureWidth = 400;
export const pictureHeight = 500;

/**
 * Sets a drawing on the stage.
 *
 * @param backdrop - `#rrggbb` of the paper roll behind the product.
 * @returns A whole SVG document of 400 × 500 pixels.
 */
export function onStage(
  drawing: { readonly definitions: string; readonly body: string },
  backdrop: string,
): string {
  const wall = lighter(backdrop, 0.35);
  const floor = mixed(backdrop, darker(backdrop, 0.3), 0.35);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pictureWidth}" height="${pictureHeight}" viewBox="0 0 ${pictureWidth} ${pictureHeight}">` +
    `<defs><linearGradient id="roll" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="${wall}"/><stop offset=".68" stop-color="${backdrop}"/><stop offset=".8" stop-color="${floor}"/><stop offset="1" stop-color="${backdrop}"/></linearGradient>` +
    lights +
    `${drawing.definitions}</defs>` +
    `<rect width="400" height="500" fill="url(#roll)"/><rect width="400" height="500" fill="url(#spot)"/>` +
    `${drawing.body}</svg>`
  );
}

const white = (offset: number, opacity: number): string =>
  `<stop offset="${offset}" stop-color="#fff" stop-opacity="${opacity}"/>`;
const black = (offset: number, opacity: number): string =>
  `<stop offset="${offset}" stop-color="#150d08" stop-opacity="${opacity}"/>`;
const across = (id: string, stops: string): string =>
  `<linearGradient id="${id}">${stops}</linearGradient>`;
const downwards = (id: string, stops: string): string =>
  `<linearGradient id="${id}" x1="0" x2=".15" y1="0" y2="1">${stops}</linearGradient>`;

/** The gradients behind every `Shade`. */
const lights = [
  `<radialGradient id="spot" cx=".3" cy=".22" r=".75">${white(0, 0.6)}${white(1, 0)}</radialGradient>`,
  `<radialGradient id="shadow">${black(0, 0.42)}${black(0.55, 0.2)}${black(1, 0)}</radialGradient>`,
  `<radialGradient id="ball" cx=".34" cy=".28" r=".85">${white(0, 0.5)}${white(0.25, 0.12)}${black(0.55, 0.04)}${black(1, 0.42)}</radialGradient>`,
  across(
    "round",
    black(0, 0.14) + white(0.22, 0.26) + white(0.4, 0.05) + black(0.6, 0.05) + black(1, 0.34),
  ),
  across("side", white(0, 0.16) + white(0.45, 0) + black(0.55, 0.02) + black(1, 0.2)),
  across(
    "metal",
    black(0, 0.2) +
      white(0.14, 0.65) +
      white(0.3, 0.1) +
      black(0.5, 0.22) +
      white(0.66, 0.3) +
      black(0.86, 0.3) +
      white(1, 0.15),
  ),
  downwards("top", white(0, 0.24) + white(0.4, 0.02) + black(0.6, 0.04) + black(1, 0.26)),
  downwards("soft", white(0, 0.14) + white(0.5, 0) + black(1, 0.13)),
  across("dim", black(0, 0.26) + black(1, 0.34)),
  across("lit", white(0, 0.28) + white(1, 0.12)),
].join("");
