import { type Action, defineAction } from "@platform/core";
import type { GetReportParams } from "./get-report.ts";
import { deletedReport, reportParams } from "./schemas.ts";

/** Which report. */
export interface DeleteReportParams extends GetReportParams {}

/** The report that is gone. */
export interface DeletedReport {
  id: string;
}

/**
 * Takes a report away with its runs and their files. A run that is being made ends and tells nobody.
 *
 * @throws {NotFoundError} `report_not_found`.
 * @example
 * await deleteReport(client, { reportId });
 */
export const deleteReport: Action<DeleteReportParams, DeletedReport> = /* @__PURE__ */ defineAction({
  name: "deleteReport",
  route: "DELETE /v1/reports/{reportId}",
  params: reportParams,
  result: deletedReport,
  scope: "costops:write",
  errors: ["report_not_found"],
});
