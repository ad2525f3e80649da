import type { SubmitUsageBatchParams, UsageBatch, UsageResult } from "@platform/costops";
import { inArray } from "drizzle-orm";
import { HttpError } from "../http/errors/http-error.ts";
import type { Context } from "../http/operation.ts";
import { usageEvents } from "../store/schema/index.ts";
import { submitUsage } from "./submit-usage.ts";

/** Writes events into the ledger, each for itself. */
export async function submitUsageBatch(
  context: Context,
  { events }: SubmitUsageBatchParams,
): Promise<UsageBatch> {
  const ids = events.flatMap(({ eventId }) => eventId ?? []);
  const known = new Set(
    (ids.length === 0
      ? []
      : await context.db.pick(
          usageEvents,
          { id: usageEvents.eventId },
          { where: inArray(usageEvents.eventId, ids) },
        )
    ).map(({ id }) => id),
  );
  const results: UsageResult[] = [];
  for (const event of events) {
    try {
      const record = await submitUsage(context, event);
      results.push({ status: known.has(record.eventId) ? "duplicate" : "recorded", record });
      known.add(record.eventId);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      const { code, message, param } = error;
      results.push({ status: "rejected", error: { code, message, ...(param !== undefined && { param }) } });
    }
  }
  const count = (status: UsageResult["status"]) => results.filter((one) => one.status === status).length;
  return {
    results,
    recorded: count("recorded"),
    duplicates: count("duplicate"),
    rejected: count("rejected"),
  };
}
