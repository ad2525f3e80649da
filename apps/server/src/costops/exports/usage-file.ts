import type { ExportUsageParams, UsageRecord } from "@platform/costops";
import { and, isNotNull, isNull, type SQL } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { usageEvents } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { toUsageRecord } from "../usage/to-usage-record.ts";
import { usageFilter } from "../usage/usage-filter.ts";
import { type ExportFile, exportFile } from "./export-file.ts";
import { focusColumns } from "./focus/focus-columns.ts";
import { focusPages } from "./focus/focus-pages.ts";
import { usageColumns } from "./usage-columns.ts";
import { usagePages } from "./usage-pages.ts";

/** The ledger as a file, row by row or as FOCUS charges. */
export async function usageFile({ db }: Pick<Context, "db">, params: ExportUsageParams): Promise<ExportFile> {
  const where = usageFilter(params);
  if (params.columns !== "focus")
    return exportFile({ ...params, name: "usage" }, usageColumns, (tx) => recordPages(tx, where));
  if (params.skipUnpriced !== true) {
    const unpriced = await db.count(usageEvents, and(where, isNull(usageEvents.cost)));
    if (unpriced > 0) {
      const message = `The price of ${unpriced} events is unknown, and FOCUS rows must have a cost. Create the prices, narrow the filter, or pass skipUnpriced.`;
      fail(409, "unpriced_usage", message, { param: "skipUnpriced" });
    }
  }
  const priced = params.skipUnpriced === true ? and(where, isNotNull(usageEvents.cost)) : where;
  return exportFile({ ...params, name: "usage-focus-1.2" }, focusColumns, (tx) =>
    focusPages(tx, usagePages(tx, priced)),
  );
}

async function* recordPages(db: Tenant, where: SQL | undefined): AsyncIterable<UsageRecord[]> {
  for await (const page of usagePages(db, where)) yield page.map(toUsageRecord);
}
