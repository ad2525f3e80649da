import { type Action, defineAction } from "@platform/core";
import type { Report } from "./report.ts";
import { report, reportParams } from "./schemas.ts";

/** Which report. */
export interface GetReportParams {
  /** `rpt_…` */
  reportId: string;
}

/**
 * Reads a report, with its newest run.
 *
 * @throws {NotFoundError} `report_not_found`.
 * @example
 * const { nextRunAt, lastRun } = await getReport(client, { reportId });
 */
export const getReport: Action<GetReportParams, Report> = /* @__PURE__ */ defineAction({
  name: "getReport",
  route: "GET /v1/reports/{reportId}",
  params: reportParams,
  result: report,
  scope: "costops:read",
  errors: ["report_not_found"],
});
