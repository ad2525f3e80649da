import { isDeepStrictEqual } from "node:util";
import type { SubmitUsageParams, UsageRecord } from "@platform/costops";
import { eq } from "drizzle-orm";
import { fail } from "../http/errors/http-error.ts";
import { Exact } from "../http/meter/decimals.ts";
import type { Context } from "../http/operation.ts";
import { databaseBehind } from "../store/database-behind.ts";
import { newId } from "../store/new-id.ts";
import { usageEvents } from "../store/schema/index.ts";
import { priceUnits } from "./price-units.ts";
import { toUsageRecord } from "./to-usage-record.ts";

/** Writes one event into the ledger, priced as of when it happened. */
export async function submitUsage(context: Context, params: SubmitUsageParams): Promise<UsageRecord> {
  const { db, principal } = context;
  if (params.organizationId !== undefined && params.organizationId !== principal.organizationId) {
    fail(
      404,
      "organization_not_found",
      "The key belongs to another organization; leave `organizationId` out.",
      {
        param: "organizationId",
      },
    );
  }
  const occurredAt = params.occurredAt === undefined ? new Date() : new Date(params.occurredAt);
  const units = Object.fromEntries(
    Object.entries(params.units).map(([unit, amount]) => [unit, new Exact(amount).toFixed()]),
  );
  const { provider, model, operation = "usage" } = params;
  const event = { operation, provider, model, units, occurredAt };
  const eventId = params.eventId ?? newId("evt");
  const priced = await priceUnits(db, { provider, model, units, at: occurredAt });
  const [made] = await db.insert(
    usageEvents,
    {
      ...{ id: newId("use"), eventId, ...event, ...priced },
      apiKeyId: principal.apiKeyId,
      runId: params.runId ?? context.runId ?? null,
      userId: params.userId ?? null,
      tags: params.tags ?? {},
      startedAt: occurredAt,
      durationMs: params.durationMs ?? null,
    },
    { onConflict: "ignore" },
  );
  // Within the request's transaction. What was used is a fact, so no budget refuses it.
  if (made) {
    const charge = await context.price.charging?.(databaseBehind(db), principal);
    await charge?.(databaseBehind(db), [made]);
  }
  return toUsageRecord(made ?? (await sameEvent(context, eventId, event, params.occurredAt !== undefined)));
}

/** The event that has this id already; it must say the same. */
async function sameEvent(
  { db }: Context,
  eventId: string,
  event: {
    operation: string;
    provider: string;
    model: string;
    units: Record<string, string>;
    occurredAt: Date;
  },
  timeGiven: boolean,
) {
  const row = await db.first(usageEvents, eq(usageEvents.eventId, eventId));
  const said = row && {
    operation: row.operation,
    provider: row.provider,
    model: row.model,
    units: row.units,
    occurredAt: timeGiven ? row.occurredAt : event.occurredAt,
  };
  if (row && isDeepStrictEqual(said, event)) return row;
  return fail(
    409,
    "event_id_reused",
    `The event ${eventId} was recorded with other contents. Use a new eventId.`,
    {
      param: "eventId",
    },
  );
}
