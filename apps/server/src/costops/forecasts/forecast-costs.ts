import { setImmediate } from "node:timers/promises";
import type { CostForecast, CostForecastReport, ForecastCostsParams } from "@platform/costops";
import { DateTime } from "luxon";
import type { Context } from "../../http/operation.ts";
import { ofProject } from "../../http/reach/of-project.ts";
import { checkZone } from "../costs/check-zone.ts";
import { type CostSeries, costSeries } from "../series/cost-series.ts";
import { fromFloat, toFloat } from "../series/estimate.ts";
import { wholeIntervals } from "../series/whole-intervals.ts";
import { forecastSeries, needed, type SeriesForecast } from "./forecast-series.ts";

const defaultDays = 180;

/** Continues each series of daily costs. */
export async function forecastCosts(
  context: Context,
  params: ForecastCostsParams,
): Promise<CostForecastReport> {
  const {
    horizonDays = 30,
    method = "auto",
    confidence = 0.9,
    groupBy,
    timeZone = "UTC",
    ...filter
  } = params;
  checkZone(timeZone);
  const db = await ofProject(context, filter.projectId, "organization:read");
  const interval = "day";
  const days = wholeIntervals(filter, { interval, timeZone, defaultDays });
  const found = await costSeries(db, days, { filter, interval, timeZone, groupBy });
  const end = DateTime.fromMillis(days.end, { zone: timeZone });
  const dates = Array.from({ length: horizonDays }, (_, day) => end.plus({ days: day }).toISODate() ?? "");
  const series: CostForecast[] = [];
  for (const each of found) {
    const values = each.points.map(({ cost }) => toFloat(cost));
    const forecast = forecastSeries(values, { method, horizon: horizonDays, confidence });
    series.push(toForecast(each, needed(method), dates, forecast));
    // Trying every method takes milliseconds; other requests go in between.
    await setImmediate(undefined, { signal: context.signal });
  }
  return { timeZone, horizonDays, confidence, series };
}

function toForecast(
  { key, currency, points, unpriced }: CostSeries,
  daysNeeded: number,
  dates: readonly string[],
  forecast: SeriesForecast | undefined,
): CostForecast {
  const known = { key, currency, days: points.length, daysNeeded, unpriced };
  if (forecast === undefined)
    return { ...known, notEnoughData: true, method: null, backTests: [], points: [], total: null };
  return {
    ...known,
    notEnoughData: false,
    method: forecast.method,
    backTests: forecast.tried.map(({ method, errors: { mae, rmse, ...rest } }) => ({
      method,
      mae: fromFloat(mae),
      rmse: fromFloat(rmse),
      ...rest,
    })),
    points: forecast.points.map(({ expected, low, high }, day) => ({
      date: dates[day] ?? "",
      expected: fromFloat(expected),
      low: fromFloat(low),
      high: fromFloat(high),
    })),
    total: fromFloat(forecast.points.reduce((sum, { expected }) => sum + expected, 0)),
  };
}
