import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { costsFilter } from "../costs/schemas.ts";
import { usageFilter } from "../usage/schemas.ts";
import type { ExportCostsParams } from "./export-costs.ts";
import type { ExportUsageParams } from "./export-usage.ts";

/** How a file is written, as fields of a schema. @internal */
export const exportOptions = () => ({
  format: v.oneOf(["csv", "json", "jsonl", "parquet"]),
  compress: v.optional(v.boolean()),
  protectFormulas: v.optional(v.boolean()),
});

/** Which columns of usage, as fields of a schema. @internal */
export const usageColumns = () => ({
  columns: v.optional(v.oneOf(["platform", "focus"])),
  skipUnpriced: v.optional(v.boolean()),
});

export const exportUsageParams: Wire<ExportUsageParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...usageFilter(),
    ...exportOptions(),
    ...usageColumns(),
  }),
);

export const exportCostsParams: Wire<ExportCostsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...costsFilter(), ...exportOptions() }),
);
