import { type Action, defineAction } from "@platform/core";
import type { Report } from "./report.ts";
import { report, updateReportParams } from "./schemas.ts";

/** What to change; what is left out stays. What it covers and how it is written stays for good: make another report. */
export interface UpdateReportParams {
  /** `rpt_…` */
  reportId: string;
  name?: string | undefined;
  /** Five fields, in the report's time zone. */
  cron?: string | undefined;
  /** `false` pauses it; a run that has begun goes on. Periods that end meanwhile are made up for afterwards. */
  enabled?: boolean | undefined;
  /** Of files made from now on, 1 to 365. */
  keepDays?: number | undefined;
}

/**
 * Changes a report, or pauses it.
 *
 * @throws {NotFoundError} `report_not_found`.
 * @throws {ValidationError} `invalid_params` for a `cron` that is none or never comes.
 * @example
 * await updateReport(client, { reportId, enabled: false });
 */
export const updateReport: Action<UpdateReportParams, Report> = /* @__PURE__ */ defineAction({
  name: "updateReport",
  route: "PATCH /v1/reports/{reportId}",
  params: updateReportParams,
  result: report,
  scope: "costops:write",
  errors: ["report_not_found"],
});
