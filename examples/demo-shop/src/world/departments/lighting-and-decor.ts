/** @file The department of lamps, and of things that dress a room. */
import type { Department } from "../product-type.js";
import { decor } from "./decor.js";
import { lighting } from "./lighting.js";

export const lightingAndDecor: Department = {
  name: "Lighting, Décor & Textiles",
  backdrop: "#ece4d8",
  types: [...lighting, ...decor],
};
