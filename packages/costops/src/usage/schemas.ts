import { type Wire, wire } from "@platform/core";
import { decimal, pageParams, quantity, recordOf, tags, text, timestamp, whole } from "@platform/core/wire";
import * as v from "valibot";
import { unit } from "../unit.ts";
import type { ListUsageParams } from "./list-usage.ts";
import type { SubmitUsageParams } from "./submit-usage.ts";
import type { UsageRecord } from "./usage-record.ts";

export const submitUsageParams: Wire<SubmitUsageParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    provider: text(64),
    model: text(255),
    units: recordOf(unit(), quantity(), 32, 1),
    operation: v.optional(text(64)),
    eventId: v.optional(text(255)),
    organizationId: v.optional(text(64)),
    runId: v.optional(text(128)),
    userId: v.optional(text(255)),
    tags: v.optional(tags()),
    durationMs: v.optional(whole(0)),
    occurredAt: v.optional(timestamp()),
  }),
);

export const listUsageParams: Wire<ListUsageParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...pageParams(),
    operation: v.optional(text(64)),
    provider: v.optional(text(64)),
    model: v.optional(text(255)),
    runId: v.optional(text(128)),
    userId: v.optional(text(255)),
    from: v.optional(timestamp()),
    to: v.optional(timestamp()),
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
    units: v.record(v.string(), decimal()),
    cost: v.nullable(decimal()),
    currency: v.string(),
    runId: v.nullable(v.string()),
    userId: v.nullable(v.string()),
    tags: v.record(v.string(), v.string()),
    durationMs: v.nullable(v.number()),
    occurredAt: timestamp(),
    createdAt: timestamp(),
  }),
);
