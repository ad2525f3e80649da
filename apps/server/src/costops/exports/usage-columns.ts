import type { UsageRecord } from "@platform/costops";
import { type Column, column } from "./column.ts";

const kinds: Readonly<Record<keyof UsageRecord, Column<UsageRecord>["kind"]>> = {
  id: "text",
  eventId: "text",
  organizationId: "text",
  projectId: "text",
  apiKeyId: "text",
  operation: "text",
  provider: "text",
  model: "text",
  units: "json",
  cost: "amount",
  currency: "text",
  runId: "text",
  userId: "text",
  tags: "json",
  metadata: "json",
  durationMs: "whole",
  occurredAt: "time",
  createdAt: "time",
};

/** The fields of a `UsageRecord`, in their order. A field that is new there does not compile until it is here. */
export const usageColumns: readonly Column<UsageRecord>[] = Object.entries(kinds).map(([name, kind]) =>
  column(name, kind, (row) => row[name as keyof UsageRecord]),
);
