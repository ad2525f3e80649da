import { type Action, defineAction } from "@platform/core";
import type { GroupDimension } from "../costs/cost-report.ts";
import type { UsageFilter } from "../usage/usage-filter.ts";
import type { AnalyticsMetric, AnalyticsReport } from "./analytics-report.ts";
import { analyticsReport, getAnalyticsParams } from "./schemas.ts";

/** Which events to tell of, and how. */
export interface GetAnalyticsParams extends UsageFilter {
  /** Earliest time, ISO 8601, inclusive. */
  from: string;
  /** Latest time, ISO 8601, exclusive. */
  to: string;
  /** How long a point is. Default `"day"`. Weeks begin on Monday. */
  interval?: "hour" | "day" | "week" | "month" | undefined;
  /** Where hours, days, weeks and months begin: an IANA zone. Default `"UTC"`. */
  timeZone?: string | undefined;
  /** What to tell. Default: `cost`, `requests` and `tokens`. */
  metrics?: AnalyticsMetric[] | undefined;
  /** Dimensions to break down by, up to four at once. Default: everything in one series. */
  groupBy?: GroupDimension[] | undefined;
  /** Most series a currency, 1 to 1,000; what is beyond is summed as one marked `rest`. Default 20. */
  limit?: number | undefined;
  /** `"previous"`: also against the period of equal length that ends at `from`. */
  compare?: "previous" | undefined;
  /** All projects of the organization, not only the key's own. The key needs `organization:read` too. Default `false`. */
  everyProject?: boolean | undefined;
}

/**
 * Tells what was used and spent over time: series without holes, sums and averages, and what changed. A day of 23 or
 * 25 hours is one point.
 *
 * @throws {ValidationError} `too_many_points` when series times intervals are more than 10,000.
 * @throws {PermissionError} `scope_missing` when `everyProject` is asked for without the scope `organization:read`.
 * @example
 * const { series } = await getAnalytics(client, {
 *   from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z", interval: "day", groupBy: ["model"], compare: "previous",
 * });
 */
export const getAnalytics: Action<GetAnalyticsParams, AnalyticsReport> = /* @__PURE__ */ defineAction({
  name: "getAnalytics",
  route: "GET /v1/analytics",
  params: getAnalyticsParams,
  result: analyticsReport,
  scope: "costops:read",
  errors: ["too_many_points"],
});
