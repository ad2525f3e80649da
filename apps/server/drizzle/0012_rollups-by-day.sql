ALTER TABLE "usage_rollups" DROP CONSTRAINT "usage_rollups_sum";--> statement-breakpoint
DROP INDEX "usage_rollups_organization";--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD COLUMN "grain" text DEFAULT 'quarter' NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD COLUMN "unit" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD COLUMN "amount" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
CREATE INDEX "usage_rollups_unfolded" ON "usage_rollups" USING btree ("bucket") WHERE slot <> 0;--> statement-breakpoint
CREATE INDEX "usage_rollups_organization" ON "usage_rollups" USING btree ("organization_id","grain","bucket");--> statement-breakpoint
ALTER TABLE "usage_rollups" DROP COLUMN "units";--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD CONSTRAINT "usage_rollups_sum" UNIQUE NULLS NOT DISTINCT("project_id","grain","bucket","operation","provider","model","api_key_id","user_id","currency","priced","unit","slot");