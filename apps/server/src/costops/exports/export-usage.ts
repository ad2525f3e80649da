import type { ExportUsageParams, UsageRecord } from "@platform/costops";
import { and, isNotNull, isNull, type SQL } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Context, DownloadResult } from "../../http/operation.ts";
import { ofProject } from "../../http/reach/of-project.ts";
import { usageEvents } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { toUsageRecord } from "../usage/to-usage-record.ts";
import { usageFilter } from "../usage/usage-filter.ts";
import { focusColumns } from "./focus/focus-columns.ts";
import { focusPages } from "./focus/focus-pages.ts";
import { streamSnapshot } from "./stream-snapshot.ts";
import { usageColumns } from "./usage-columns.ts";
import { usagePages } from "./usage-pages.ts";
import { writeFile } from "./write-file.ts";

/** Writes the ledger into a file, row by row or as FOCUS charges. */
export async function exportUsage(asked: Context, params: ExportUsageParams): Promise<DownloadResult> {
  const context = { ...asked, db: await ofProject(asked, params.projectId, "organization:read") };
  const where = usageFilter(params);
  if (params.columns !== "focus") {
    return writeFile({ ...params, name: "usage" }, usageColumns, (encode) =>
      streamSnapshot(context, (db) => encode(recordPages(db, where))),
    );
  }
  if (params.skipUnpriced !== true) {
    const unpriced = await context.db.count(usageEvents, and(where, isNull(usageEvents.cost)));
    if (unpriced > 0) {
      const message = `The price of ${unpriced} events is unknown, and FOCUS rows must have a cost. Create the prices, narrow the filter, or pass skipUnpriced.`;
      fail(409, "unpriced_usage", message, { param: "skipUnpriced" });
    }
  }
  const priced = params.skipUnpriced === true ? and(where, isNotNull(usageEvents.cost)) : where;
  return writeFile({ ...params, name: "usage-focus-1.2" }, focusColumns, (encode) =>
    streamSnapshot(context, (db) => encode(focusPages(db, usagePages(db, priced)))),
  );
}

async function* recordPages(db: Tenant, where: SQL | undefined): AsyncIterable<UsageRecord[]> {
  for await (const page of usagePages(db, where)) yield page.map(toUsageRecord);
}
