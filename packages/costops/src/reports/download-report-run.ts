import { defineDownload, type DownloadAction } from "@platform/core";
import type { GetReportRunParams } from "./get-report-run.ts";
import { reportRunParams } from "./schemas.ts";

/** Which run. */
export interface DownloadReportRunParams extends GetReportRunParams {}

/**
 * Gets the file of a run. Where the report is of every project, the key needs the scope that it took to make it.
 *
 * @throws {NotFoundError} `report_run_not_found`.
 * @throws {ConflictError} `report_run_not_completed`: it is not there yet, or failed.
 * @throws {ApiError} `report_file_gone` (410) when it was kept for its days.
 * @throws {PermissionError} `scope_missing`.
 * @throws {StreamError} `stream_broken` when the file went away meanwhile.
 * @example
 * const file = await downloadReportRun(client, { reportRunId });
 * for await (const bytes of file.stream) await disk.write(bytes);
 */
export const downloadReportRun: DownloadAction<DownloadReportRunParams> = /* @__PURE__ */ defineDownload({
  name: "downloadReportRun",
  route: "GET /v1/report-runs/{reportRunId}/file",
  params: reportRunParams,
  scope: "costops:read",
  errors: ["report_run_not_found", "report_run_not_completed", "report_file_gone"],
});
