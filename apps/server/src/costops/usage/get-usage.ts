import type { GetUsageParams, UsageRecord } from "@platform/costops";
import { eq } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { usageEvents } from "../../store/schema/index.ts";
import { toUsageRecord } from "./to-usage-record.ts";

/** One row of the ledger. */
export async function getUsage({ db }: Context, { usageId }: GetUsageParams): Promise<UsageRecord> {
  const row = await db.first(usageEvents, eq(usageEvents.id, usageId));
  if (row) return toUsageRecord(row);
  return fail(404, "usage_not_found", `There is no usage event ${usageId} in this project.`, {
    param: "usageId",
  });
}
