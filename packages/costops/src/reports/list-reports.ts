import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { Report } from "./report.ts";
import { listReportsParams, report } from "./schemas.ts";

/** How many at a time. */
export interface ListReportsParams extends ListParams {}

/**
 * Lists the project's reports, newest first.
 *
 * @example
 * for await (const { name, nextRunAt } of listReports(client)) console.log(name, nextRunAt);
 */
export const listReports: ListAction<ListReportsParams, Report> = /* @__PURE__ */ defineList({
  name: "listReports",
  route: "GET /v1/reports",
  params: listReportsParams,
  item: report,
  scope: "costops:read",
});
