import { and, arrayOverlaps, eq } from "drizzle-orm";
import { newId } from "../../store/new-id.ts";
import { webhookDeliveries, webhookEvents, webhooks } from "../../store/schema/index.ts";
import type { Row, Tenant } from "../../store/tenant-types.ts";

export interface NewEvent {
  /** One of `eventTypes`. */
  readonly type: string;
  /** What the receiver is told. No secrets: it leaves the platform. */
  readonly data: object;
}

/**
 * Tells the project's webhooks of an event. It is written in the caller's transaction, so that what did not happen is
 * not told, and what happened is told even if the server dies right after.
 */
export async function emitEvent(tx: Tenant, event: NewEvent): Promise<void> {
  const wanting = arrayOverlaps(webhooks.eventTypes, [event.type, "*"]);
  const where = and(eq(webhooks.enabled, true), wanting);
  const told = await tx.pick(webhooks, { id: webhooks.id }, { where });
  if (told.length === 0) return;
  const eventId = await writeEvent(tx, event);
  await writeDeliveries(
    tx,
    { eventId, eventType: event.type },
    told.map(({ id }) => id),
  );
}

/** Writes what happened, in the form that the Standard Webhooks convention recommends. Gives its id. */
export async function writeEvent(tx: Tenant, { type, data }: NewEvent): Promise<string> {
  const createdAt = new Date();
  const payload = JSON.stringify({ type, timestamp: createdAt.toISOString(), data });
  const id = newId("msg");
  await tx.insert(webhookEvents, { id, type, payload, createdAt });
  return id;
}

/** One delivery for each webhook, due now. */
export function writeDeliveries(
  tx: Tenant,
  event: { readonly eventId: string; readonly eventType: string },
  webhookIds: readonly string[],
): Promise<Row<typeof webhookDeliveries>[]> {
  const rows = webhookIds.map((webhookId) => ({ id: newId("dlv"), webhookId, ...event }));
  return tx.insert(webhookDeliveries, rows);
}
