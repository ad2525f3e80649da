import type { Report, UpdateReportParams } from "@platform/costops";
import { eq, sql } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { reports } from "../../store/schema/index.ts";
import { checkCron, nextDue } from "./periods/due.ts";
import { lockReport, showReport } from "./show-report.ts";

/** Changes what may change. Locked first, since when it is due next depends on what is there. */
export async function updateReport({ db }: Context, params: UpdateReportParams): Promise<Report> {
  const { reportId, ...changes } = params;
  const before = await lockReport(db, reportId);
  if (changes.cron !== undefined) checkCron(changes.cron);
  const { enabled = before.enabled, cron = before.cron } = changes;
  const nextRunAt = enabled ? nextDue({ ...before, cron }) : null;
  const [row] = await db.update(
    reports,
    { ...changes, nextRunAt, updatedAt: sql`now()` },
    eq(reports.id, reportId),
  );
  return showReport(db, row, reportId);
}
