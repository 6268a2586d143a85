CREATE TABLE "behaviour" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"sequence" bigint DEFAULT 0 NOT NULL,
	"event_count" bigint DEFAULT 0 NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL,
	"removal_revision" bigint DEFAULT 0 NOT NULL,
	"has_remains" boolean DEFAULT false NOT NULL,
	CONSTRAINT "behaviour_single" CHECK ("behaviour"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "events" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"shopper" text,
	"anonymous" text,
	"session" text,
	"product" text,
	"products" text[],
	"time" bigint NOT NULL,
	"value" double precision,
	"currency" text,
	"list_id" text,
	"query" text
);
--> statement-breakpoint
CREATE TABLE "identity_merges" (
	"anonymous" text PRIMARY KEY NOT NULL,
	"shopper" text NOT NULL,
	"revision" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "events_key" ON "events" USING btree ("key");--> statement-breakpoint
CREATE INDEX "events_shopper" ON "events" USING btree ("shopper","time","sequence") WHERE shopper is not null;--> statement-breakpoint
CREATE INDEX "events_anonymous" ON "events" USING btree ("anonymous","time","sequence") WHERE anonymous is not null;--> statement-breakpoint
CREATE INDEX "events_kind" ON "events" USING btree ("kind","time");--> statement-breakpoint
CREATE INDEX "identity_merges_shopper" ON "identity_merges" USING btree ("shopper");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_merges_revision" ON "identity_merges" USING btree ("revision");