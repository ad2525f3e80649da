import type { ListReportRunsParams, ReportRun } from "@platform/costops";
import { eq } from "drizzle-orm";
import type { Context, PageResult } from "../../http/operation.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { reportRuns } from "../../store/schema/index.ts";
import { toReportRun } from "./to-report.ts";

/** What was run, newest first. */
export const listReportRuns = (
  { db }: Context,
  { reportId, ...page }: ListReportRunsParams,
): Promise<PageResult<ReportRun>> => {
  const where = reportId === undefined ? undefined : eq(reportRuns.reportId, reportId);
  return newestFirst(db, reportRuns, page, where, toReportRun);
};
