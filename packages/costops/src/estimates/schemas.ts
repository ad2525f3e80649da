import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { priceFields } from "../prices/schemas.ts";
import type { CompareCostsParams, CostComparison } from "./compare-costs.ts";
import type { CostEstimate } from "./cost-estimate.ts";
import type { EstimateCostParams, OperationEstimate } from "./estimate-cost.ts";
import type { EstimateSandboxCostParams } from "./estimate-sandbox-cost.ts";
import type { EstimateTemplateCostParams, TemplateCostEstimate } from "./estimate-template-cost.ts";
import type { ListRatesParams, Rates } from "./list-rates.ts";

const configuration = () => ({
  size: v.optional(v.oneOf(["small", "medium", "large", "xlarge"])),
  storageGb: v.optional(v.between(0, 1_000_000)),
  gpu: v.optional(v.oneOf(["none"])),
});

/** A leap year has so many. */
const hours = () => v.optional(v.between(0, 8_784));

export const estimateTemplateCostParams: Wire<EstimateTemplateCostParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ template: v.text(64), ...configuration(), hours: hours() }),
);

export const estimateSandboxCostParams: Wire<EstimateSandboxCostParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...configuration(), hours: hours() }),
);

export const compareCostsParams: Wire<CompareCostsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    configurations: v.listOf(
      v.strictObject({ name: v.optional(v.text(64)), ...configuration() }),
      20,
      "configurations",
    ),
    hours: hours(),
  }),
);

export const listRatesParams: Wire<ListRatesParams> = /* @__PURE__ */ wire(() => v.strictObject({}));

export const estimateCostParams: Wire<EstimateCostParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    operation: v.text(64),
    params: v.optional(v.record(v.string(), v.unknown())),
  }),
);

const amounts = () => v.record(v.string(), v.decimal());

const estimated = () => ({
  size: v.string(),
  hours: v.decimal(),
  storageGb: v.decimal(),
  hourlyRate: v.nullable(v.decimal()),
  computeCost: v.nullable(v.decimal()),
  storageCost: v.nullable(v.decimal()),
  gpuCost: v.decimal(),
  totalCost: v.nullable(v.decimal()),
  currency: v.string(),
  breakdown: v.array(
    v.object({
      unit: v.string(),
      amount: v.decimal(),
      cost: v.nullable(v.decimal()),
      priceIds: v.array(v.string()),
    }),
  ),
  confidence: v.oneOf(["high", "medium", "low"]),
  notes: v.array(v.string()),
});

export const costEstimate: Wire<CostEstimate> = /* @__PURE__ */ wire(() => v.object(estimated()));

export const templateCostEstimate: Wire<TemplateCostEstimate> = /* @__PURE__ */ wire(() =>
  v.object({ template: v.string(), ...estimated() }),
);

export const costComparison: Wire<CostComparison> = /* @__PURE__ */ wire(() =>
  v.object({
    configurations: v.array(v.object({ name: v.string(), ...estimated() })),
    cheapest: v.nullable(v.string()),
  }),
);

export const rates: Wire<Rates> = /* @__PURE__ */ wire(() =>
  v.object({ at: v.timestamp(), rates: v.array(priceFields()) }),
);

export const operationEstimate: Wire<OperationEstimate> = /* @__PURE__ */ wire(() =>
  v.object({
    operation: v.string(),
    provider: v.string(),
    model: v.string(),
    units: v.object({ likely: amounts(), worst: v.nullable(amounts()) }),
    cost: v.nullable(v.object({ likely: v.decimal(), worst: v.nullable(v.decimal()) })),
    currency: v.string(),
    prices: v.array(priceFields()),
    notes: v.array(v.string()),
  }),
);
