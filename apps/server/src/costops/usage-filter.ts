import type { UsageFilter } from "@platform/costops";
import { and, eq, gte, lt, type SQL } from "drizzle-orm";
import { usageEvents } from "../store/schema/index.ts";

const fields = ["operation", "provider", "model", "runId", "userId"] as const;

/** All that was given, joined by "and". */
export function usageFilter(filter: UsageFilter): SQL | undefined {
  const equal = fields.map((field) => {
    const value = filter[field];
    return value === undefined ? undefined : eq(usageEvents[field], value);
  });
  return and(
    ...equal,
    filter.from === undefined ? undefined : gte(usageEvents.occurredAt, new Date(filter.from)),
    filter.to === undefined ? undefined : lt(usageEvents.occurredAt, new Date(filter.to)),
  );
}
