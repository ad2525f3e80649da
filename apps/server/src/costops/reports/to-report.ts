import type { Report, ReportRun } from "@platform/costops";
import type { reportRuns, reports } from "../../store/schema/index.ts";
import type { Row } from "../../store/tenant-types.ts";

export type ReportRow = Row<typeof reports>;
export type RunRow = Row<typeof reportRuns>;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A report as the contract shows it. */
export function toReport(row: ReportRow, lastRun: RunRow | undefined): Report {
  const { id, name, source, params, cron, timeZone, period, enabled, keepDays } = row;
  const { format, compress = false, protectFormulas = true } = row.options;
  return {
    ...{ id, name, source, params, format, compress, protectFormulas },
    ...{ cron, timeZone, period, enabled, keepDays },
    nextRunAt: iso(row.nextRunAt),
    lastRun: lastRun ? toReportRun(lastRun) : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A run as the contract shows it. */
export function toReportRun(row: RunRow): ReportRun {
  const { id, reportId, trigger, status, attempt, rows, bytes, sha256, fileName, error } = row;
  const { startedAt, endedAt } = row;
  return {
    ...{ id, reportId, trigger, status },
    from: row.periodFrom.toISOString(),
    to: row.periodTo.toISOString(),
    dueAt: row.dueAt.toISOString(),
    ...{ attempt, rows, bytes, sha256, fileName, error },
    fileExpiresAt: iso(row.fileExpiresAt),
    startedAt: iso(startedAt),
    endedAt: iso(endedAt),
    durationMs: startedAt && endedAt ? endedAt.getTime() - startedAt.getTime() : null,
  };
}
