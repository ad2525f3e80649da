import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { Exact } from "../../http/meter/decimals.ts";
import { usageEvents } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";

/** So many calls tell what is usual, and so few do not. */
const mostCalls = 100;
const fewestCalls = 5;

/** The mean of a unit over the project's last calls, in thousandths; nothing when there were too few. */
export async function usualAmount(
  db: Tenant,
  { operations, model, unit }: { operations: readonly string[]; model: string; unit: string },
): Promise<{ amount: string; calls: number } | undefined> {
  const rows = await db.pick(
    usageEvents,
    { amount: sql<string | null>`${usageEvents.units} ->> ${unit}` },
    {
      where: and(eq(usageEvents.model, model), inArray(usageEvents.operation, [...operations])),
      orderBy: [desc(usageEvents.occurredAt), desc(usageEvents.id)],
      limit: mostCalls,
    },
  );
  const amounts = rows.flatMap(({ amount }) => amount ?? []);
  if (amounts.length < fewestCalls) return undefined;
  const mean = Exact.sum(...amounts).div(amounts.length);
  return { amount: mean.toDecimalPlaces(3).toFixed(), calls: amounts.length };
}
