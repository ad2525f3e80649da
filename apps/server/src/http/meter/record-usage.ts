import type { Database } from "../../store/database.ts";
import { newId } from "../../store/new-id.ts";
import { usageEvents } from "../../store/schema/index.ts";
import type { Principal } from "../operation.ts";
import type { Meter } from "./meter.ts";

/** What something costs, by the prices in force at that moment. An unknown price is `cost: null`. */
export type Price = (
  db: Database,
  usage: {
    readonly organizationId: string;
    readonly operation: string;
    readonly provider: string | undefined;
    readonly model: string | undefined;
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
  readonly meter: Meter;
}

/** Writes the operation into the ledger, priced now. The same event again changes nothing. */
export async function recordUsage(db: Database, price: Price, usage: Usage): Promise<void> {
  const { units, labels } = usage.meter.read();
  const { organizationId, projectId, apiKeyId } = usage.principal;
  const at = new Date();
  const { operation, eventId, runId, startedAt } = usage;
  const { provider, model, userId, tags } = labels;
  const priced = await price(db, { organizationId, operation, provider, model, units, at });
  await db
    .insert(usageEvents)
    .values({
      id: newId("use"),
      organizationId,
      projectId,
      apiKeyId,
      eventId,
      operation,
      units,
      startedAt,
      provider: provider ?? null,
      model: model ?? null,
      runId: runId ?? null,
      userId: userId ?? null,
      ...priced,
      tags: { ...tags },
      durationMs: at.getTime() - startedAt.getTime(),
      occurredAt: at,
    })
    .onConflictDoNothing();
}
