CREATE TABLE "usage_rollups" (
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"bucket" timestamp with time zone NOT NULL,
	"operation" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"api_key_id" text,
	"user_id" text,
	"currency" text NOT NULL,
	"priced" boolean NOT NULL,
	"slot" smallint NOT NULL,
	"cost" numeric NOT NULL,
	"count" bigint NOT NULL,
	"duration_ms" bigint NOT NULL,
	"units" jsonb NOT NULL,
	CONSTRAINT "usage_rollups_sum" UNIQUE NULLS NOT DISTINCT("project_id","bucket","operation","provider","model","api_key_id","user_id","currency","priced","slot")
);
--> statement-breakpoint
DROP INDEX "usage_events_time";--> statement-breakpoint
ALTER TABLE "usage_events" ADD COLUMN "metadata" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "usage_rollups_organization" ON "usage_rollups" USING btree ("organization_id","bucket");--> statement-breakpoint
CREATE INDEX "usage_events_organization" ON "usage_events" USING btree ("organization_id","occurred_at");--> statement-breakpoint
CREATE INDEX "usage_events_time" ON "usage_events" USING btree ("project_id","occurred_at","id");