import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { ReportRun } from "./report-run.ts";
import { listReportRunsParams, reportRun } from "./schemas.ts";

/** Whose runs, and how many at a time. */
export interface ListReportRunsParams extends ListParams {
  /** `rpt_…`. Default: all reports of the project. */
  reportId?: string | undefined;
}

/**
 * Lists runs, newest first. They stay in the list when their files are gone.
 *
 * @example
 * for await (const { from, rows } of listReportRuns(client, { reportId })) console.log(from, rows);
 */
export const listReportRuns: ListAction<ListReportRunsParams, ReportRun> = /* @__PURE__ */ defineList({
  name: "listReportRuns",
  route: "GET /v1/report-runs",
  params: listReportRunsParams,
  item: reportRun,
  scope: "costops:read",
});
