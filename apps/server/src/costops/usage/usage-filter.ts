import type { UsageFilter } from "@platform/costops";
import { and, eq, gte, isNotNull, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { usageEvents } from "../../store/schema/index.ts";

const fields = ["operation", "provider", "model", "runId", "userId", "apiKeyId", "eventId"] as const;

/** All that was given, joined by "and". */
export function usageFilter(filter: UsageFilter): SQL | undefined {
  const { tags, unit, priced, minCost, maxCost, from, to } = filter;
  const { cost, occurredAt } = usageEvents;
  const equal = fields.map((field) => {
    const value = filter[field];
    return value === undefined ? undefined : eq(usageEvents[field], value);
  });
  return and(
    ...equal,
    tags && sql`${usageEvents.tags} @> ${JSON.stringify(tags)}::jsonb`,
    unit === undefined ? undefined : sql`jsonb_exists(${usageEvents.units}, ${unit})`,
    priced === undefined ? undefined : priced ? isNotNull(cost) : isNull(cost),
    minCost === undefined ? undefined : gte(cost, minCost),
    maxCost === undefined ? undefined : lte(cost, maxCost),
    from === undefined ? undefined : gte(occurredAt, new Date(from)),
    to === undefined ? undefined : lt(occurredAt, new Date(to)),
  );
}
