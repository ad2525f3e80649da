import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { unit } from "../unit.ts";
import type { GetUsageParams } from "./get-usage.ts";
import type { ListUsageParams } from "./list-usage.ts";
import type { SubmitUsageBatchParams } from "./submit-usage-batch.ts";
import type { SubmitUsageParams } from "./submit-usage.ts";
import type { UsageBatch } from "./usage-batch.ts";
import type { UsageRecord } from "./usage-record.ts";

export const submitUsageParams: Wire<SubmitUsageParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    provider: v.text(64),
    model: v.text(255),
    units: v.recordOf(unit(), v.quantity(), 32, 1),
    operation: v.optional(v.text(64)),
    eventId: v.optional(v.text(255)),
    organizationId: v.optional(v.text(64)),
    projectId: v.optional(v.text(64)),
    runId: v.optional(v.text(128)),
    userId: v.optional(v.text(255)),
    tags: v.optional(v.tags()),
    metadata: v.optional(v.record(v.string(), v.unknown())),
    durationMs: v.optional(v.whole(0, 2 ** 31 - 1)),
    occurredAt: v.optional(v.timestamp()),
  }),
);

/**
 * An event is taken even when it is wrong, so that it is rejected alone. The server checks each by
 * `submitUsageParams`.
 */
export const submitUsageBatchParams: Wire<SubmitUsageBatchParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    events: v.listOf(
      v.anyOf(
        [submitUsageParams() as v.GenericSchema<SubmitUsageParams>, v.record(v.string(), v.unknown())],
        "write an event as an object",
      ) as v.GenericSchema<SubmitUsageParams>,
      1_000,
      "events",
    ),
  }),
);

export const getUsageParams: Wire<GetUsageParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ usageId: v.text(64) }),
);

/** Money to compare with. */
const amount = () => v.shaped(/^\d{1,20}(\.\d{1,10})?$/, 'write a decimal number as text, such as "0.25"');

/** The filters but for time, as fields of a schema. @internal */
export const eventFilter = () => ({
  operation: v.optional(v.text(64)),
  provider: v.optional(v.text(64)),
  model: v.optional(v.text(255)),
  runId: v.optional(v.text(128)),
  userId: v.optional(v.text(255)),
  apiKeyId: v.optional(v.text(64)),
  tags: v.optional(v.tags()),
  unit: v.optional(unit()),
  eventId: v.optional(v.text(255)),
  priced: v.optional(v.boolean()),
  minCost: v.optional(amount()),
  maxCost: v.optional(amount()),
});

/** The filters, as fields of a schema. @internal */
export const usageFilter = () => ({
  projectId: v.optional(v.text(64)),
  ...eventFilter(),
  from: v.optional(v.timestamp()),
  to: v.optional(v.timestamp()),
});

export const listUsageParams: Wire<ListUsageParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...v.pageParams(),
    sort: v.optional(v.oneOf(["createdAt", "occurredAt"])),
    ...usageFilter(),
  }),
);

export const usageRecord: Wire<UsageRecord> = /* @__PURE__ */ wire(() =>
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
    metadata: v.record(v.string(), v.unknown()),
    durationMs: v.nullable(v.number()),
    occurredAt: v.timestamp(),
    createdAt: v.timestamp(),
  }),
);

export const usageBatch: Wire<UsageBatch> = /* @__PURE__ */ wire(() =>
  v.object({
    results: v.array(
      v.object({
        status: v.oneOf(["recorded", "duplicate", "rejected"]),
        record: v.nullable(usageRecord() as v.GenericSchema<UsageRecord>),
        error: v.nullable(v.object({ code: v.string(), message: v.string(), param: v.nullable(v.string()) })),
      }),
    ),
    recorded: v.number(),
    duplicates: v.number(),
    rejected: v.number(),
  }),
);
