import type { Database } from "../../store/database.ts";
import { newId } from "../../store/new-id.ts";
import { insertUsage } from "../../store/insert-usage.ts";
import type { usageEvents } from "../../store/schema/index.ts";
import type { NewRow, Row, TenantIds } from "../../store/tenant-types.ts";
import { transaction } from "../../store/transaction.ts";
import { fail } from "../errors/http-error.ts";
import { Exact } from "./decimals.ts";
import type { Price, Priced, Used } from "./record-usage.ts";

/** A row of the ledger, but for what is found out while it is written: its id and its price. */
export type NewUsage = Omit<NewRow<typeof usageEvents>, "id" | "cost" | "currency" | "priceIds">;

/** What amounts on the wire have digits for. */
const dearest = "1e20";

function tooDear(eventId: string): never {
  const message = `The event ${eventId} would cost more than 20 digits can say. Look at its \`units\` and its price.`;
  return fail(400, "cost_too_large", message, { param: "units" });
}

/** Most rows in one statement. */
const most = 1000;

/**
 * The one way into the ledger. Prices the events as of when they happened and answers the rows that are new; an event
 * that is there already, or comes twice, changes nothing and is left out.
 */
export async function writeUsage(
  db: Database,
  price: Price,
  ids: TenantIds,
  events: readonly NewUsage[],
): Promise<Row<typeof usageEvents>[]> {
  if (events.length > most) throw new RangeError(`At most ${most} events are written at once.`);
  // In one order, so that writers of the same events wait for each other and never in a circle.
  const sorted = events.toSorted((a, b) => (a.eventId < b.eventId ? -1 : Number(a.eventId > b.eventId)));
  const used = sorted.map(({ provider, model, units, occurredAt: at }) => ({ provider, model, units, at }));
  const priced = await priceAll(db, price, ids, used);
  const rows = sorted.map((event, at): NewRow<typeof usageEvents> => {
    const { cost = null, currency = "USD", priceIds = [] } = priced[at] ?? {};
    if (new Exact(cost ?? 0).gte(dearest)) tooDear(event.eventId);
    return { id: newId("use"), ...event, cost, currency, priceIds };
  });
  const charge = await price.charging?.(db, ids);
  if (charge === undefined) return insertUsage(db, ids, rows);
  // What was used is a fact, which no budget refuses; it is counted with the rows or not at all.
  return transaction(db, async (tx) => {
    const made = await insertUsage(tx, ids, rows);
    if (made.length > 0) await charge(tx, made);
    return made;
  });
}

async function priceAll(
  db: Database,
  price: Price,
  ids: TenantIds,
  used: readonly Used[],
): Promise<Priced[]> {
  if (price.many && used.length > 1) return price.many(db, ids, used);
  const all: Priced[] = [];
  for (const one of used) all.push(await price(db, { ids, ...one }));
  return all;
}
