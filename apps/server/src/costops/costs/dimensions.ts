import type { CostDimension } from "@platform/costops";
import { type SQL, sql } from "drizzle-orm";
import { usageEvents, usageRollups } from "../../store/schema/index.ts";

export type Source = typeof usageEvents | typeof usageRollups;

/** When what a row tells of happened; of a rollup, when its quarter of an hour or day begins. */
export const timeOf = (table: Source) =>
  table === usageEvents ? usageEvents.occurredAt : usageRollups.bucket;

/** How moments are cut and written: ISO 8601, the week by its ISO number. */
const shapes: Partial<Record<CostDimension, string>> = {
  hour: 'YYYY-MM-DD"T"HH24:00',
  day: "YYYY-MM-DD",
  week: 'IYYY-"W"IW',
  month: "YYYY-MM",
};

/** The value of a dimension. Runs and tags are asked of events only. */
export function expressionOf(table: Source, dimension: CostDimension, timeZone: string): SQL {
  const shape = shapes[dimension];
  if (shape !== undefined) return sql`to_char(${timeOf(table)} at time zone ${timeZone}, ${shape})`;
  if (dimension.startsWith("tag:"))
    return sql`${usageEvents.tags} ->> ${dimension.slice("tag:".length)}::text`;
  return sql`${table[dimension as keyof typeof table]}`;
}
