import { type Action, defineAction } from "@platform/core";
import type { CostDimension, CostReport } from "./cost-report.ts";
import { costReport, getCostsParams } from "./schemas.ts";

/** Which events to sum, and how. Every filter given must match. */
export interface GetCostsParams {
  /** Dimensions to break down by, several at once. Default: totals only. */
  groupBy?: CostDimension[] | undefined;
  operation?: string | undefined;
  provider?: string | undefined;
  model?: string | undefined;
  runId?: string | undefined;
  userId?: string | undefined;
  /** Earliest time, ISO 8601, inclusive. */
  from?: string | undefined;
  /** Latest time, ISO 8601, exclusive. */
  to?: string | undefined;
  /** Where days, weeks and months begin: an IANA zone. Default `"UTC"`. Weeks begin on Monday. */
  timeZone?: string | undefined;
}

/**
 * Sums what was spent. The sum of the groups is the total, to the last digit.
 *
 * @example
 * const { totals, groups } = await getCosts(client, { runId, groupBy: ["operation"] });
 */
export const getCosts: Action<GetCostsParams, CostReport> = /* @__PURE__ */ defineAction({
  name: "getCosts",
  route: "GET /v1/costs",
  params: getCostsParams,
  result: costReport,
  scope: "costops:read",
});
