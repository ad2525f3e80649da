import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { unit } from "../unit.ts";
import type { ListUsageParams } from "./list-usage.ts";
import type { SubmitUsageBatchParams, UsageBatch } from "./submit-usage-batch.ts";
import type { SubmitUsageParams } from "./submit-usage.ts";
import type { UsageRecord } from "./usage-record.ts";

/** One event, as a part of a schema. */
const usageEvent = () =>
  v.strictObject({
    provider: v.text(64),
    model: v.text(255),
    units: v.recordOf(unit(), v.quantity(), 32, 1),
    operation: v.optional(v.text(64)),
    eventId: v.optional(v.text(255)),
    organizationId: v.optional(v.text(64)),
    runId: v.optional(v.text(128)),
    userId: v.optional(v.text(255)),
    tags: v.optional(v.tags()),
    durationMs: v.optional(v.whole(0)),
    occurredAt: v.optional(v.timestamp()),
  });

export const submitUsageParams: Wire<SubmitUsageParams> = /* @__PURE__ */ wire(usageEvent);

export const submitUsageBatchParams: Wire<SubmitUsageBatchParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ events: v.listOf(usageEvent(), 1_000, "events") }),
);

/** The filters, as fields of a schema. @internal */
export const usageFilter = () => ({
  operation: v.optional(v.text(64)),
  provider: v.optional(v.text(64)),
  model: v.optional(v.text(255)),
  runId: v.optional(v.text(128)),
  userId: v.optional(v.text(255)),
  from: v.optional(v.timestamp()),
  to: v.optional(v.timestamp()),
});

export const listUsageParams: Wire<ListUsageParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...v.pageParams(), ...usageFilter() }),
);

const record = () =>
  v.object({
    id: v.string(),
    eventId: v.string(),
    organizationId: v.string(),
    projectId: v.string(),
    apiKeyId: v.nullable(v.string()),
    operation: v.string(),
    provider: v.string(),
    model: v.string(),
    units: v.record(v.string(), v.decimal()),
    cost: v.nullable(v.decimal()),
    currency: v.string(),
    runId: v.nullable(v.string()),
    userId: v.nullable(v.string()),
    tags: v.record(v.string(), v.string()),
    durationMs: v.nullable(v.number()),
    occurredAt: v.timestamp(),
    createdAt: v.timestamp(),
  });

export const usageRecord: Wire<UsageRecord> = /* @__PURE__ */ wire(record);

export const usageBatch: Wire<UsageBatch> = /* @__PURE__ */ wire(() =>
  v.object({
    results: v.array(
      v.object({
        status: v.oneOf(["recorded", "duplicate", "rejected"]),
        record: v.optional(record()),
        error: v.optional(v.object({ code: v.string(), message: v.string(), param: v.optional(v.string()) })),
      }),
    ),
    recorded: v.number(),
    duplicates: v.number(),
    rejected: v.number(),
  }),
);
