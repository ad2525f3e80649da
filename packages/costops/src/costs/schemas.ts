import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { usageFilter } from "../usage/schemas.ts";
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

/** What sums take, as fields of a schema. @internal */
export const costsFilter = () => ({
  groupBy: v.optional(v.listOf(v.oneOf(dimensions), 4, "dimensions", 0)),
  ...usageFilter(),
  timeZone: v.optional(v.text(64)),
});

export const getCostsParams: Wire<GetCostsParams> = /* @__PURE__ */ wire(() => v.strictObject(costsFilter()));

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
