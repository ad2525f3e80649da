import { type Action, defineAction } from "@platform/core";
import type { GetReportParams } from "./get-report.ts";
import type { ReportRun } from "./report-run.ts";
import { reportRun, runReportParams } from "./schemas.ts";

/** Which report, of which period. */
export interface RunReportParams extends GetReportParams {
  /** The last whole period before this time, ISO 8601, is reported. Default: now. */
  at?: string | undefined;
}

/**
 * Has a report made now, also of a period that was reported already: the new file has the rows that were recorded
 * since. The schedule goes on as if nothing had been asked for.
 *
 * @throws {NotFoundError} `report_not_found`.
 * @throws {ValidationError} `invalid_params` when `at` lies in the future.
 * @example
 * const { id: reportRunId } = await runReport(client, { reportId, at: "2026-11-01T12:00:00Z" });
 */
export const runReport: Action<RunReportParams, ReportRun> = /* @__PURE__ */ defineAction({
  name: "runReport",
  route: "POST /v1/reports/{reportId}/run",
  params: runReportParams,
  result: reportRun,
  scope: "costops:write",
  errors: ["report_not_found"],
});
