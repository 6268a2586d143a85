/**
 * @file The tables of the store. `drizzle-kit generate` makes the migrations in `assets/migrations` from it.
 *
 * No table names a Postgres schema: connections choose one by their search path, so that several
 * workspaces fit on one server.
 */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
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
import type { EventKind } from "../data/event.js";
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

/** One row. Its lock serialises the writers of events, so that they are committed in their sequence. */
export const behaviour = pgTable(
  "behaviour",
  {
    id: integer("id").primaryKey().default(1),
    /** Of the event that was committed last. */
    sequence: counter("sequence").notNull().default(0),
    eventCount: counter("event_count").notNull().default(0),
    /** Of the last change of what had been recorded: a merge, an erasure, a pruning. */
    revision: counter("revision").notNull().default(0),
    /** The last revision that took events away. */
    removalRevision: counter("removal_revision").notNull().default(0),
    /** Whether the files may still hold what was erased. */
    hasRemains: boolean("has_remains").notNull().default(false),
  },
  (table) => [check("behaviour_single", sql`${table.id} = 1`)],
);

/** What shoppers did, in the order in which it was committed; there are gaps. */
export const events = pgTable(
  "events",
  {
    sequence: counter("sequence").primaryKey(),
    key: text("key").notNull(),
    kind: text("kind").$type<EventKind>().notNull(),
    /** With an account; of a merged visitor the account that it was merged into. */
    shopper: text("shopper"),
    anonymous: text("anonymous"),
    session: text("session"),
    product: text("product"),
    products: text("products").array(),
    /** Milliseconds since 1970. */
    time: counter("time").notNull(),
    value: doublePrecision("value"),
    currency: text("currency"),
    listId: text("list_id"),
    query: text("query"),
  },
  (table) => [
    uniqueIndex("events_key").on(table.key),
    index("events_shopper")
      .on(table.shopper, table.time, table.sequence)
      .where(sql`shopper is not null`),
    index("events_anonymous")
      .on(table.anonymous, table.time, table.sequence)
      .where(sql`anonymous is not null`),
    index("events_session")
      .on(table.session, table.time, table.sequence)
      .where(sql`session is not null`),
    index("events_kind").on(table.kind, table.time),
  ],
);

/** Visitors that turned out to be shoppers, each once. */
export const identityMerges = pgTable(
  "identity_merges",
  {
    anonymous: text("anonymous").primaryKey(),
    shopper: text("shopper").notNull(),
    /** Of the behaviour, of which each merge makes a new one. */
    revision: counter("revision").notNull(),
  },
  (table) => [
    index("identity_merges_shopper").on(table.shopper),
    uniqueIndex("identity_merges_revision").on(table.revision),
  ],
);
