import { defineDownload, type DownloadAction } from "@platform/core";
import type { GetCostsParams } from "../costs/get-costs.ts";
import type { ExportOptions } from "./export-options.ts";
import { exportCostsParams } from "./schemas.ts";

/** Which sums to export, and how. */
export interface ExportCostsParams extends GetCostsParams, ExportOptions {}

/**
 * Writes the sums of `getCosts` into a file: a column for each dimension of `groupBy`, then `currency`, `cost`,
 * `count`, `unpriced`, `durationMs`, `tokens` and `units`; one row a group and currency, dearest first. Without
 * `groupBy` one row a currency. The server holds the sums, not the events, in memory.
 *
 * @throws {ValidationError} `invalid_params` for an unknown time zone.
 * @throws {StreamError} `stream_broken` when the file could not be finished.
 * @example
 * const file = await exportCosts(client, { format: "csv", groupBy: ["month", "model"] });
 * console.log(await file.text());
 */
export const exportCosts: DownloadAction<ExportCostsParams> = /* @__PURE__ */ defineDownload({
  name: "exportCosts",
  route: "GET /v1/costs/export",
  params: exportCostsParams,
  scope: "costops:read",
});
