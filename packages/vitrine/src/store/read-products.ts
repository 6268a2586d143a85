/**
 * @file The reads of the catalogue. All page by key, so a page costs O(page) wherever it lies.
 */
import { and, asc, eq, gt, lte, or, sql } from "drizzle-orm";
import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import type { Product } from "../data/product.js";
import { toProduct } from "./product-row.js";
import type { StoredProduct } from "./product-row.js";
import { catalogue, productDeletions, products } from "./schema.js";

/** Products and where they stand in the catalogue's order. */
export interface ProductPage {
  readonly products: readonly Product[];
  readonly lastPosition: number;
}

/** Where a reader of the changes stands. */
export interface ChangePlace {
  readonly revision: number;
  readonly position: number;
}

const content = {
  id: products.id,
  title: products.title,
  description: products.description,
  brand: products.brand,
  categoryPath: products.categoryPath,
  price: products.price,
  currency: products.currency,
  availability: products.availability,
  images: products.images,
  attributes: products.attributes,
  updatedAt: products.updatedAt,
  parentId: products.parentId,
};

/** The catalogue's identity, revision and number of products. */
export async function readCatalogue(
  db: PgRemoteDatabase,
): Promise<{ identity: string; revision: number; productCount: number }> {
  const [row] = await db
    .select({
      identity: catalogue.identity,
      revision: catalogue.revision,
      productCount: catalogue.productCount,
    })
    .from(catalogue);
  if (row === undefined) throw new Error("internal: the catalogue has no row");
  return row;
}

/** Products by id, in the order asked; those that are not there are left out. */
export async function readProducts(
  db: PgRemoteDatabase,
  ids: readonly string[],
): Promise<readonly Product[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select(content)
    .from(products)
    .where(sql`${products.id} = any(${sql.param([...new Set(ids)])}::text[])`);
  const byId = new Map(rows.map((row) => [row.id, toProduct(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The next page after a position, in the catalogue's order. */
export async function readPage(
  db: PgRemoteDatabase,
  afterPosition: number,
  size: number,
): Promise<ProductPage> {
  const rows = await db
    .select({ ...content, position: products.position })
    .from(products)
    .where(gt(products.position, afterPosition))
    .orderBy(asc(products.position))
    .limit(size);
  return {
    products: rows.map(toProduct),
    lastPosition: rows.at(-1)?.position ?? afterPosition,
  };
}

/**
 * The statement that reads everything after a position, without parameters.
 *
 * @returns It, and what makes a product of one of its rows.
 */
export function selectAfter(
  db: PgRemoteDatabase,
  position: number,
): { readonly text: string; readonly toProduct: (row: readonly unknown[]) => Product } {
  const names = Object.keys(content);
  const { sql: text } = db
    .select(content)
    .from(products)
    .where(sql`${products.position} > ${sql.raw(String(position))}`)
    .orderBy(asc(products.position))
    .toSQL();
  return {
    text,
    toProduct: (row) =>
      toProduct(Object.fromEntries(names.map((name, k) => [name, row[k]])) as StoredProduct),
  };
}

/** The next products changed after `place` and not after `upTo`, oldest change first. */
export async function readChanged(
  db: PgRemoteDatabase,
  place: ChangePlace,
  upTo: number,
  size: number,
): Promise<{ products: readonly Product[]; place: ChangePlace }> {
  const rows = await db
    .select({ ...content, position: products.position, revision: products.revision })
    .from(products)
    .where(
      and(
        sql`(${products.revision}, ${products.position}) > (${place.revision}::bigint, ${place.position}::bigint)`,
        lte(products.revision, upTo),
      ),
    )
    .orderBy(asc(products.revision), asc(products.position))
    .limit(size);
  const last = rows.at(-1);
  return {
    products: rows.map(toProduct),
    place: last === undefined ? place : { revision: last.revision, position: last.position },
  };
}

/** The next ids deleted after `revision` (or with it and above `id`) and not after `upTo`. */
export async function readDeleted(
  db: PgRemoteDatabase,
  after: { readonly revision: number; readonly id: string },
  upTo: number,
  size: number,
): Promise<readonly { id: string; revision: number }[]> {
  return db
    .select({ id: productDeletions.id, revision: productDeletions.revision })
    .from(productDeletions)
    .where(
      and(
        or(
          gt(productDeletions.revision, after.revision),
          and(eq(productDeletions.revision, after.revision), gt(productDeletions.id, after.id)),
        ),
        lte(productDeletions.revision, upTo),
      ),
    )
    .orderBy(asc(productDeletions.revision), asc(productDeletions.id))
    .limit(size);
}

/** How many products changed or were deleted after a revision. */
export async function countChanges(db: PgRemoteDatabase, revision: number): Promise<number> {
  const changed = await db.$count(products, gt(products.revision, revision));
  return changed + (await db.$count(productDeletions, gt(productDeletions.revision, revision)));
}
