import { type Action, defineAction } from "@platform/core";
import type { UsageFilter } from "../usage/usage-filter.ts";
import type { CostForecastReport, ForecastMethod, SeriesDimension } from "./cost-forecast.ts";
import { costForecastReport, forecastCostsParams } from "./schemas.ts";

/** What to forecast, from which days. `from` and `to` say which: only days that lie wholly between count. */
export interface ForecastCostsParams extends UsageFilter {
  /** Days to forecast, 1 to 365. Default 30. */
  horizonDays?: number | undefined;
  /** `"auto"` takes the one with the least mean absolute error in the back-test. Default `"auto"`. */
  method?: ForecastMethod | "auto" | undefined;
  /** How sure the interval is to hold a day, 0.5 to 0.99. Default 0.9. */
  confidence?: number | undefined;
  /** A series of its own for each value. Default: one series a currency. */
  groupBy?: SeriesDimension | undefined;
  /** Where days begin: an IANA zone. Default `"UTC"`. */
  timeZone?: string | undefined;
}

/**
 * Estimates what the coming days will cost from the days before: by default the last 180, up to yesterday. Today is
 * not over and never counts. Too few days are said to be too few; nothing is made up from them.
 *
 * @throws {ValidationError} `invalid_params` for an unknown time zone, or a `from` that is not before `to`.
 * @example
 * const { series } = await forecastCosts(client, { groupBy: "model" });
 * for (const { key, total, currency } of series) console.log(key["model"], total, currency);
 */
export const forecastCosts: Action<ForecastCostsParams, CostForecastReport> = /* @__PURE__ */ defineAction({
  name: "forecastCosts",
  route: "GET /v1/costs/forecast",
  params: forecastCostsParams,
  result: costForecastReport,
  scope: "costops:read",
});
