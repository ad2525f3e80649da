import { type Wire, wire } from "@platform/core";
import { decimal, listOf, oneOf, text, timestamp } from "@platform/core/wire";
import * as v from "valibot";
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
    groupBy: v.optional(listOf(oneOf(dimensions), 4, "dimensions", 0)),
    operation: v.optional(text(64)),
    provider: v.optional(text(64)),
    model: v.optional(text(255)),
    runId: v.optional(text(128)),
    userId: v.optional(text(255)),
    from: v.optional(timestamp()),
    to: v.optional(timestamp()),
    timeZone: v.optional(text(64)),
  }),
);

const sum = () => ({
  currency: v.string(),
  cost: decimal(),
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
