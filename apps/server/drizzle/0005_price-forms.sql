ALTER TABLE "prices" ALTER COLUMN "amount" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "tiers" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "tier_mode" text;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "tier_unit" text;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "included" numeric(30, 15) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "minimum" numeric(30, 15) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "relative_unit" text;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "relative_factor" numeric(30, 15);--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "effective_to" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "usage_events" ADD COLUMN "repriced_at" timestamp with time zone;