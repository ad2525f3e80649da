import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { dimension, groupKey } from "../costs/schemas.ts";
import { usageFilter } from "../usage/schemas.ts";
import type { AnalyticsMetric, AnalyticsReport } from "./analytics-report.ts";
import type { GetAnalyticsParams } from "./get-analytics.ts";

const metrics: AnalyticsMetric[] = [
  "cost",
  "requests",
  "unpriced",
  "tokens",
  "durationMs",
  "tasks",
  "costPerRequest",
  "tokensPerRequest",
  "costPer1000Tokens",
  "costPerTask",
];

export const getAnalyticsParams: Wire<GetAnalyticsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...usageFilter(),
    from: v.timestamp(),
    to: v.timestamp(),
    interval: v.optional(v.oneOf(["hour", "day", "week", "month"])),
    timeZone: v.optional(v.text(64)),
    metrics: v.optional(v.listOf(v.oneOf(metrics), 10, "metrics")),
    groupBy: v.optional(v.listOf(dimension(), 4, "dimensions", 0)),
    limit: v.optional(v.whole(1, 1_000)),
    compare: v.optional(v.oneOf(["previous"])),
    everyProject: v.optional(v.boolean()),
  }),
);

const values = () =>
  v.record(v.string(), v.nullable(v.decimal())) as v.GenericSchema<AnalyticsReport["summary"][0]["values"]>;

const change = () =>
  v.object({
    previous: v.nullable(v.decimal()),
    absolute: v.nullable(v.decimal()),
    percent: v.nullable(v.decimal()),
  });

const sum = () => ({
  currency: v.string(),
  values: values(),
  changes: v.nullable(v.record(v.string(), change())),
});

export const analyticsReport: Wire<AnalyticsReport> = /* @__PURE__ */ wire(() =>
  v.object({
    summary: v.array(v.object(sum())),
    series: v.array(
      v.object({
        ...sum(),
        key: groupKey(),
        rest: v.boolean(),
        points: v.array(v.object({ start: v.timestamp(), values: values() })),
      }),
    ),
    topMovers: v.array(
      v.object({ key: groupKey(), currency: v.string(), cost: v.decimal(), change: change() }),
    ),
  }),
);
