import type { Decimal } from "decimal.js";
import { and, inArray, lt, sql } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Ask, Held } from "../../http/meter/budgets.ts";
import { Exact } from "../../http/meter/decimals.ts";
import type { Priced } from "../../http/meter/record-usage.ts";
import type { Database } from "../../store/database.ts";
import { newId } from "../../store/new-id.ts";
import { budgetReservations, budgets } from "../../store/schema/index.ts";
import { freeReservations } from "./free.ts";
import { exceeded, leftOf } from "./refusal.ts";
import type { BudgetRow } from "./scope.ts";
import { lockBudgets, readStandings, type Standing } from "./standing.ts";

/** Sets the cost of the worst case aside in every one of these budgets, all or none. Runs within a transaction. */
export async function reserve(
  tx: Database,
  ask: Ask,
  hard: readonly BudgetRow[],
  lease: { readonly instance: string; readonly leaseMs: number },
): Promise<Held | undefined> {
  const priced = await mostFor(tx, ask);
  if (priced.cost === null) unpriced(ask, hard);
  const cost = new Exact(priced.cost);
  // Amounts in another currency are never added to it.
  const ids = hard.filter(({ currency }) => currency === priced.currency).map(({ id }) => id);
  if (ids.length === 0) return undefined;

  await lockBudgets(tx, ids);
  // The moment is taken with the rows in hand: a window may have ended while another had them.
  let standings = (await readStandings(tx, ids, new Date())).filter(({ budget }) => budget.kind === "hard");
  if (narrowest(standings, cost) && (await freeLapsed(tx, ids)) > 0)
    standings = (await readStandings(tx, ids, new Date())).filter(({ budget }) => budget.kind === "hard");
  const tight = narrowest(standings, cost);
  const units = tight === undefined ? ask.units : await cutToFit(tx, ask, leftOf(tight));
  if (tight !== undefined && units === undefined) throw exceeded(tight, cost);
  const amount = tight === undefined ? cost : await costOf(tx, ask, units ?? {});
  return write(tx, ask, standings, { units: units ?? ask.units, amount, wasCut: tight !== undefined }, lease);
}

/** The budget with the least left, if that is not enough. */
function narrowest(standings: readonly Standing[], cost: Decimal): Standing | undefined {
  const [least] = standings.toSorted((a, b) => leftOf(a).comparedTo(leftOf(b)));
  return least && leftOf(least).lessThan(cost) ? least : undefined;
}

/** What servers that are gone had set aside. */
const freeLapsed = (tx: Database, ids: readonly string[]): Promise<number> =>
  freeReservations(
    tx,
    sql`${and(inArray(budgetReservations.budgetId, [...ids]), lt(budgetReservations.leaseUntil, sql`now()`))}`,
  );

async function write(
  tx: Database,
  ask: Ask,
  standings: readonly Standing[],
  { amount, ...granted }: Pick<Held, "units" | "wasCut"> & { amount: Decimal },
  { instance, leaseMs }: { readonly instance: string; readonly leaseMs: number },
): Promise<Held | undefined> {
  const budgetIds = standings.map(({ budget }) => budget.id);
  if (budgetIds.length === 0) return undefined;
  const id = newId("rsv");
  const leaseUntil =
    ask.until === undefined
      ? sql`clock_timestamp() + make_interval(secs => ${leaseMs / 1000})`
      : sql`${ask.until.toISOString()}::timestamptz`;
  await tx
    .update(budgets)
    .set({ reserved: sql`${budgets.reserved} + ${amount.toFixed()}::numeric` })
    .where(inArray(budgets.id, budgetIds));
  await tx.insert(budgetReservations).values(
    budgetIds.map((budgetId) => ({
      ...{ id, budgetId, leaseUntil, instance },
      amount: amount.toFixed(),
      eventId: ask.eventId ?? null,
    })),
  );
  return { id, budgetIds, ...granted };
}

/** The largest whole number of the unit that may be cut which is paid for by what is left; undefined if none is. */
async function cutToFit(tx: Database, ask: Ask, left: Decimal): Promise<Ask["units"] | undefined> {
  const { cut, units } = ask;
  if (cut === undefined || !left.isPositive()) return undefined;
  const having = (n: number) => ({ ...units, [cut]: String(n) });
  const fits = async (n: number) => (await costOf(tx, ask, having(n))).lessThanOrEqualTo(left);
  if (!(await fits(1))) return undefined;
  let [good, bad] = [1, Number(units[cut] ?? 1)];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (await fits(middle)) good = middle;
    else bad = middle;
  }
  return having(good);
}

/** What is asked for is a bound: an event below it may cost more than one that reaches it, where prices fall. */
const mostFor = (tx: Database, { price, ...ask }: Ask): Promise<Priced> =>
  (price.most ?? price)(tx, { ...ask, at: new Date() });

async function costOf(tx: Database, ask: Ask, units: Ask["units"]): Promise<Decimal> {
  const { cost } = await mostFor(tx, { ...ask, units });
  return cost === null ? new Exact(Number.POSITIVE_INFINITY) : new Exact(cost);
}

function unpriced({ provider, model }: Ask, [budget]: readonly BudgetRow[]): never {
  const name = budget === undefined ? "" : ` "${budget.name}" (${budget.id})`;
  return fail(
    402,
    "price_unknown_under_budget",
    `What ${provider} ${model} costs is unknown, so the hard budget${name} cannot hold it. Add its price with createPrice.`,
    { param: "model" },
  );
}
