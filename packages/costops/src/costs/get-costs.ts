import { type Action, defineAction } from "@platform/core";
import type { UsageFilter } from "../usage/usage-filter.ts";
import type { CostDimension, CostReport } from "./cost-report.ts";
import { costReport, getCostsParams } from "./schemas.ts";

/** Which events to sum, and how. */
export interface GetCostsParams extends UsageFilter {
  /** Dimensions to break down by, up to four at once. Default: totals only. */
  groupBy?: CostDimension[] | undefined;
  /** Where days, weeks and months begin: an IANA zone. Default `"UTC"`. Weeks are ISO weeks. */
  timeZone?: string | undefined;
  /** Most groups a currency, 1 to 10,000; what is beyond is summed as one group marked `rest`. Default 1,000. */
  limit?: number | undefined;
  /** All projects of the organization, not only the key's own. The key needs `organization:read` too. Default `false`. */
  everyProject?: boolean | undefined;
}

/**
 * Sums what was spent. The sum of the groups is the total, to the last digit, whatever they are grouped by.
 *
 * @throws {PermissionError} `scope_missing` when `everyProject` is asked for without the scope `organization:read`.
 * @example
 * const { totals, groups } = await getCosts(client, { runId, groupBy: ["operation", "tag:team"] });
 */
export const getCosts: Action<GetCostsParams, CostReport> = /* @__PURE__ */ defineAction({
  name: "getCosts",
  route: "GET /v1/costs",
  params: getCostsParams,
  result: costReport,
  scope: "costops:read",
});
