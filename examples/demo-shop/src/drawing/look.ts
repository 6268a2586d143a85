/** @file What a form is told of the product it draws. */
import type { Sketch } from "./sketch.js";
import type { Surface } from "./textures.js";

/** The visible side of a product's truth. */
export interface Look {
  /** The skin that gives the product its colour. */
  readonly main: Surface;
  /** Legs, handles, soles, lids. */
  readonly second: Surface;
  /** Decided properties by name, such as `drawers: 2`. */
  readonly traits: Readonly<Record<string, boolean | number | string>>;
  /** 0 the smallest of its type … 1 the largest. */
  readonly size: number;
  /** 0 … 1, the same for all variants of a family: proportions. */
  readonly turn: number;
}

/** Draws one kind of thing. */
export type Form = (sketch: Sketch, look: Look) => void;

/** The number that a trait holds, else `fallback`. */
export function countOf(look: Look, trait: string, fallback: number): number {
  const value = look.traits[trait];
  return typeof value === "number" ? value : fallback;
}

/** Whether a trait holds this value. */
export function has(look: Look, trait: string, value: boolean | number | string = true): boolean {
  return look.traits[trait] === value;
}

/** `surface` in another colour, without its print. */
export function recoloured(surface: Surface, colour: string): Surface {
  return { ...surface, colour, pattern: "solid" };
}

/** A smooth surface of one colour, for parts whose material does not matter. */
export function smooth(colour: string, texture: Surface["texture"] = "matt"): Surface {
  return { colour, texture, pattern: "solid", accent: colour };
}

/** `low` for the smallest of a type, `high` for the largest. */
export function sized(look: Look, low: number, high: number): number {
  return low + (high - low) * look.size;
}
