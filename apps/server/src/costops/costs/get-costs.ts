import type { CostGroup, CostReport, GetCostsParams } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { checkZone } from "./check-zone.ts";
import { expressionOf } from "./dimensions.ts";
import { planRanges } from "./plan-ranges.ts";
import { readerOf } from "./reader-of.ts";
import { readSums } from "./read-sums.ts";
import { type Group, regroup, toCostSum } from "./sums.ts";

/** Sums the ledger in the database, in exact decimals. */
export async function getCosts(
  context: Pick<Context, "db" | "principal">,
  params: GetCostsParams,
): Promise<CostReport> {
  const { timeZone = "UTC", limit = 1000 } = params;
  checkZone(timeZone);
  const dimensions = [...new Set(params.groupBy)];
  const ranges = planRanges(params, dimensions, timeZone);
  const groups = await readSums(await readerOf(context, params), params, ranges, (table) =>
    Object.fromEntries(dimensions.map((name) => [name, expressionOf(table, name, timeZone)])),
  );
  const totals = regroup(groups, () => ({}));
  return {
    totals: totals.map((total) => toCostSum(total.currency, total)),
    groups: dimensions.length === 0 ? [] : totals.flatMap(({ currency }) => cut(groups, currency, limit)),
  };
}

/** The dearest groups of a currency, and the sum of the rest. */
function cut(groups: readonly Group[], currency: string, limit: number): CostGroup[] {
  const own = groups.filter((group) => group.currency === currency);
  const show = (rest: boolean) => (group: Group) => ({
    key: { ...group.key },
    rest,
    ...toCostSum(currency, group),
  });
  return [...own.slice(0, limit).map(show(false)), ...regroup(own.slice(limit), () => ({})).map(show(true))];
}
