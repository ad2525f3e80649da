import type { ExportOptions, ReportParams, ReportPeriod, ReportRun } from "@platform/costops";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { bytes, createdAt, moment, owner } from "./columns.ts";

/** Exports that are made by themselves. */
export const reports = pgTable(
  "reports",
  {
    id: text("id").primaryKey(),
    ...owner(),
    name: text("name").notNull(),
    source: text("source").$type<"usage" | "costs">().notNull(),
    params: jsonb("params").$type<ReportParams>().notNull(),
    options: jsonb("options").$type<ExportOptions>().notNull(),
    cron: text("cron").notNull(),
    timeZone: text("time_zone").notNull(),
    period: text("period").$type<ReportPeriod>().notNull(),
    enabled: boolean("enabled").notNull().default(true),
    keepDays: integer("keep_days").notNull(),
    /** The end of the last period that has a run by the schedule: where the next one begins. */
    coveredTo: moment("covered_to").notNull(),
    /** When the next period is due; null while paused. */
    nextRunAt: moment("next_run_at"),
    /** The key it was made with, and what that could do: its runs are charged to the one, and may do the other. */
    apiKeyId: text("api_key_id").notNull(),
    scopes: text("scopes").array().notNull(),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [
    index("reports_project").on(table.organizationId, table.projectId, table.id),
    index("reports_due").on(table.nextRunAt),
  ],
);

export const reportRuns = pgTable(
  "report_runs",
  {
    id: text("id").primaryKey(),
    ...owner(),
    reportId: text("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "cascade" }),
    trigger: text("trigger").$type<ReportRun["trigger"]>().notNull(),
    status: text("status").$type<ReportRun["status"]>().notNull().default("pending"),
    periodFrom: moment("period_from").notNull(),
    periodTo: moment("period_to").notNull(),
    dueAt: moment("due_at").notNull(),
    attempt: integer("attempt").notNull().default(0),
    /** When it may be begun, or taken over from a server that is gone; null once it has ended. */
    nextAttemptAt: moment("next_attempt_at").defaultNow(),
    /** Who makes it, anew for each try: a server that lost its lease can write nothing. Names the file too. */
    lease: text("lease"),
    fileId: text("file_id"),
    fileName: text("file_name"),
    contentType: text("content_type"),
    fileExpiresAt: moment("file_expires_at"),
    rows: bigint("rows", { mode: "number" }),
    bytes: bigint("bytes", { mode: "number" }),
    sha256: text("sha256"),
    error: jsonb("error").$type<NonNullable<ReportRun["error"]>>(),
    startedAt: moment("started_at"),
    endedAt: moment("ended_at"),
  },
  (table) => [
    uniqueIndex("report_runs_once")
      .on(table.reportId, table.periodFrom)
      .where(sql`${table.trigger} = 'schedule'`),
    index("report_runs_project").on(table.organizationId, table.projectId, table.id),
    index("report_runs_report").on(table.reportId, table.id),
    index("report_runs_due").on(table.nextAttemptAt),
  ],
);

/** Files in pieces, in the database since that is what all servers share. */
export const reportFileParts = pgTable(
  "report_file_parts",
  {
    ...owner(),
    runId: text("run_id")
      .notNull()
      .references(() => reportRuns.id, { onDelete: "cascade" }),
    /** The lease of the try that wrote it. */
    fileId: text("file_id").notNull(),
    /** From 0, without gaps. */
    seq: integer("seq").notNull(),
    bytes: bytes("bytes").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.fileId, table.seq] }),
    index("report_file_parts_run").on(table.runId),
  ],
);
