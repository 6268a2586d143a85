/**
 * @file The tables of the store. `drizzle-kit generate` makes the migrations in `assets/migrations` from it.
 *
 * No table names a Postgres schema: connections choose one by their search path, so that several
 * workspaces fit on one server.
 */
import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  doublePrecision,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Product } from "../data/product.js";

const counter = (name: string) => bigint(name, { mode: "number" });

/** One row. Its lock serialises the writers, so that revisions are committed in their order. */
export const catalogue = pgTable(
  "catalogue",
  {
    id: integer("id").primaryKey().default(1),
    identity: text("identity").notNull(),
    revision: counter("revision").notNull().default(0),
    nextPosition: counter("next_position").notNull().default(0),
    productCount: counter("product_count").notNull().default(0),
  },
  (table) => [check("catalogue_single", sql`${table.id} = 1`)],
);

export const products = pgTable(
  "products",
  {
    id: text("id").primaryKey(),
    /** Place in the catalogue's order; there are gaps. */
    position: counter("position").notNull(),
    /** Of the write that last changed the product. */
    revision: counter("revision").notNull(),
    /** Of the product's canonical JSON: equal means unchanged. */
    contentHash: text("content_hash").notNull(),
    title: text("title").notNull(),
    description: text("description"),
    brand: text("brand"),
    categoryPath: text("category_path").array().notNull(),
    price: doublePrecision("price"),
    currency: text("currency"),
    availability: text("availability").$type<NonNullable<Product["availability"]>>(),
    images: text("images").array().notNull(),
    attributes: jsonb("attributes").$type<Product["attributes"]>().notNull(),
    /** As the shop wrote it, so that an export gives back the same. */
    updatedAt: text("updated_at"),
    parentId: text("parent_id"),
  },
  (table) => [
    uniqueIndex("products_position").on(table.position),
    index("products_revision").on(table.revision, table.position),
  ],
);

/** Ids that were products once, with the revision of the write that deleted them. */
export const productDeletions = pgTable(
  "product_deletions",
  {
    id: text("id").primaryKey(),
    revision: counter("revision").notNull(),
  },
  (table) => [index("product_deletions_revision").on(table.revision, table.id)],
);

/** Imports that were begun and not finished. */
export const imports = pgTable("imports", {
  id: counter("id").primaryKey().generatedAlwaysAsIdentity(),
  key: text("key").notNull().unique(),
  label: text("label").notNull(),
  rowsRead: counter("rows_read").notNull().default(0),
  state: json("state"),
});

/** Batches of products that wait for the end of their import: cheap to write, read once. */
export const stagedBatches = pgTable(
  "staged_batches",
  {
    // No foreign key: drizzle-kit writes the Postgres schema into those, and ours is not fixed.
    importId: counter("import_id").notNull(),
    number: integer("number").notNull(),
    ids: text("ids").array().notNull(),
    /** JSON of the batch's rows, in the form that the upsert reads. */
    payload: text("payload").notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.number] })],
);

/** The history of finished imports. */
export const importRecords = pgTable("import_records", {
  id: counter("id").primaryKey().generatedAlwaysAsIdentity(),
  label: text("label").notNull(),
  finishedAt: text("finished_at").notNull(),
  revision: counter("revision").notNull(),
  report: json("report"),
});
