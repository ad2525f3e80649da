import type { Price } from "@platform/costops";
import { Exact } from "../http/meter/decimals.ts";
import type { prices } from "../store/schema/index.ts";
import type { Row } from "../store/tenant-types.ts";

/** A row as the contract shows it, decimals without trailing zeros. */
export const toPrice = (row: Row<typeof prices>): Price => ({
  id: row.id,
  provider: row.provider,
  model: row.model,
  unit: row.unit,
  amount: new Exact(row.amount).toFixed(),
  per: new Exact(row.per).toFixed(),
  currency: row.currency,
  effectiveFrom: row.effectiveFrom.toISOString(),
  source: "custom",
  createdAt: row.createdAt.toISOString(),
});
