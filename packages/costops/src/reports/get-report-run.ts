import { type Action, defineAction } from "@platform/core";
import type { ReportRun } from "./report-run.ts";
import { reportRun, reportRunParams } from "./schemas.ts";

/** Which run. */
export interface GetReportRunParams {
  /** `rrn_…` */
  reportRunId: string;
}

/**
 * Reads a run: how far it is, what its file holds, or why it failed.
 *
 * @throws {NotFoundError} `report_run_not_found`.
 * @example
 * const { status, rows } = await getReportRun(client, { reportRunId });
 */
export const getReportRun: Action<GetReportRunParams, ReportRun> = /* @__PURE__ */ defineAction({
  name: "getReportRun",
  route: "GET /v1/report-runs/{reportRunId}",
  params: reportRunParams,
  result: reportRun,
  scope: "costops:read",
  errors: ["report_run_not_found"],
});
