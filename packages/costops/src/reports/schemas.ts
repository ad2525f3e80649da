import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { grouping } from "../costs/schemas.ts";
import { exportOptions, usageColumns } from "../exports/schemas.ts";
import { eventFilter } from "../usage/schemas.ts";
import type { CreateReportParams } from "./create-report.ts";
import type { DeletedReport } from "./delete-report.ts";
import type { GetReportRunParams } from "./get-report-run.ts";
import type { GetReportParams } from "./get-report.ts";
import type { ListReportRunsParams } from "./list-report-runs.ts";
import type { ListReportsParams } from "./list-reports.ts";
import type { ReportRun } from "./report-run.ts";
import type { Report } from "./report.ts";
import type { RunReportParams } from "./run-report.ts";
import type { UpdateReportParams } from "./update-report.ts";

const source = () => v.oneOf(["usage", "costs"]);
const period = () => v.oneOf(["previous_day", "previous_week", "previous_month"]);
const params = () => v.strictObject({ ...eventFilter(), ...grouping(), ...usageColumns() });
const keepDays = () => v.optional(v.whole(1, 365));
const which = () => ({ reportId: v.text(64) });

export const createReportParams: Wire<CreateReportParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    name: v.text(255),
    source: source(),
    params: v.optional(params()),
    ...exportOptions(),
    cron: v.text(100),
    timeZone: v.optional(v.text(64)),
    period: period(),
    keepDays: keepDays(),
  }),
);

export const updateReportParams: Wire<UpdateReportParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...which(),
    name: v.optional(v.text(255)),
    cron: v.optional(v.text(100)),
    enabled: v.optional(v.boolean()),
    keepDays: keepDays(),
  }),
);

export const reportParams: Wire<GetReportParams> = /* @__PURE__ */ wire(() => v.strictObject(which()));

export const runReportParams: Wire<RunReportParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...which(), at: v.optional(v.timestamp()) }),
);

export const listReportsParams: Wire<ListReportsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject(v.pageParams()),
);

export const listReportRunsParams: Wire<ListReportRunsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...v.pageParams(), reportId: v.optional(v.text(64)) }),
);

export const reportRunParams: Wire<GetReportRunParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ reportRunId: v.text(64) }),
);

export const reportRun: Wire<ReportRun> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    reportId: v.string(),
    trigger: v.oneOf(["schedule", "manual"]),
    status: v.oneOf(["pending", "running", "completed", "failed"]),
    from: v.timestamp(),
    to: v.timestamp(),
    dueAt: v.timestamp(),
    attempt: v.number(),
    rows: v.nullable(v.number()),
    bytes: v.nullable(v.number()),
    sha256: v.nullable(v.string()),
    fileName: v.nullable(v.string()),
    fileExpiresAt: v.nullable(v.timestamp()),
    error: v.nullable(v.object({ code: v.string(), message: v.string() })),
    startedAt: v.nullable(v.timestamp()),
    endedAt: v.nullable(v.timestamp()),
    durationMs: v.nullable(v.number()),
  }),
);

export const report: Wire<Report> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    name: v.string(),
    source: source(),
    params: params(),
    format: exportOptions().format,
    compress: v.boolean(),
    protectFormulas: v.boolean(),
    cron: v.string(),
    timeZone: v.string(),
    period: period(),
    enabled: v.boolean(),
    keepDays: v.number(),
    nextRunAt: v.nullable(v.timestamp()),
    lastRun: v.nullable(reportRun() as v.GenericSchema<ReportRun>),
    createdAt: v.timestamp(),
    updatedAt: v.timestamp(),
  }),
);

export const deletedReport: Wire<DeletedReport> = /* @__PURE__ */ wire(() => v.object({ id: v.string() }));
