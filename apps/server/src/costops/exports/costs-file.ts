import type { CostGroup, CostSum, ExportCostsParams } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { getCosts } from "../costs/get-costs.ts";
import { type Column, column } from "./column.ts";
import { type ExportFile, exportFile } from "./export-file.ts";

const pageSize = 1_000;
/** Groups beyond are one row, as `getCosts` has it; it gives no more. */
const mostGroups = 10_000;

const sums: readonly Column<CostSum>[] = [
  column("currency", "text", ({ currency }) => currency),
  column("cost", "amount", ({ cost }) => cost),
  column("count", "whole", ({ count }) => count),
  column("unpriced", "whole", ({ unpriced }) => unpriced),
  column("durationMs", "whole", ({ durationMs }) => durationMs),
  column("tokens", "quantity", ({ tokens }) => tokens),
  column("units", "json", ({ units }) => units),
];

/** The sums of `getCosts` as a file. They are in memory, at most 10,000 groups a currency. */
export async function costsFile(
  context: Pick<Context, "db" | "principal">,
  params: ExportCostsParams,
): Promise<ExportFile> {
  const { groupBy = [], ...rest } = params;
  const dimensions = [...new Set(groupBy)];
  const keys = dimensions.map((name) => column<CostGroup>(name, "text", ({ key }) => key[name] ?? null));
  const { totals, groups } = await getCosts(context, { limit: mostGroups, ...params });
  const rows = dimensions.length === 0 ? totals.map((sum) => ({ ...sum, key: {}, rest: false })) : groups;
  return exportFile({ ...rest, name: "costs" }, [...keys, ...sums], () => pagesOf(rows));
}

async function* pagesOf<R>(rows: readonly R[]): AsyncIterable<R[]> {
  for (let at = 0; at < rows.length; at += pageSize) yield rows.slice(at, at + pageSize);
}
