/**
 * @file The hidden truth of a product: what it is, not what its seller says of it.
 *
 * Pictures, texts, attributes and grades are all made from it. It never goes into the
 * shop's own files; shoppers with hidden tastes, orders and reviews can be made from it.
 */
import type { Pattern } from "../drawing/textures.js";
import type { ColourKey } from "./colours.js";
import type { MaterialKey } from "./materials.js";
import type { TraitIs } from "./product-type.js";
import type { StyleKey } from "./styles.js";

/** What is true of one product. */
export interface ProductTruth {
  readonly id: string;
  /** Variants of one thing share it. */
  readonly family: string;
  readonly department: string;
  /** Key of the product type. */
  readonly type: string;
  readonly brand: string;
  readonly collection: string;
  readonly colour: ColourKey;
  /** The second colour, of prints and trims. */
  readonly accent: ColourKey;
  readonly material: MaterialKey;
  /** Of legs, soles and lids. */
  readonly second: MaterialKey;
  readonly secondColour: ColourKey;
  readonly pattern: Pattern;
  readonly style: StyleKey;
  /** By the axes of `tasteAxes`, each −1 … 1. */
  readonly taste: readonly number[];
  readonly traits: Readonly<Record<string, TraitIs>>;
  /** 0 smallest of its type … 1 largest. */
  readonly size: number;
  /** 0 … 1: the proportions that the picture shows. */
  readonly turn: number;
  /** In the unit that the measure's name ends with. */
  readonly measure?: { readonly name: string; readonly value: number };
  /** 0 … 1: how good it is in use, which reviews will tell. */
  readonly quality: number;
  /** 0 … 1: how often it is bought against the best seller of the shop. */
  readonly popularity: number;
  /** Dollars. Stays true where the file has lost the price. */
  readonly price: number;
  /** 0 the cheapest of its type … 1 the dearest. */
  readonly priceRank: number;
  /** Days until it is used up; absent when it lasts. */
  readonly repeatDays?: number;
}
