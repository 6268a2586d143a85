/** @file The products of a catalogue, one by one, as its columns keep them. */
import type { Product } from "../../data/product.js";
import type { ProductColumns } from "./product-columns.js";

/** Products that live, by rising ordinal, each made when it is asked for. */
export function* liveProducts(columns: ProductColumns): Generator<Product> {
  for (let ordinal = 0; ordinal < columns.length; ordinal++) {
    if (columns.isLive(ordinal)) yield columns.productAt(ordinal);
  }
}
