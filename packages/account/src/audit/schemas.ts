import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { AuditEvent } from "./audit-event.ts";
import type { ListAuditEventsParams } from "./list-audit-events.ts";

const outcome = () => v.oneOf(["done", "refused"]);

export const listAuditEventsParams: Wire<ListAuditEventsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...v.pageParams(),
    operation: v.optional(v.text(64)),
    outcome: v.optional(outcome()),
    keyId: v.optional(v.text(64)),
    memberId: v.optional(v.text(64)),
    targetId: v.optional(v.text(64)),
    from: v.optional(v.timestamp()),
    to: v.optional(v.timestamp()),
    everyProject: v.optional(v.boolean()),
  }),
);

export const auditEvent: Wire<AuditEvent> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    operation: v.string(),
    outcome: outcome(),
    code: v.nullable(v.string()),
    keyId: v.string(),
    keyPrefix: v.string(),
    projectId: v.string(),
    memberId: v.nullable(v.string()),
    targetId: v.nullable(v.string()),
    changes: v.record(v.string(), v.unknown()),
    requestId: v.string(),
    occurredAt: v.timestamp(),
  }),
);
