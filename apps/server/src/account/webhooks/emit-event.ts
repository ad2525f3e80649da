import { and, arrayOverlaps, eq } from "drizzle-orm";
import { newId } from "../../store/new-id.ts";
import { webhookDeliveries, webhookEvents, webhooks } from "../../store/schema/index.ts";
import type { NewRow, Row, Tenant } from "../../store/tenant-types.ts";

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
export const emitEvent = (tx: Tenant, { type, data }: NewEvent): Promise<void> =>
  emitEvents(tx, type, [data]);

/** The same of many things of one type, each an event of its own. */
export async function emitEvents(
  tx: Tenant,
  eventType: string,
  things: readonly NewEvent["data"][],
): Promise<void> {
  const wanting = arrayOverlaps(webhooks.eventTypes, [eventType, "*"]);
  const where = and(eq(webhooks.enabled, true), wanting);
  const told = await tx.pick(webhooks, { id: webhooks.id }, { where });
  if (told.length === 0) return;
  const events = things.map((data) => toRow({ type: eventType, data }));
  await tx.insert(webhookEvents, events);
  // One statement a webhook: all in one could have more parameters than PostgreSQL takes.
  for (const { id } of told) {
    await writeDeliveries(
      tx,
      id,
      events.map(({ id: eventId }) => ({ eventId, eventType })),
    );
  }
}

/** Writes what happened, whether or not a webhook wants to know. Gives its id. */
export async function writeEvent(tx: Tenant, event: NewEvent): Promise<string> {
  const row = toRow(event);
  await tx.insert(webhookEvents, row);
  return row.id;
}

/** In the form that the Standard Webhooks convention recommends. */
function toRow({ type, data }: NewEvent): NewRow<typeof webhookEvents> & { id: string } {
  const createdAt = new Date();
  const payload = JSON.stringify({ type, timestamp: createdAt.toISOString(), data });
  return { id: newId("msg"), type, payload, createdAt };
}

/** Deliveries to one webhook, due now. */
export const writeDeliveries = (
  tx: Tenant,
  webhookId: string,
  events: readonly Pick<Row<typeof webhookDeliveries>, "eventId" | "eventType">[],
): Promise<Row<typeof webhookDeliveries>[]> =>
  tx.insert(
    webhookDeliveries,
    events.map((event) => ({ id: newId("dlv"), webhookId, ...event })),
  );
