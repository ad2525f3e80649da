import type { Delivery } from "@platform/account";
import type { webhookDeliveries } from "../../store/schema/index.ts";
import type { Row } from "../../store/tenant-types.ts";

/** A row as lists show it. */
export const toDelivery = (row: Row<typeof webhookDeliveries>): Delivery => ({
  id: row.id,
  webhookId: row.webhookId,
  eventId: row.eventId,
  eventType: row.eventType,
  status: row.status,
  attemptCount: row.attemptCount,
  nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
});
