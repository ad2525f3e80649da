import {
  bigint,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { createdAt, moment, owner } from "./columns.ts";

const statuses = ["created", "pending", "running", "completed", "failed", "stopped"] as const;

/** What went wrong, as shown to whoever started the task. */
export interface TaskFailure {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

export const tasks = pgTable(
  "tasks",
  {
    id: text("id").primaryKey(),
    ...owner(),
    /** The block that runs, as `package::name`. */
    block: text("block").notNull(),
    status: text("status", { enum: statuses }).notNull(),
    inputs: jsonb("inputs").$type<Record<string, unknown>>().notNull(),
    result: jsonb("result").$type<unknown>(),
    error: jsonb("error").$type<TaskFailure>(),
    /** From 0 to 100. */
    progress: doublePrecision("progress").notNull().default(0),
    runId: text("run_id").notNull(),
    /** The key it was made with; what it does is charged to it. */
    apiKeyId: text("api_key_id").notNull(),
    /** How many times it was begun. */
    attempt: integer("attempt").notNull().default(0),
    maxAttempts: integer("max_attempts").notNull().default(1),
    timeoutMs: integer("timeout_ms").notNull(),
    scheduledAt: moment("scheduled_at"),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
    startedAt: moment("started_at"),
    endedAt: moment("ended_at"),
    stopRequestedAt: moment("stop_requested_at"),
  },
  (table) => [
    index("tasks_project").on(table.organizationId, table.projectId, table.id),
    index("tasks_status").on(table.status, table.scheduledAt),
    index("tasks_run").on(table.projectId, table.runId),
  ],
);

export const taskAttempts = pgTable(
  "task_attempts",
  {
    ...owner(),
    taskId: text("task_id")
      .notNull()
      .references(() => tasks.id, { onDelete: "cascade" }),
    /** From 1; also the lease number that effects are keyed by. */
    attempt: integer("attempt").notNull(),
    status: text("status", { enum: ["running", "completed", "failed", "stopped", "lost"] }).notNull(),
    worker: text("worker").notNull(),
    leaseExpiresAt: moment("lease_expires_at").notNull(),
    error: jsonb("error").$type<TaskFailure>(),
    startedAt: moment("started_at").notNull().defaultNow(),
    endedAt: moment("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.taskId, table.attempt] }),
    index("task_attempts_lease").on(table.status, table.leaseExpiresAt),
  ],
);

/** What happened to a task, in order; a stream resumes after any `seq`. */
export const taskEvents = pgTable(
  "task_events",
  {
    ...owner(),
    taskId: text("task_id")
      .notNull()
      .references(() => tasks.id, { onDelete: "cascade" }),
    /** From 1, without gaps, per task. */
    seq: bigint("seq", { mode: "number" }).notNull(),
    type: text("type").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.seq] })],
);
