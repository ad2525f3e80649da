import type { Database } from "../../store/database.ts";
import { newId } from "../../store/new-id.ts";
import { usageEvents } from "../../store/schema/index.ts";
import type { TenantIds } from "../../store/tenant-types.ts";
import type { Principal } from "../operation.ts";
import type { Meter } from "./meter.ts";

/** What something costs, by the prices in force at that moment. An unknown price is `cost: null`. */
export type Price = (
  db: Database,
  usage: {
    readonly ids: TenantIds;
    readonly provider: string;
    readonly model: string;
    readonly units: Readonly<Record<string, string>>;
    readonly at: Date;
  },
) => Promise<{ cost: string | null; currency: string; priceIds: string[] }>;

export interface Usage {
  readonly principal: Principal;
  readonly eventId: string;
  readonly operation: string;
  readonly runId: string | undefined;
  readonly startedAt: Date;
  /** When it was over. Default: now. */
  readonly endedAt?: Date | undefined;
  readonly meter: Meter;
}

/** Writes the operation into the ledger, priced now. The same event again changes nothing. */
export async function recordUsage(db: Database, price: Price, usage: Usage): Promise<void> {
  const { units, labels } = usage.meter.read();
  const { organizationId, projectId, apiKeyId } = usage.principal;
  const { operation, eventId, runId, startedAt, endedAt: at = new Date() } = usage;
  // What the platform does itself is priced by the operation's name where there is no model.
  const { provider = "platform", model = operation, userId, tags } = labels;
  const ids = { organizationId, projectId };
  const priced = await price(db, { ids, provider, model, units, at });
  await db
    .insert(usageEvents)
    .values({
      id: newId("use"),
      ...ids,
      apiKeyId,
      eventId,
      operation,
      provider,
      model,
      units,
      startedAt,
      runId: runId ?? null,
      userId: userId ?? null,
      ...priced,
      tags: { ...tags },
      durationMs: at.getTime() - startedAt.getTime(),
      occurredAt: at,
    })
    .onConflictDoNothing();
}
