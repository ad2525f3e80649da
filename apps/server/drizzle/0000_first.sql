CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"event_id" text NOT NULL,
	"response_status" integer,
	"response_body" text,
	"lease_owner" text,
	"lease_expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_project_id_key_pk" PRIMARY KEY("project_id","key")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"unit" text NOT NULL,
	"amount" numeric(30, 15) NOT NULL,
	"per" numeric(30, 0) NOT NULL,
	"currency" text NOT NULL,
	"effective_from" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandboxes" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"template" text NOT NULL,
	"size" text NOT NULL,
	"isolation" text NOT NULL,
	"api_key_id" text NOT NULL,
	"status" text NOT NULL,
	"memory_mb" integer NOT NULL,
	"cpus" double precision NOT NULL,
	"pids" integer NOT NULL,
	"disk_mb" integer NOT NULL,
	"env" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"labels" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"run_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"metered_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "task_attempts" (
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"task_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"status" text NOT NULL,
	"worker" text NOT NULL,
	"lease_expires_at" timestamp with time zone NOT NULL,
	"error" jsonb,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "task_attempts_task_id_attempt_pk" PRIMARY KEY("task_id","attempt")
);
--> statement-breakpoint
CREATE TABLE "task_events" (
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"task_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_events_task_id_seq_pk" PRIMARY KEY("task_id","seq")
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"block" text NOT NULL,
	"status" text NOT NULL,
	"inputs" jsonb NOT NULL,
	"result" jsonb,
	"error" jsonb,
	"progress" double precision DEFAULT 0 NOT NULL,
	"run_id" text NOT NULL,
	"api_key_id" text NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"max_attempts" integer DEFAULT 1 NOT NULL,
	"timeout_ms" integer NOT NULL,
	"scheduled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"stop_requested_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "usage_events" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"event_id" text NOT NULL,
	"operation" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"units" jsonb NOT NULL,
	"cost" numeric(30, 10),
	"currency" text NOT NULL,
	"price_ids" text[] NOT NULL,
	"run_id" text,
	"user_id" text,
	"tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"api_key_id" text,
	"started_at" timestamp with time zone NOT NULL,
	"duration_ms" integer,
	"occurred_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vector_indexes" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"name" text NOT NULL,
	"dimension" integer NOT NULL,
	"metric" text NOT NULL,
	"model" text NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vectors" (
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"index_id" text NOT NULL,
	"id" text NOT NULL,
	"values" "bytea" NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"text" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "vectors_index_id_id_pk" PRIMARY KEY("index_id","id")
);
--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_attempts" ADD CONSTRAINT "task_attempts_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_events" ADD CONSTRAINT "task_events_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vectors" ADD CONSTRAINT "vectors_index_id_vector_indexes_id_fk" FOREIGN KEY ("index_id") REFERENCES "public"."vector_indexes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_keys_project" ON "api_keys" USING btree ("organization_id","project_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_expiry" ON "idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "prices_beginning" ON "prices" USING btree ("project_id","provider","model","unit","effective_from");--> statement-breakpoint
CREATE UNIQUE INDEX "projects_name" ON "projects" USING btree ("organization_id","name");--> statement-breakpoint
CREATE INDEX "projects_organization" ON "projects" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "sandboxes_project" ON "sandboxes" USING btree ("organization_id","project_id","id");--> statement-breakpoint
CREATE INDEX "sandboxes_expiry" ON "sandboxes" USING btree ("status","expires_at");--> statement-breakpoint
CREATE INDEX "task_attempts_lease" ON "task_attempts" USING btree ("status","lease_expires_at");--> statement-breakpoint
CREATE INDEX "tasks_project" ON "tasks" USING btree ("organization_id","project_id","id");--> statement-breakpoint
CREATE INDEX "tasks_status" ON "tasks" USING btree ("status","scheduled_at");--> statement-breakpoint
CREATE INDEX "tasks_run" ON "tasks" USING btree ("project_id","run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "usage_events_event" ON "usage_events" USING btree ("project_id","event_id");--> statement-breakpoint
CREATE INDEX "usage_events_time" ON "usage_events" USING btree ("project_id","occurred_at");--> statement-breakpoint
CREATE INDEX "usage_events_run" ON "usage_events" USING btree ("project_id","run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "vector_indexes_name" ON "vector_indexes" USING btree ("organization_id","project_id","name");--> statement-breakpoint
CREATE INDEX "vectors_project" ON "vectors" USING btree ("organization_id","project_id");--> statement-breakpoint
CREATE INDEX "vectors_updated" ON "vectors" USING btree ("index_id","updated_at");