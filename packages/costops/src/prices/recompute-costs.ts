import { type Action, defineAction } from "@platform/core";
import { costRecomputation, recomputeCostsParams } from "./schemas.ts";

/** Which events to price anew. */
export interface RecomputeCostsParams {
  /** Earliest time of an event, ISO 8601, inclusive. */
  from: string;
  /** Latest time, exclusive. */
  to: string;
  provider?: string | undefined;
  model?: string | undefined;
  /** `true` only tells what would change. Default `true`. */
  dryRun?: boolean | undefined;
  /** Most events to look at in this call, 1 to 1,000,000. Default 100,000. */
  limit?: number | undefined;
  /** The `nextCursor` of the call before, to go on where it ended. */
  cursor?: string | undefined;
}

/** What changes in one currency. */
export interface RecomputedSum {
  currency: string;
  /** Exact sum of the known costs before, of the events looked at. */
  before: string;
  /** Exact sum of the known costs after. */
  after: string;
  /** `after` less `before`. */
  difference: string;
}

/** An event whose cost changes. */
export interface RecomputedEvent {
  /** `use_…` */
  usageId: string;
  provider: string;
  model: string;
  occurredAt: string;
  /** `null` where the cost was not known. */
  before: string | null;
  beforeCurrency: string;
  /** `null` where the cost is not known. */
  after: string | null;
  currency: string;
  /** `after` less `before`; `null` where either is unknown or the currency is another. */
  difference: string | null;
}

/** What was, or would be, changed. */
export interface CostRecomputation {
  dryRun: boolean;
  /** Events looked at. */
  events: number;
  /** How many of them get another cost; no other is touched. */
  changed: number;
  /** How many had no known cost before. */
  unpricedBefore: number;
  /** How many have none after. */
  unpricedAfter: number;
  /** One sum a currency: amounts in different currencies are never added. */
  totals: RecomputedSum[];
  /** Up to 10 events a currency with the largest differences, the largest first. */
  largest: RecomputedEvent[];
  /** Where to go on; `null` when the range is done. */
  nextCursor: string | null;
}

/**
 * Prices events anew with the book as it stands now for their own moments: for prices that came late and costs that
 * were unknown. It only tells what would change unless `dryRun` is `false`. Then it writes in small batches, so
 * that a call that is cut off can be repeated: what is done stays done, and is found unchanged.
 *
 * @throws {ValidationError} `invalid_params` when `to` is not after `from`, or the cursor is of no such call.
 * @example
 * const month = { from: "2026-10-01T00:00:00Z", to: "2026-11-01T00:00:00Z" };
 * const { changed, totals } = await recomputeCosts(client, month);
 * if (changed > 0) await recomputeCosts(client, { ...month, dryRun: false });
 */
export const recomputeCosts: Action<RecomputeCostsParams, CostRecomputation> = /* @__PURE__ */ defineAction({
  name: "recomputeCosts",
  route: "POST /v1/prices/recompute",
  params: recomputeCostsParams,
  result: costRecomputation,
  scope: "costops:write",
});
