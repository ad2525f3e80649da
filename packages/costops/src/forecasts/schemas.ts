import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { usageFilter } from "../usage/schemas.ts";
import type { CostForecastReport, ForecastMethod, SeriesDimension } from "./cost-forecast.ts";
import type { ForecastCostsParams } from "./forecast-costs.ts";

const methods: ForecastMethod[] = ["linear", "seasonal", "smoothing", "moving_average"];
const dimensions: SeriesDimension[] = ["operation", "provider", "model", "runId", "userId"];

/** What series of costs take, as fields of a schema. @internal */
export const seriesFilter = () => ({
  ...usageFilter(),
  groupBy: v.optional(v.oneOf(dimensions)),
  timeZone: v.optional(v.text(64)),
});

export const forecastCostsParams: Wire<ForecastCostsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...seriesFilter(),
    horizonDays: v.optional(v.whole(1, 365)),
    method: v.optional(v.oneOf(["auto", ...methods])),
    confidence: v.optional(v.between(0.5, 0.99)),
  }),
);

export const costForecastReport: Wire<CostForecastReport> = /* @__PURE__ */ wire(() =>
  v.object({
    timeZone: v.string(),
    horizonDays: v.number(),
    confidence: v.number(),
    series: v.array(
      v.object({
        key: v.record(v.string(), v.nullable(v.string())),
        currency: v.string(),
        notEnoughData: v.boolean(),
        days: v.number(),
        daysNeeded: v.number(),
        unpriced: v.number(),
        method: v.nullable(v.oneOf(methods)),
        backTests: v.array(
          v.object({
            method: v.oneOf(methods),
            mae: v.decimal(),
            rmse: v.decimal(),
            wape: v.nullable(v.number()),
            overNaive: v.nullable(v.number()),
            compared: v.number(),
          }),
        ),
        points: v.array(
          v.object({ date: v.string(), expected: v.decimal(), low: v.decimal(), high: v.decimal() }),
        ),
        total: v.nullable(v.decimal()),
      }),
    ),
  }),
);
