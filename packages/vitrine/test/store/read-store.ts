/** @file What a store holds and tells, read to its end. */
import type { Product } from "../../src/data/product.js";
import type { Store } from "../../src/store/store.js";

/** All products in the catalogue's order. */
export async function all(store: Store, batchSize = 1_000): Promise<Product[]> {
  const products: Product[] = [];
  for await (const batch of store.scan({ batchSize })) products.push(...batch);
  return products;
}

/** All that `changesSince` tells, together. */
export async function changes(
  store: Store,
  since: number,
): Promise<{ upserted: Product[]; deleted: string[]; revision: number | undefined }> {
  const upserted: Product[] = [];
  const deleted: string[] = [];
  let revision: number | undefined;
  for await (const batch of store.changesSince(since)) {
    upserted.push(...batch.upserted);
    deleted.push(...batch.deleted);
    ({ revision } = batch);
  }
  return { upserted, deleted, revision };
}
