import { and, asc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import { Exact } from "../../http/meter/decimals.ts";
import { databaseBehind } from "../../store/database-behind.ts";
import { usageEvents } from "../../store/schema/index.ts";
import type { Row, Tenant } from "../../store/tenant-types.ts";
import { recountBudgets } from "../budgets/recount.ts";
import { bookOf } from "./find-prices.ts";
import { costOfUnits, type Priced } from "./price-units.ts";
import type { Place } from "./recompute-cursor.ts";
import { resolve } from "./resolve.ts";

/** Which events, in the order of their time. */
export interface Batch {
  readonly from: Date;
  readonly to: Date;
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly after: Place | undefined;
  readonly size: number;
  readonly dryRun: boolean;
}

/** An event as it was, and what it costs by the book as it stands. */
export interface Repriced {
  readonly row: Row<typeof usageEvents>;
  readonly priced: Priced;
  readonly changed: boolean;
}

/** Prices one batch anew and writes what changed, with one query for the prices of all its events. */
export async function repriceBatch(
  db: Tenant,
  batch: Batch,
): Promise<{ events: Repriced[]; last: Place | undefined }> {
  const rows = await readBatch(db, batch);
  const book = rows.length === 0 ? [] : await bookOf(db, rows);
  const events = rows.map((row) => {
    const { provider, model, occurredAt: at } = row;
    const priced = costOfUnits(row.units, resolve(book, { provider, model, at }));
    return { row, priced, changed: isChanged(row, priced) };
  });
  const changed = events.filter((event) => event.changed);
  if (!batch.dryRun && changed.length > 0) {
    await write(db, changed);
    await recountBudgets(databaseBehind(db), db.ids.organizationId);
  }
  const last = rows.length < batch.size ? undefined : rows.at(-1);
  return { events, last: last && { occurredAt: utc(last.occurredAt), id: last.id } };
}

function readBatch(db: Tenant, batch: Batch): Promise<Row<typeof usageEvents>[]> {
  const { from, to, provider, model, after, size: limit, dryRun } = batch;
  const place = sql`(${usageEvents.occurredAt}, ${usageEvents.id})`;
  const where = and(
    gte(usageEvents.occurredAt, from),
    lt(usageEvents.occurredAt, to),
    provider === undefined ? undefined : eq(usageEvents.provider, provider),
    model === undefined ? undefined : eq(usageEvents.model, model),
    after && sql`${place} > (${after.occurredAt}::timestamptz, ${after.id})`,
  );
  const orderBy = [asc(usageEvents.occurredAt), asc(usageEvents.id)];
  return db.select(usageEvents, { where, orderBy, limit, lock: dryRun ? undefined : "wait" });
}

/** Times of events come from JavaScript and have no more than milliseconds. */
const utc = (at: Date): string => at.toISOString().replace("Z", "000Z");

function isChanged({ cost, currency }: Row<typeof usageEvents>, priced: Priced): boolean {
  if (cost === null || priced.cost === null) return cost !== priced.cost;
  return currency !== priced.currency || !new Exact(cost).eq(priced.cost);
}

/** One statement for the batch: each row finds its own values by its id. */
async function write(db: Tenant, changed: readonly Repriced[]): Promise<void> {
  const values = Object.fromEntries(changed.map(({ row, priced }) => [row.id, priced]));
  const own = sql`(${JSON.stringify(values)}::jsonb -> ${usageEvents.id})`;
  await db.update(
    usageEvents,
    {
      cost: sql`(${own} ->> 'cost')::numeric`,
      currency: sql`${own} ->> 'currency'`,
      priceIds: sql`array(select jsonb_array_elements_text(${own} -> 'priceIds'))`,
      repricedAt: new Date(),
    },
    inArray(
      usageEvents.id,
      changed.map(({ row }) => row.id),
    ),
  );
}
