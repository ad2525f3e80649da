import type { UsageFilter } from "@platform/costops";
import { and, eq, gte, lt, or, type SQL } from "drizzle-orm";
import { usageRollups } from "../../store/schema/index.ts";
import { type Source, timeOf } from "./dimensions.ts";
import type { Range, Ranges } from "./plan-ranges.ts";

/** The rollups that answer for a filter in these ranges; undefined where none does. */
export function rollupsWithin(filter: UsageFilter, { days, quarters }: Ranges): SQL | undefined {
  const parts = [...days.map(of("day")), ...quarters.map(of("quarter"))];
  return parts.length === 0 ? undefined : and(fitting(filter), or(...parts));
}

/** The filters that rollups can answer; `planRanges` has seen to it that there is no other. */
function fitting(filter: UsageFilter): SQL | undefined {
  const fields = ["operation", "provider", "model", "userId", "apiKeyId", "priced"] as const;
  return and(
    ...fields.map((field) => {
      const value = filter[field];
      return value === undefined ? undefined : eq(usageRollups[field], value as never);
    }),
  );
}

const of = (grain: "day" | "quarter") => (range: Range) =>
  and(eq(usageRollups.grain, grain), within(usageRollups, range));

/** What happened in a span. */
export function within(table: Source, { from, to }: Range): SQL | undefined {
  const at = timeOf(table);
  return and(from && gte(at, from), to && lt(at, to));
}
