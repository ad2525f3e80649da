import type { UsageRecord } from "@platform/costops";
import { Exact } from "../../http/meter/decimals.ts";
import type { usageEvents } from "../../store/schema/index.ts";
import type { Row } from "../../store/tenant-types.ts";

/** A row of the ledger as the contract shows it. */
export const toUsageRecord = (row: Row<typeof usageEvents>): UsageRecord => ({
  id: row.id,
  eventId: row.eventId,
  organizationId: row.organizationId,
  projectId: row.projectId,
  apiKeyId: row.apiKeyId,
  operation: row.operation,
  provider: row.provider,
  model: row.model,
  units: row.units,
  cost: row.cost === null ? null : new Exact(row.cost).toFixed(),
  currency: row.currency,
  runId: row.runId,
  userId: row.userId,
  tags: row.tags,
  metadata: row.metadata,
  durationMs: row.durationMs,
  occurredAt: row.occurredAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
});
