import { eq, sql } from "drizzle-orm";
import * as fc from "fast-check";
import type { Pool } from "pg";
import type { TestDatabase } from "./database.ts";
import { createBudgets } from "../src/costops/budgets/create-budgets.ts";
import { createCharging } from "../src/costops/budgets/create-charging.ts";
import { createBudgetFinder } from "../src/costops/budgets/find-budgets.ts";
import { HttpError } from "../src/http/errors/http-error.ts";
import type { Ask, Held } from "../src/http/meter/budgets.ts";
import { createMeter } from "../src/http/meter/meter.ts";
import { type Price, recordUsage } from "../src/http/meter/record-usage.ts";
import { createLog } from "../src/log/create-log.ts";
import type { Database } from "../src/store/database.ts";
import { newId } from "../src/store/new-id.ts";
import { budgetReservations, budgets } from "../src/store/schema/index.ts";
import { transaction } from "../src/store/transaction.ts";

/** One thing a caller does. What `late` and `fact` spend nobody has set aside, so they may go over the limit. */
const step = (kinds: readonly Step["kind"][]) =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    cost: fc.integer({ min: 1, max: 60 }),
    share: fc.integer({ min: 0, max: 10 }),
  });

interface Step {
  readonly kind: "settle" | "release" | "crash" | "turn" | "sweep" | "late" | "fact";
  /** What is asked for, in tenths. */
  readonly cost: number;
  /** How much of it is used, in tenths. */
  readonly share: number;
}

const held = ["settle", "settle", "settle", "release", "crash", "turn", "sweep"] as const;
/** Between these, in tenths. */
type Range = { readonly min: number; readonly max: number };
const limits = (limit: Range) =>
  fc.array(fc.record({ limit: fc.integer(limit), window: fc.constantFrom("daily", "total", "rolling") }), {
    minLength: 1,
    maxLength: 3,
  });
