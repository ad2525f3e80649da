import { defineDownload, type DownloadAction } from "@platform/core";
import type { UsageFilter } from "../usage/usage-filter.ts";
import type { ExportOptions } from "./export-options.ts";
import { exportUsageParams } from "./schemas.ts";

/** Which events to export, and how. */
export interface ExportUsageParams extends UsageFilter, ExportOptions {
  /**
   * `"platform"`: one row an event, with the fields of `UsageRecord`. `"focus"`: one row for each unit of an event,
   * with columns of the FinOps Foundation's FOCUS specification 1.2, for finance tools. Default `"platform"`.
   */
  columns?: "platform" | "focus" | undefined;
  /** FOCUS rows must have a cost. `true` leaves events without a known price out; else they are refused. Default `false`. */
  skipUnpriced?: boolean | undefined;
}

/**
 * Writes the ledger into a file, oldest event first, however many there are. All of it is read at one moment: what
 * is recorded meanwhile is not in it. A file that could not be finished ends in an error, never as a shorter file.
 *
 * @throws {ConflictError} `unpriced_usage` when FOCUS rows are asked for and a price is unknown.
 * @throws {ServerError} `too_many_exports` (503) when four run on the server already.
 * @throws {StreamError} `stream_broken` when the file could not be finished.
 * @example
 * const file = await exportUsage(client, { format: "csv", from: "2026-11-01T00:00:00Z" });
 * for await (const bytes of file.stream) await disk.write(bytes);
 */
export const exportUsage: DownloadAction<ExportUsageParams> = /* @__PURE__ */ defineDownload({
  name: "exportUsage",
  route: "GET /v1/usage/export",
  params: exportUsageParams,
  scope: "costops:read",
  errors: ["unpriced_usage", "too_many_exports"],
});
