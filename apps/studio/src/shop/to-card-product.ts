/** @file A whole product as its card shows it. */
import type { Product } from "vitrine/client";
import type { CardProduct } from "./product-card.js";

export function toCardProduct(product: Product): CardProduct {
  const { id, title, brand, price, currency, availability, images } = product;
  const [image] = images;
  return {
    ...{ id, title },
    ...(brand === undefined ? {} : { brand }),
    ...(price === undefined ? {} : { price }),
    ...(currency === undefined ? {} : { currency }),
    ...(availability === undefined ? {} : { availability }),
    ...(image === undefined ? {} : { image }),
  };
}
