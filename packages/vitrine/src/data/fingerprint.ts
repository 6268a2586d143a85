/**
 * @file The fingerprint of a catalogue: one hash that changes when any product does.
 *
 * sha256 over the canonical JSON of each product, one per line, in the order of the
 * catalogue. Canonical means that fields stand in the schema's order and attributes by
 * name, so that equal products give equal bytes whatever made them.
 */
import { createHash } from "node:crypto";

import type { Product } from "./product.js";

/**
 * Takes the fingerprint.
 *
 * @returns 64 hexadecimal digits. Order matters, as it decides between equal scores.
 */
export function fingerprintProducts(products: Iterable<Product>): string {
  const hash = createHash("sha256");
  for (const product of products) hash.update(canonicalProduct(product)).update("\n");
  return hash.digest("hex");
}

/** One product as canonical JSON. */
export function canonicalProduct(product: Product): string {
  return JSON.stringify([
    product.id,
    product.title,
    product.description ?? null,
    product.brand ?? null,
    product.categoryPath,
    product.price ?? null,
    product.currency ?? null,
    product.availability ?? null,
    product.images,
    Object.keys(product.attributes)
      .sort()
      .map((name) => [name, product.attributes[name]]),
    product.updatedAt ?? null,
    product.parentId ?? null,
  ]);
}
