CREATE TABLE "report_file_parts" (
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"run_id" text NOT NULL,
	"file_id" text NOT NULL,
	"seq" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "report_file_parts_file_id_seq_pk" PRIMARY KEY("file_id","seq")
);
--> statement-breakpoint
CREATE TABLE "report_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"report_id" text NOT NULL,
	"trigger" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"period_from" timestamp with time zone NOT NULL,
	"period_to" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now(),
	"lease" text,
	"file_id" text,
	"file_name" text,
	"content_type" text,
	"file_expires_at" timestamp with time zone,
	"rows" bigint,
	"bytes" bigint,
	"sha256" text,
	"error" jsonb,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"name" text NOT NULL,
	"source" text NOT NULL,
	"params" jsonb NOT NULL,
	"options" jsonb NOT NULL,
	"cron" text NOT NULL,
	"time_zone" text NOT NULL,
	"period" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"keep_days" integer NOT NULL,
	"covered_to" timestamp with time zone NOT NULL,
	"next_run_at" timestamp with time zone,
	"api_key_id" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "report_file_parts" ADD CONSTRAINT "report_file_parts_run_id_report_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."report_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_runs" ADD CONSTRAINT "report_runs_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "report_file_parts_run" ON "report_file_parts" USING btree ("run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "report_runs_once" ON "report_runs" USING btree ("report_id","period_from") WHERE "report_runs"."trigger" = 'schedule';--> statement-breakpoint
CREATE INDEX "report_runs_project" ON "report_runs" USING btree ("organization_id","project_id","id");--> statement-breakpoint
CREATE INDEX "report_runs_report" ON "report_runs" USING btree ("report_id","id");--> statement-breakpoint
CREATE INDEX "report_runs_due" ON "report_runs" USING btree ("next_attempt_at");--> statement-breakpoint
CREATE INDEX "reports_project" ON "reports" USING btree ("organization_id","project_id","id");--> statement-breakpoint
CREATE INDEX "reports_due" ON "reports" USING btree ("next_run_at");