import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { CostDimension, CostReport } from "./cost-report.ts";
import type { GetCostsParams } from "./get-costs.ts";

const dimensions: CostDimension[] = [
  "operation",
  "provider",
  "model",
  "runId",
  "userId",
  "apiKeyId",
  "hour",
  "day",
  "week",
  "month",
];

export const getCostsParams: Wire<GetCostsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    groupBy: v.optional(v.listOf(v.oneOf(dimensions), 4, "dimensions", 0)),
    operation: v.optional(v.text(64)),
    provider: v.optional(v.text(64)),
    model: v.optional(v.text(255)),
    runId: v.optional(v.text(128)),
    userId: v.optional(v.text(255)),
    from: v.optional(v.timestamp()),
    to: v.optional(v.timestamp()),
    timeZone: v.optional(v.text(64)),
  }),
);

const sum = () => ({
  currency: v.string(),
  cost: v.decimal(),
  count: v.number(),
  unpriced: v.number(),
  durationMs: v.number(),
});

export const costReport: Wire<CostReport> = /* @__PURE__ */ wire(() =>
  v.object({
    totals: v.array(v.object(sum())),
    groups: v.array(v.object({ ...sum(), key: v.record(v.string(), v.nullable(v.string())) })),
  }),
);
