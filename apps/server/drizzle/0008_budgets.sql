CREATE TABLE "budget_alerts" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"budget_id" text NOT NULL,
	"percent" integer NOT NULL,
	"amount" numeric(40, 10) NOT NULL,
	"limit" numeric(30, 10) NOT NULL,
	"currency" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "budget_counters" (
	"budget_id" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"spent" numeric(40, 10) NOT NULL,
	"counted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "budget_counters_budget_id_window_start_pk" PRIMARY KEY("budget_id","window_start")
);
--> statement-breakpoint
CREATE TABLE "budget_reservations" (
	"id" text NOT NULL,
	"budget_id" text NOT NULL,
	"amount" numeric(30, 10) NOT NULL,
	"event_id" text,
	"lease_until" timestamp with time zone NOT NULL,
	"instance" text NOT NULL,
	CONSTRAINT "budget_reservations_id_budget_id_pk" PRIMARY KEY("id","budget_id")
);
--> statement-breakpoint
CREATE TABLE "budgets" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"name" text NOT NULL,
	"limit" numeric(30, 10) NOT NULL,
	"currency" text NOT NULL,
	"kind" text NOT NULL,
	"window" text NOT NULL,
	"rolling_hours" integer,
	"time_zone" text NOT NULL,
	"thresholds" integer[] NOT NULL,
	"alert_on_projection" boolean NOT NULL,
	"organization_wide" boolean NOT NULL,
	"api_key_id" text,
	"user_id" text,
	"tag_name" text,
	"tag_value" text,
	"run_id" text,
	"reserved" numeric(40, 10) DEFAULT '0' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "budget_alerts" ADD CONSTRAINT "budget_alerts_budget_id_budgets_id_fk" FOREIGN KEY ("budget_id") REFERENCES "public"."budgets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_counters" ADD CONSTRAINT "budget_counters_budget_id_budgets_id_fk" FOREIGN KEY ("budget_id") REFERENCES "public"."budgets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_reservations" ADD CONSTRAINT "budget_reservations_budget_id_budgets_id_fk" FOREIGN KEY ("budget_id") REFERENCES "public"."budgets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "budget_alerts_once" ON "budget_alerts" USING btree ("budget_id","window_start","percent");--> statement-breakpoint
CREATE INDEX "budget_alerts_project" ON "budget_alerts" USING btree ("organization_id","project_id","id");--> statement-breakpoint
CREATE INDEX "budget_reservations_lease" ON "budget_reservations" USING btree ("budget_id","lease_until");--> statement-breakpoint
CREATE INDEX "budget_reservations_event" ON "budget_reservations" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "budgets_organization" ON "budgets" USING btree ("organization_id","project_id","id");