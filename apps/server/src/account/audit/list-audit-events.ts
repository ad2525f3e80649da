import type { AuditEvent, ListAuditEventsParams } from "@platform/account";
import { and, eq, gte, lt } from "drizzle-orm";
import type { Context, PageResult } from "../../http/operation.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { auditEvents as table } from "../../store/schema/index.ts";
import type { Row } from "../../store/tenant-types.ts";

/** The project's audit log, those events that fit every filter. */
export function listAuditEvents(
  { db }: Context,
  params: ListAuditEventsParams,
): Promise<PageResult<AuditEvent>> {
  const { operation, outcome, keyId, targetId, from, to } = params;
  const where = and(
    operation === undefined ? undefined : eq(table.operation, operation),
    outcome === undefined ? undefined : eq(table.outcome, outcome),
    keyId === undefined ? undefined : eq(table.keyId, keyId),
    targetId === undefined ? undefined : eq(table.targetId, targetId),
    from === undefined ? undefined : gte(table.occurredAt, new Date(from)),
    to === undefined ? undefined : lt(table.occurredAt, new Date(to)),
  );
  return newestFirst(db, table, params, where, toAuditEvent);
}

function toAuditEvent(row: Row<typeof table>): AuditEvent {
  const { organizationId: _, projectId: __, occurredAt, ...shown } = row;
  return { ...shown, occurredAt: occurredAt.toISOString() };
}
