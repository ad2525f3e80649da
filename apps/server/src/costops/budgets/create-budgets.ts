import { and, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { Pool, type PoolConfig } from "pg";
import type { Logger } from "pino";
import type { Ask, Budgets, Held } from "../../http/meter/budgets.ts";
import type { Database } from "../../store/database.ts";
import * as schema from "../../store/schema/index.ts";
import { transaction } from "../../store/transaction.ts";
import type { BudgetFinder } from "./find-budgets.ts";
import { budgetsWith, freeReservations } from "./free.ts";
import { reserve } from "./reserve.ts";
import { applies } from "./scope.ts";
import { lockBudgets } from "./standing.ts";

const { budgetReservations, budgets } = schema;

type Running = Pick<Held, "budgetIds"> & Pick<Ask, "onLost">;

export interface BudgetSettings {
  /** Names this server process in reservations. */
  readonly instance: string;
  readonly log: Logger;
  /** How long a server may be silent before what it set aside is anybody's again. Default 60 seconds. */
  readonly leaseMs?: number | undefined;
  /**
   * A connection of its own, ended with `close`: behind a thousand callers in the pool's queue a renewal would come too
   * late, and what is in use would be given away.
   */
  readonly renewing: PoolConfig;
  readonly find: BudgetFinder;
}

/** The port's other side, over one database. */
export function createBudgets(db: Database, settings: BudgetSettings): Budgets {
  const { instance, log, find, leaseMs = 60_000, renewing } = settings;
  const running = new Map<string, Running>();
  const pool = new Pool({ ...renewing, max: 1, application_name: "platform budgets" });
  // One that breaks while idle is replaced at the next renewal.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const own: Database = drizzle(pool, { schema });
  const renew = async () => {
    if (running.size === 0) return;
    const asked = [...running];
    const leaseUntil = sql`clock_timestamp() + make_interval(secs => ${leaseMs / 1000})`;
    const renewed = await own
      .update(budgetReservations)
      .set({ leaseUntil })
      .where(
        inArray(
          budgetReservations.id,
          asked.map(([id]) => id),
        ),
      )
      .returning({ id: budgetReservations.id });
    const kept = new Set(renewed.map(({ id }) => id));
    // What has ended since is not lost, nor what went with its budget.
    const gone = asked.filter(([id, { onLost }]) => onLost && running.has(id) && !kept.has(id));
    if (gone.length === 0) return;
    const budgetIds = [...new Set(gone.flatMap(([, one]) => one.budgetIds))];
    const still = await own.select({ id: budgets.id }).from(budgets).where(inArray(budgets.id, budgetIds));
    const there = new Set(still.map(({ id }) => id));
    for (const [id, one] of gone)
      if (running.has(id) && one.budgetIds.some((budgetId) => there.has(budgetId))) one.onLost?.();
  };
  const timer = setInterval(() => {
    renew().catch((error: unknown) => log.warn({ err: error }, "reservations were not renewed"));
  }, leaseMs / 3);
  timer.unref();

  return {
    async mayRefuse(on, { organizationId, projectId }) {
      const known = await find(on, organizationId);
      return known.some(
        (one) => one.kind === "hard" && (one.organizationWide || one.projectId === projectId),
      );
    },
    async reserve(on, ask) {
      const known = await find(on, ask.ids.organizationId);
      const hard = known.filter((one) => one.kind === "hard" && applies(one, { ...ask, ...ask.ids }));
      if (hard.length === 0) return undefined;
      const held = await transaction(on, (tx) => reserve(tx, ask, hard, { instance, leaseMs }));
      if (held && ask.until === undefined)
        running.set(held.id, { budgetIds: held.budgetIds, onLost: ask.onLost });
      return held;
    },
    free: (on, { id, budgetIds }) =>
      transaction(on, async (tx) => {
        // First the budgets, as everybody does: two that wait for each other would have to begin again.
        await lockBudgets(tx, budgetIds);
        await freeReservations(tx, sql`${budgetReservations.id} = ${id}`);
      }),
    freeFor: (on, eventId) => freeAll(on, eq(budgetReservations.eventId, eventId)),
    forget: ({ id }) => void running.delete(id),
    sweep: () => freeAll(db, lt(budgetReservations.leaseUntil, sql`now()`)),
    async close() {
      clearInterval(timer);
      await pool.end();
    },
  };
}

/** Frees such reservations, of the budgets they lay in when it began. */
function freeAll(db: Database, where: SQL): Promise<void> {
  return transaction(db, async (tx) => {
    const ids = await budgetsWith(tx, where);
    if (ids.length === 0) return;
    await lockBudgets(tx, ids);
    await freeReservations(tx, sql`${and(inArray(budgetReservations.budgetId, ids), where)}`);
  });
}
