import type { Client } from "@platform/core";
import { getCosts, listUsage, type UsageRecord } from "@platform/costops";
import { Decimal } from "decimal.js";
import { bold, duration, good, line } from "../screen/style.ts";
import { table } from "../screen/table.ts";

/** Adds up every operation of the run from its rows, and holds that against the ledger's own total. */
export async function costs(client: Client, runId: string): Promise<void> {
  const byOperation = new Map<string, UsageRecord[]>();
  for await (const row of listUsage(client, { runId })) {
    byOperation.set(row.operation, [...(byOperation.get(row.operation) ?? []), row]);
  }
  const sums = [...byOperation].map(([operation, rows]) => ({
    operation,
    count: rows.length,
    ms: rows.reduce((sum, row) => sum + (row.durationMs ?? 0), 0),
    cost: Decimal.sum(0, ...rows.map(({ cost }) => cost ?? 0)),
    unknown: rows.filter(({ cost }) => cost === null).length,
  }));
  sums.sort((a, b) => b.cost.comparedTo(a.cost));
  table(
    ["operation", "count", "time", "cost (USD)"],
    sums.map(({ operation, count, ms, cost, unknown }) => [
      operation,
      String(count),
      duration(ms),
      unknown === 0 ? cost.toFixed(10) : `${unknown} unknown`,
    ]),
  );
  const total = Decimal.sum(0, ...sums.map(({ cost }) => cost));
  const count = sums.reduce((sum, row) => sum + row.count, 0);
  const ledger = (await getCosts(client, { runId })).totals[0];
  line(`   ${bold("sum of the rows".padEnd(22))} ${total.toFixed(10)} USD, ${count} operations`);
  line(
    `   ${bold("total of the ledger".padEnd(22))} ${new Decimal(ledger?.cost ?? 0).toFixed(10)} USD, ${ledger?.count ?? 0} operations`,
  );
  if (!total.equals(ledger?.cost ?? 0) || count !== ledger?.count) {
    throw new Error(
      "The sum of the operations is not the ledger's total. This is a fault of the platform: please report it.",
    );
  }
  line(`   ${good("equal, to the last digit")}`);
}
