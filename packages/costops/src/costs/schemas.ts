import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { usageFilter } from "../usage/schemas.ts";
import type { CostReport, GroupDimension } from "./cost-report.ts";
import type { GetCostsParams } from "./get-costs.ts";

const groups: Exclude<GroupDimension, `tag:${string}`>[] = [
  "operation",
  "provider",
  "model",
  "runId",
  "userId",
  "apiKeyId",
  "projectId",
  "organizationId",
];

/** Dimensions by name, besides tags. @internal */
export const dimension = <const T extends string = never>(
  more: readonly T[] = [],
): v.GenericSchema<GroupDimension | T> =>
  v.anyOf(
    [
      v.oneOf([...groups, ...more]) as v.GenericSchema<GroupDimension | T>,
      v.shaped(/^tag:.{1,64}$/su, "write tag:name") as v.GenericSchema<GroupDimension>,
    ],
    `choose from ${[...groups, ...more].join(", ")} and tag:name`,
  );

/** How sums are broken down, as fields of a schema. @internal */
export const grouping = () => ({
  groupBy: v.optional(v.listOf(dimension(["hour", "day", "week", "month"]), 4, "dimensions", 0)),
  limit: v.optional(v.whole(1, 10_000)),
  everyProject: v.optional(v.boolean()),
});

/** What sums take, as fields of a schema. @internal */
export const costsFilter = () => ({
  ...grouping(),
  ...usageFilter(),
  timeZone: v.optional(v.text(64)),
});

export const getCostsParams: Wire<GetCostsParams> = /* @__PURE__ */ wire(() => v.strictObject(costsFilter()));

/** A sum, as fields of a schema. @internal */
export const sum = () => ({
  currency: v.string(),
  cost: v.decimal(),
  count: v.number(),
  unpriced: v.number(),
  durationMs: v.number(),
  units: v.record(v.string(), v.decimal()),
  tokens: v.decimal(),
});

/** The values of a group by dimension. @internal */
export const groupKey = () => v.record(v.string(), v.nullable(v.string()));

export const costReport: Wire<CostReport> = /* @__PURE__ */ wire(() =>
  v.object({
    totals: v.array(v.object(sum())),
    groups: v.array(v.object({ ...sum(), key: groupKey(), rest: v.boolean() })),
  }),
);