const of = (kinds: readonly Step["kind"][], strict: boolean) =>
  fc.record({
    limits: limits({ min: 5, max: 200 }),
    callers: fc.array(fc.array(step(kinds), { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 }),
    /** Whether the limit holds at every moment. */
    strict: fc.constant(strict),
  });

/** Callers that reserve, use and vanish in any order, against one to three budgets at once. */
export const schedules = fc.oneof(
  { weight: 4, arbitrary: of(held, true) },
  { weight: 1, arbitrary: of([...held, "late", "fact"], false) },
);
type Schedule = typeof schedules extends fc.Arbitrary<infer T> ? T : never;

/** A thousand callers at once on the same budgets, which pay for some of them. Days are few: each moves all rows. */
const often = Array.from({ length: 6 }, () => held.filter((kind) => kind !== "turn")).flat();
export const crowds = fc.record({
  limits: limits({ min: 500, max: 10_000 }),
  callers: fc.array(fc.array(step([...often, "turn"]), { minLength: 1, maxLength: 1 }), {
    ...{ minLength: 1_000, maxLength: 1_000, size: "max" },
  }),
  strict: fc.constant(true),
});

/** What schedules share: a server's own budgets, and a price of one for each `x`. */
export function openService({ db, pool, connection }: TestDatabase) {
  const find = createBudgetFinder();
  const log = createLog("silent");
  const service = createBudgets(db, { find, log, instance: "test", renewing: connection });
  const price: Price = Object.assign(
    async (_: Database, { units }: Parameters<Price>[1]) => ({
      cost: units["x"] ?? null,
      currency: "USD",
      priceIds: [],
    }),
    { charging: createCharging(find) },
  );
  return { db, pool, service, price };
}

/**
 * Runs the real code on the real database, in an organization of its own; throws when a promise is broken. Says how
 * often it looked and refused.
 */
export async function runSchedule(
  { db, pool, service, price }: ReturnType<typeof openService>,
  { limits: wanted, callers, strict }: Schedule,
) {
  const ids = { organizationId: newId("org"), projectId: newId("prj") };
  await db.insert(budgets).values(
    wanted.map(({ limit, window }) => ({
      ...{
        id: newId("bud"),
        ...ids,
        name: "n",
        limit: tenths(limit),
        currency: "USD",
        kind: "hard" as const,
        window,
      },
      ...{
        rollingHours: window === "rolling" ? 24 : null,
        timeZone: "UTC",
        thresholds: [50],
        organizationWide: false,
      },
      alertOnProjection: false,
      // Old enough that its counters are trusted, rather than counted anew each time.
      createdAt: new Date(Date.now() - 3_600_000),
    })),
  );
  const counts = { looks: 0, refused: 0, spent: 0 };
  let expected = 0;

  const spend = (amount: number, over?: Held) =>
    transaction(db, async (tx) => {
      const meter = createMeter();
      meter.add({ x: tenths(amount) });
      const principal = { ...ids, apiKeyId: "key", keyPrefix: "", scopes: [] };
      const usage = {
        principal,
        eventId: newId("evt"),
        operation: "o",
        runId: undefined,
        startedAt: new Date(),
        meter,
      };
      await recordUsage(tx, price, usage);
      if (over) await service.free(tx, over);
    });
  const ask = (cost: number): Ask => ({
    ...{
      ids,
      apiKeyId: "key",
      runId: undefined,
      provider: "p",
      model: "m",
      price,
      units: { x: tenths(cost) },
    },
  });
  const act = async ({ kind, cost, share }: Step) => {
    const used = Math.floor((cost * share) / 10);
    if (kind === "turn") return turn(db, ids.organizationId);
    if (kind === "sweep") return service.sweep();
    if (kind === "fact") {
      expected += cost;
      return spend(cost);
    }
    const got = await service.reserve(db, ask(cost)).catch((error: unknown) => {
      if (error instanceof HttpError && error.code === "budget_exceeded") return undefined;
      throw error;
    });
    if (got === undefined) return void counts.refused++;
    service.forget(got);
    await look(pool, ids.organizationId, strict, counts);
    if (kind === "release") return service.free(db, got);
    if (kind === "settle") {
      expected += used;
      return spend(used, got);
    }
    // Nobody renews it any more.
    const past = sql`now() - interval '1 second'`;
    await db.update(budgetReservations).set({ leaseUntil: past }).where(eq(budgetReservations.id, got.id));
    if (kind === "late") {
      await service.sweep();
      expected += used;
      await spend(used, got);
    }
  };
  await Promise.all(
    callers.map(async (steps) => {
      for (const one of steps) {
        await act(one);
        await look(pool, ids.organizationId, strict, counts);
      }
    }),
  );
  await service.sweep();
  const { reserved, ledger } = await look(pool, ids.organizationId, strict, counts);
  if (reserved !== 0) throw new Error(`${reserved} stayed reserved though nobody runs.`);
  if (ledger !== expected) throw new Error(`The ledger has ${ledger} tenths, ${expected} were spent.`);
  return counts;
}

const tenths = (n: number): string => `${Math.floor(n / 10)}.${n % 10}`;

/** A day goes by: everything there is was yesterday, and what runs goes on. */
const turn = (db: Database, organizationId: string) =>
  transaction(db, async (tx) => {
    await tx.execute(
      sql`select id from budgets where organization_id = ${organizationId} order by id for update`,
    );
    await tx.execute(
      sql`update usage_events set occurred_at = occurred_at - interval '1 day' where organization_id = ${organizationId}`,
    );
    const mine = sql`budget_id in (select id from budgets where organization_id = ${organizationId} and "window" = 'daily')`;
    // By way of another age, where nothing is in the way.
    await tx.execute(
      sql`update budget_counters set window_start = window_start - interval '4000 days' where ${mine}`,
    );
    await tx.execute(
      sql`update budget_counters set window_start = window_start + interval '3999 days' where ${mine}`,
    );
  });

const snapshot = `
  select b.id, b."window", b."limit" * 10 as "limit", b.reserved * 10 as reserved,
    (select coalesce(sum(amount), 0) * 10 from budget_reservations where budget_id = b.id) as held,
    (select coalesce(sum(cost), 0) * 10 from usage_events where organization_id = b.organization_id) as ledger,
    (select coalesce(sum(cost), 0) * 10 from usage_events where organization_id = b.organization_id
      and case b."window" when 'total' then true when 'rolling' then occurred_at > now() - interval '24 hours'
        else occurred_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' end) as spent,
    (select coalesce(sum(spent), 0) * 10 from budget_counters where budget_id = b.id) as counted
  from budgets b where b.organization_id = $1`;

/** What holds in every snapshot, all read in one statement. Amounts in tenths. */
async function look(pool: Pool, organizationId: string, strict: boolean, counts: { looks: number }) {
  const { rows } = await pool.query<Record<string, string>>({ text: snapshot, values: [organizationId] });
  counts.looks++;
  const numbers = rows.map((row) => ({
    window: row["window"],
    limit: Number(row["limit"]),
    reserved: Number(row["reserved"]),
    held: Number(row["held"]),
    ledger: Number(row["ledger"]),
    spent: Number(row["spent"]),
    counted: Number(row["counted"]),
  }));
  for (const one of numbers) {
    const broken =
      one.reserved !== one.held ||
      (one.window !== "rolling" && one.counted !== one.ledger) ||
      (strict && one.spent + one.reserved > one.limit);
    if (broken) throw new Error(`A promise is broken: ${JSON.stringify(one)}`);
  }
  const [first] = numbers;
  return { reserved: Math.max(...numbers.map(({ reserved }) => reserved)), ledger: first?.ledger ?? 0 };
}
