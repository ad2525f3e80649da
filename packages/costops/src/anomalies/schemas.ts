import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { seriesFilter } from "../forecasts/schemas.ts";
import { usageFilter } from "../usage/schemas.ts";
import type { AnomalyMethod, AnomalyReport } from "./anomaly-report.ts";
import type { FindAnomaliesParams } from "./find-anomalies.ts";

const methods: AnomalyMethod[] = ["zscore", "modified_zscore", "iqr", "seasonal"];

export const findAnomaliesParams: Wire<FindAnomaliesParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...seriesFilter(),
    interval: v.optional(v.oneOf(["hour", "day"])),
    method: v.optional(v.oneOf(["auto", ...methods])),
    sensitivity: v.optional(v.oneOf(["low", "medium", "high"])),
  }),
);

const contributor = () => ({
  provider: v.string(),
  model: v.string(),
  operation: v.string(),
  apiKeyId: v.nullable(v.string()),
  cost: v.decimal(),
  count: v.number(),
});

const anomaly = () => ({
  from: v.timestamp(),
  to: v.timestamp(),
  direction: v.oneOf(["above", "below"]),
  actual: v.decimal(),
  expected: v.decimal(),
  score: v.number(),
  severity: v.oneOf(["low", "medium", "high", "critical"]),
  contributors: v.array(v.object(contributor())),
  filter: v.object(usageFilter()),
});

export const anomalyReport: Wire<AnomalyReport> = /* @__PURE__ */ wire(() =>
  v.object({
    interval: v.oneOf(["hour", "day"]),
    timeZone: v.string(),
    series: v.array(
      v.object({
        key: v.record(v.string(), v.nullable(v.string())),
        currency: v.string(),
        notEnoughData: v.boolean(),
        points: v.number(),
        pointsNeeded: v.number(),
        unpriced: v.number(),
        method: v.nullable(v.oneOf(methods)),
        threshold: v.nullable(v.number()),
        anomalies: v.array(v.object(anomaly())),
      }),
    ),
  }),
);
