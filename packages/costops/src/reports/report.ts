import type { ExportCostsParams } from "../exports/export-costs.ts";
import type { ExportOptions } from "../exports/export-options.ts";
import type { ExportUsageParams } from "../exports/export-usage.ts";
import type { ReportRun } from "./report-run.ts";

/**
 * What the export takes besides its span of time and how it is written: filters, and `columns` and `skipUnpriced` of
 * usage, or `groupBy`, `limit` and `everyProject` of costs.
 */
export interface ReportParams extends Omit<
  ExportUsageParams & ExportCostsParams,
  "from" | "to" | "timeZone" | "projectId" | keyof ExportOptions
> {}

/** What one run covers: the last whole day, ISO week (from Monday) or month. */
export type ReportPeriod = "previous_day" | "previous_week" | "previous_month";

/** An export that is made by itself, time and again. */
export interface Report {
  /** `rpt_…` */
  id: string;
  name: string;
  /** `"usage"`: what `exportUsage` writes; `"costs"`: what `exportCosts` writes. */
  source: "usage" | "costs";
  params: ReportParams;
  format: ExportOptions["format"];
  /** Whether the file is packed by gzip. */
  compress: boolean;
  protectFormulas: boolean;
  /** When it is due: minute, hour, day of the month, month, day of the week. */
  cron: string;
  /** IANA zone of `cron` and of where periods begin. */
  timeZone: string;
  period: ReportPeriod;
  /** `false`: paused. */
  enabled: boolean;
  /** Days for which the file of a run is kept. */
  keepDays: number;
  /** When the next period that is not reported yet is due; in the past while runs are caught up. `null`: paused. */
  nextRunAt: string | null;
  /** The newest run; `null` before the first. */
  lastRun: ReportRun | null;
  createdAt: string;
  updatedAt: string;
}
