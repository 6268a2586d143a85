-- The schema of version 1, the first that was released, with a little data. It is not edited any more.
CREATE TABLE "catalogue" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"identity" text NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL,
	"next_position" bigint DEFAULT 0 NOT NULL,
	"product_count" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "catalogue_single" CHECK ("catalogue"."id" = 1)
);

CREATE TABLE "import_records" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_records_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"label" text NOT NULL,
	"finished_at" text NOT NULL,
	"revision" bigint NOT NULL,
	"report" json
);

CREATE TABLE "imports" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "imports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"label" text NOT NULL,
	"rows_read" bigint DEFAULT 0 NOT NULL,
	"state" json,
	CONSTRAINT "imports_key_unique" UNIQUE("key")
);

CREATE TABLE "product_deletions" (
	"id" text PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL
);

CREATE TABLE "products" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"revision" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"title" text NOT NULL,
	"description" text,
	"brand" text,
	"category_path" text[] NOT NULL,
	"price" double precision,
	"currency" text,
	"availability" text,
	"images" text[] NOT NULL,
	"attributes" jsonb NOT NULL,
	"updated_at" text,
	"parent_id" text
);

CREATE TABLE "staged_batches" (
	"import_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"ids" text[] NOT NULL,
	"payload" text NOT NULL,
	CONSTRAINT "staged_batches_import_id_number_pk" PRIMARY KEY("import_id","number")
);

CREATE INDEX "product_deletions_revision" ON "product_deletions" USING btree ("revision","id");
CREATE UNIQUE INDEX "products_position" ON "products" USING btree ("position");
CREATE INDEX "products_revision" ON "products" USING btree ("revision","position");
;
CREATE TABLE schema_versions (version integer PRIMARY KEY, name text NOT NULL);
INSERT INTO schema_versions VALUES (1, '0000_catalogue');
INSERT INTO catalogue (identity, revision, next_position, product_count) VALUES ('first', 7, 2, 2);
INSERT INTO products (id, position, revision, content_hash, title, price, category_path, images, attributes)
  VALUES ('a', 0, 3, 'x', 'Oak desk', 99.5, '{Home,Desks}', '{}', '{"colour": "oak"}'),
         ('b', 1, 7, 'y', 'Lamp', NULL, '{}', '{}', '{}');
INSERT INTO product_deletions VALUES ('c', 5);
