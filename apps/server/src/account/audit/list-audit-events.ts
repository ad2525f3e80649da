import type { AuditEvent, ListAuditEventsParams } from "@platform/account";
import { and, eq, gte, lt } from "drizzle-orm";
import type { Context, PageResult } from "../../http/operation.ts";
import { checkScope } from "../../http/request/check-scope.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { organizationOf } from "../../store/organization.ts";
import { auditEvents as table } from "../../store/schema/index.ts";
import type { Row } from "../../store/tenant-types.ts";

/** The audit log of the project, or of all, those events that fit every filter. */
export async function listAuditEvents(
  { db, principal }: Context,
  params: ListAuditEventsParams,
): Promise<PageResult<AuditEvent>> {
  const { operation, outcome, keyId, memberId, targetId, from, to, everyProject } = params;
  const where = and(
    operation === undefined ? undefined : eq(table.operation, operation),
    outcome === undefined ? undefined : eq(table.outcome, outcome),
    keyId === undefined ? undefined : eq(table.keyId, keyId),
    memberId === undefined ? undefined : eq(table.memberId, memberId),
    targetId === undefined ? undefined : eq(table.targetId, targetId),
    from === undefined ? undefined : gte(table.occurredAt, new Date(from)),
    to === undefined ? undefined : lt(table.occurredAt, new Date(to)),
  );
  if (everyProject !== true) return newestFirst(db, table, params, where, toAuditEvent);
  checkScope(principal.scopes, "organization:read");
  return newestFirst(organizationOf(db), table, params, where, toAuditEvent);
}

function toAuditEvent(row: Row<typeof table>): AuditEvent {
  const { organizationId: _, occurredAt, ...shown } = row;
  return { ...shown, occurredAt: occurredAt.toISOString() };
}
