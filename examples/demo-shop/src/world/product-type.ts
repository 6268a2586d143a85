/**
 * @file What a kind of product is: the contract that the files in `departments/` fill in.
 *
 * Sellers and shoppers have words of their own for the same thing. `names` and `said` are
 * what sellers print; `asked` is what shoppers type, words among them that no seller uses.
 */
import type { FormName } from "../drawing/forms.js";
import type { Pattern } from "../drawing/textures.js";
import type { ColourKey } from "./colours.js";
import type { MaterialKey } from "./materials.js";

/** The value of a decided property. */
export type TraitIs = boolean | number | string;

/** One value that a trait can take. */
export interface TraitValue {
  readonly is: TraitIs;
  /** How often, against the other values of the trait. */
  readonly odds: number;
  /** Sentences of sellers that give the value away. */
  readonly said: readonly string[];
  /** How shoppers ask for it, beside the product's name: `with drawers`, `waterproof`. */
  readonly asked?: readonly string[];
  /** Words for the title: `with 2 Drawers`. */
  readonly titled?: string;
  /** Fixes the size, 0 … 1. */
  readonly size?: number;
  /** −1 cheaper … 1 dearer. */
  readonly cost?: number;
}

/** A property that products of one type differ by: seen in the picture, said in the text. */
export interface Trait {
  /** The column or key it goes by in the shop's files. */
  readonly name: string;
  readonly values: readonly TraitValue[];
}

/** A measure that grows with the size of the product. */
export interface Measure {
  /** With its unit: `width_cm`. */
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** A kind of product. */
export interface ProductType {
  /** Unique in the shop. */
  readonly key: string;
  readonly form: FormName;
  /** The department's name goes before these. */
  readonly path: readonly string[];
  readonly names: readonly string[];
  readonly asked: readonly string[];
  /** Types that a shopper who asked for this one might also take: grade 2 at best. */
  readonly near?: readonly string[];
  /** Types of the same errand: grade 1 at best. */
  readonly related?: readonly string[];
  /** Whole dollars, or cents under ten: no product of the type costs less or more. */
  readonly price: readonly [low: number, high: number];
  readonly materials: readonly MaterialKey[];
  /** Legs, soles, lids. */
  readonly second?: readonly MaterialKey[];
  /** For materials that come in any colour. */
  readonly colours?: readonly ColourKey[];
  /** Prints, beside plain. */
  readonly patterns?: readonly Pattern[];
  readonly traits?: readonly Trait[];
  readonly measure?: Measure;
  /** Sizes on the label. */
  readonly sizes?: readonly string[];
  /** Number of products against the other types; 1 unless given. */
  readonly share?: number;
  /** Consumables: the usual days until a shopper needs it again. */
  readonly repeatDays?: number;
  /** Sentences about what it is for. */
  readonly said: readonly string[];
}

/** A department of the shop. */
export interface Department {
  readonly name: string;
  /** `#rrggbb` of the paper behind its pictures. */
  readonly backdrop: string;
  readonly types: readonly ProductType[];
}

/** Declares a trait. */
export function trait(name: string, ...values: readonly TraitValue[]): Trait {
  return { name, values };
}

/** Declares a value of a trait. */
export function value(
  is: TraitIs,
  odds: number,
  said: readonly string[],
  asked: readonly string[] = [],
  more: Pick<TraitValue, "cost" | "size" | "titled"> = {},
): TraitValue {
  return { is, odds, said, asked, ...more };
}

export const clothingSizes = ["XS", "S", "M", "L", "XL", "XXL"] as const;
export const shoeSizes = ["36", "37", "38", "39", "40", "41", "42", "43", "44", "45"] as const;
