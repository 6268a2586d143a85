/** @file What the writers of one kind of query are given, and what they give back. */
import type { Intent } from "../queries/intent.js";
import type { Random } from "../random.js";
import { colours } from "../world/colours.js";
import type { ProductTruth } from "../world/product-truth.js";
import type { ProductType } from "../world/product-type.js";

/** One product type of a shop. */
export interface Scope {
  readonly type: ProductType;
  /** Its products; at least one. */
  readonly own: readonly ProductTruth[];
  /** Every word of the catalogue, in small letters. */
  readonly vocabulary: ReadonlySet<string>;
  /** A stream of this kind and type alone. */
  readonly random: Random;
}

/** A query before it is judged. */
export interface Draft {
  readonly query: string;
  /** What sort of its kind it is: `joined`, `between`, `inch`. */
  readonly form: string;
  readonly intent: Intent;
}

/** Writes the queries of one kind about one product type. */
export type DraftWriter = (scope: Scope) => readonly Draft[];

/** The type's names as its sellers print them, in small letters. */
export function sellersNames(type: ProductType): string[] {
  return type.names.map((name) => name.toLowerCase());
}

/** A colour of one of the type's products and what shoppers call it; undefined where none is asked for. */
export function colourWish(
  model: ProductTruth,
): { readonly word: string; readonly wish: Partial<Intent> } | undefined {
  const { plain, family } = colours[model.colour];
  if (family === "wood" || model.material === "leaf") return undefined;
  return { word: plain, wish: { colour: model.colour } };
}
