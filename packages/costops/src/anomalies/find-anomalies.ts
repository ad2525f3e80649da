import { type Action, defineAction } from "@platform/core";
import type { SeriesDimension } from "../forecasts/cost-forecast.ts";
import type { UsageFilter } from "../usage/usage-filter.ts";
import type { AnomalyMethod, AnomalyReport } from "./anomaly-report.ts";
import { anomalyReport, findAnomaliesParams } from "./schemas.ts";

/** Where to look, and how closely. Only hours or days that lie wholly between `from` and `to` count. */
export interface FindAnomaliesParams extends UsageFilter {
  /** How long a point is. Hours are UTC's. Default `"day"`. */
  interval?: "hour" | "day" | undefined;
  /**
   * `"zscore"`: distance from the mean in standard deviations, unusual from 3 on. `"modified_zscore"`: from the
   * median, by the median deviation, from 3.5. `"iqr"`: beyond the quartiles, from 1.5 times their distance.
   * `"seasonal"`: the modified score of the distance from the median of the same weekday or hour. `"auto"`:
   * `"seasonal"` from four cycles on (28 days, 96 hours), else `"modified_zscore"`. Default `"auto"`.
   */
  method?: AnomalyMethod | "auto" | undefined;
  /** `"high"` takes three quarters of the threshold, `"low"` one and a half times it. Default `"medium"`. */
  sensitivity?: "low" | "medium" | "high" | undefined;
  /** A series of its own for each value. Default: one series a currency. */
  groupBy?: SeriesDimension | undefined;
  /** Where days begin: an IANA zone. Default `"UTC"`. */
  timeZone?: string | undefined;
}

/**
 * Finds hours or days whose cost was unusual, with who had part in it. By default it looks through the last 90 days
 * or 14 days of hours; the one that is not over does not count. At least 10 points are needed, else it says so.
 *
 * @throws {ValidationError} `invalid_params` for an unknown time zone, a `from` that is not before `to`, or more than
 * 10,000 points.
 * @example
 * const { series } = await findAnomalies(client, { groupBy: "model" });
 * for (const { anomalies } of series)
 *   for (const { from, severity, actual, expected } of anomalies) console.log(from, severity, actual, expected);
 */
export const findAnomalies: Action<FindAnomaliesParams, AnomalyReport> = /* @__PURE__ */ defineAction({
  name: "findAnomalies",
  route: "GET /v1/costs/anomalies",
  params: findAnomaliesParams,
  result: anomalyReport,
  scope: "costops:read",
});
