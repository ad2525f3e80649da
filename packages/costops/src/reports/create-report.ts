import { type Action, defineAction } from "@platform/core";
import type { ExportOptions } from "../exports/export-options.ts";
import type { Report, ReportParams, ReportPeriod } from "./report.ts";
import { createReportParams, report } from "./schemas.ts";

/** What to report, and when. */
export interface CreateReportParams extends ExportOptions {
  name: string;
  /** `"usage"`: what `exportUsage` writes; `"costs"`: what `exportCosts` writes. */
  source: "usage" | "costs";
  /** Filters and the like of that export. Default: everything in the project. */
  params?: ReportParams | undefined;
  /**
   * When it is due, five fields: minute, hour, day of the month, month, day of the week. `"0 6 * * *"` is every day at
   * six. A time that the clock skips comes as much later; one that comes twice counts once, unless the hour is `*`.
   */
  cron: string;
  /** IANA zone of `cron` and of where periods begin. Default `"UTC"`. */
  timeZone?: string | undefined;
  /** What one run covers. Each period is reported once, the first being the one in which the report is made. */
  period: ReportPeriod;
  /** Days for which the file of a run is kept, 1 to 365. Default 30. */
  keepDays?: number | undefined;
}

/**
 * Has a file made of each period that is over, at the first due time after its end. Webhooks are told by the events
 * `report.ready` and `report.failed`. Periods that ended while no server ran, or while the report was paused, are made
 * up for, one run each.
 *
 * @throws {PermissionError} `scope_not_held` when the key cannot read costs: a report reads what its maker may;
 * `scope_missing` for `everyProject` without the scope that `exportCosts` needs for it.
 * @throws {ValidationError} `invalid_params` for a `cron` that is none or never comes, an unknown time zone, or a
 * parameter of the other source.
 * @example
 * await createReport(client, {
 *   ...{ name: "daily costs", source: "costs", params: { groupBy: ["model"] }, format: "csv" },
 *   ...{ cron: "0 6 * * *", timeZone: "Europe/Berlin", period: "previous_day" },
 * });
 */
export const createReport: Action<CreateReportParams, Report> = /* @__PURE__ */ defineAction({
  name: "createReport",
  route: "POST /v1/reports",
  params: createReportParams,
  result: report,
  scope: "costops:write",
  errors: ["scope_not_held"],
});
