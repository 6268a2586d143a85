/**
 * @file The writes of the catalogue, inside a transaction of the caller.
 *
 * One statement a batch of rows, read from JSON text: `json_to_recordset` was 25,000 rows/s on
 * PGlite where arrays through `unnest` and `jsonb_to_recordset` were 22,000 and 21,000.
 */
import { eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import { catalogue } from "./schema.js";

/** The catalogue's row as a writer holds it. */
export interface CatalogueState {
  readonly revision: number;
  readonly nextPosition: number;
  readonly productCount: number;
}

/** What was written of a batch. */
export interface WriteCount {
  readonly added: number;
  readonly updated: number;
}

/** Locks the catalogue until the end of the transaction; other writers wait. */
export async function lockCatalogue(db: PgRemoteDatabase): Promise<CatalogueState> {
  const [state] = await db
    .select({
      revision: catalogue.revision,
      nextPosition: catalogue.nextPosition,
      productCount: catalogue.productCount,
    })
    .from(catalogue)
    .for("update");
  if (state === undefined) throw new Error("internal: the catalogue has no row");
  return state;
}

/** Writes back what a writer changed. */
export async function saveCatalogue(db: PgRemoteDatabase, state: CatalogueState): Promise<void> {
  await db
    .update(catalogue)
    .set({
      revision: state.revision,
      nextPosition: state.nextPosition,
      productCount: state.productCount,
    })
    .where(eq(catalogue.id, 1));
}

/**
 * Adds and renews the products of a batch. Ids must differ.
 *
 * `offset 0` keeps the look at the known rows one by one through the index: joined, a planner that
 * expects 100 rows reads a whole catalogue of some thousands for a single product.
 *
 * @param payload - An expression whose value is the JSON text of an array of rows.
 * @param revision - Of the products that change.
 * @param firstPosition - Place of the batch's first row if it is new; the others follow.
 */
export async function writeBatch(
  db: PgRemoteDatabase,
  payload: SQL,
  revision: number,
  firstPosition: number,
): Promise<WriteCount> {
  const rows = await db.execute<{ added: unknown; updated: unknown }>(sql`
    with given as materialized (
      select * from rows from (json_to_recordset((${payload})::json) as (
        id text, title text, description text, brand text, category_path text[],
        price double precision, currency text, availability text, images text[],
        attributes jsonb, updated_at text, parent_id text, content_hash text
      )) with ordinality as row(
        id, title, description, brand, category_path, price, currency, availability, images,
        attributes, updated_at, parent_id, content_hash, ordinal
      )
    ), written as (
      insert into products (
        position, revision, id, title, description, brand, category_path, price, currency,
        availability, images, attributes, updated_at, parent_id, content_hash
      )
      select ${firstPosition}::bigint + given.ordinal - 1, ${revision}::bigint, given.id,
        given.title, given.description, given.brand, given.category_path, given.price,
        given.currency, given.availability, given.images, given.attributes, given.updated_at,
        given.parent_id, given.content_hash
      from given left join lateral (
        select content_hash from products where products.id = given.id offset 0
      ) known on true
      where known.content_hash is distinct from given.content_hash
      on conflict (id) do update set
        revision = excluded.revision, title = excluded.title, description = excluded.description,
        brand = excluded.brand, category_path = excluded.category_path, price = excluded.price,
        currency = excluded.currency, availability = excluded.availability,
        images = excluded.images, attributes = excluded.attributes,
        updated_at = excluded.updated_at, parent_id = excluded.parent_id,
        content_hash = excluded.content_hash
      returning id, xmax = 0 as is_new
    ), revived as (
      delete from product_deletions using written
      where product_deletions.id = written.id and written.is_new
    )
    select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as updated
    from written`);
  return { added: Number(rows[0]?.added), updated: Number(rows[0]?.updated) };
}

/**
 * Deletes products and remembers that they were.
 *
 * @param condition - Over `products`.
 * @returns How many there were.
 */
export async function deleteWhere(
  db: PgRemoteDatabase,
  condition: SQL,
  revision: number,
): Promise<number> {
  const rows = await db.execute<{ deleted: unknown }>(sql`
    with gone as (
      delete from products where ${condition} returning id
    ), noted as (
      insert into product_deletions (id, revision) select id, ${revision}::bigint from gone
      on conflict (id) do update set revision = excluded.revision
    )
    select count(*) as deleted from gone`);
  return Number(rows[0]?.deleted);
}
