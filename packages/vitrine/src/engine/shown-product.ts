/** @file What is shown of a product in a list. */
import type { ProductColumns } from "./columns/product-columns.js";

/** What is shown of a product in a list. */
export interface ShownProduct {
  readonly id: string;
  readonly title: string;
  readonly brand?: string;
  readonly categoryPath: readonly string[];
  readonly price?: number;
  readonly currency?: string;
  readonly availability?: string;
  /** The main picture. */
  readonly image?: string;
  readonly parentId?: string;
}

/** What is shown of a live product. */
export function toShownProduct(columns: ProductColumns, ordinal: number): ShownProduct {
  const { id, title, brand, categoryPath, price, currency, availability, images, parentId } =
    columns.productAt(ordinal);
  return {
    id,
    title,
    ...(brand === undefined ? {} : { brand }),
    categoryPath,
    ...(price === undefined ? {} : { price }),
    ...(currency === undefined ? {} : { currency }),
    ...(availability === undefined ? {} : { availability }),
    ...(images[0] === undefined ? {} : { image: images[0] }),
    ...(parentId === undefined ? {} : { parentId }),
  };
}
