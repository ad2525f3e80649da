import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { AuditEvent, AuditOutcome } from "./audit-event.ts";
import { auditEvent, listAuditEventsParams } from "./schemas.ts";

/** Which events; all of them without a filter. */
export interface ListAuditEventsParams extends ListParams {
  /** The operation's name: `deleteApiKey`. */
  operation?: string | undefined;
  outcome?: AuditOutcome | undefined;
  /** Done with this key. */
  keyId?: string | undefined;
  /** Done with a key of this member. */
  memberId?: string | undefined;
  /** Done to this: `key_…`, `whk_…`. */
  targetId?: string | undefined;
  /** From this moment on, ISO 8601. */
  from?: string | undefined;
  /** Before this moment, ISO 8601. */
  to?: string | undefined;
  /** All projects of the organization, archived ones too. The key needs `organization:read` too. Default `false`. */
  everyProject?: boolean | undefined;
}

/**
 * Lists who changed what in the project's account and cost settings, and who was refused, newest first.
 *
 * @throws {PermissionError} `scope_missing` when `everyProject` is asked for without the scope `organization:read`.
 * @example
 * for await (const { operation, keyPrefix, targetId } of listAuditEvents(client, { outcome: "done" })) {
 *   console.log(operation, keyPrefix, targetId);
 * }
 */
export const listAuditEvents: ListAction<ListAuditEventsParams, AuditEvent> = /* @__PURE__ */ defineList({
  name: "listAuditEvents",
  route: "GET /v1/audit-events",
  params: listAuditEventsParams,
  item: auditEvent,
  scope: "account:read",
});
