ALTER TABLE "api_keys" ADD COLUMN "parent_id" text;--> statement-breakpoint
CREATE INDEX "api_keys_parent" ON "api_keys" USING btree ("parent_id");