import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runSchedule, schedules } from "./budget-schedules.ts";
import { openTestDatabase, type TestDatabase } from "./database.ts";

/** `BUDGET_SCHEDULES=10000` for a long look; `BUDGET_SEED` for other ones. */
const howMany = Number(process.env["BUDGET_SCHEDULES"] ?? 100);
const seed = Number(process.env["BUDGET_SEED"] ?? 20_261_121);

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  // It is about order, not about power cuts: those are crash-rounds' matter.
  await database.pool.query(
    `do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`,
  );
});
afterAll(() => database.close());

test(`${howMany} schedules of callers that reserve, settle, vanish and see windows end: no cent over, lost or doubled`, async () => {
  const waiting = fc.sample(schedules, { numRuns: howMany, seed }).entries();
  const totals = { looks: 0, refused: 0, done: 0 };
  const worker = async () => {
    for (const [number, schedule] of waiting) {
      const { looks, refused } = await runSchedule(database, schedule).catch((error: unknown) => {
        throw new Error(`Schedule ${number} of seed ${seed}: ${JSON.stringify(schedule)}`, { cause: error });
      });
      totals.looks += looks;
      totals.refused += refused;
      totals.done++;
    }
  };
  await Promise.all([1, 2, 3, 4].map(worker));
  expect(totals.done).toBe(howMany);
  // They are only worth something when budgets were met.
  expect(totals.refused).toBeGreaterThan(howMany / 2);
  expect(totals.looks).toBeGreaterThan(howMany * 4);
}, 3_600_000);
