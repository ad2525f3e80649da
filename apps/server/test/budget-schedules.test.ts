import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { crowds, openService, runSchedule, schedules } from "./budget-schedules.ts";
import { openTestDatabase, run, type TestDatabase } from "./database.ts";
import { prepareAll } from "./prepare-all.ts";

/** `BUDGET_SCHEDULES=10000` for a long look, of some minutes; `BUDGET_SEED` for other ones. */
const howMany = Number(process.env["BUDGET_SCHEDULES"] ?? 400);
const seed = Number(process.env["BUDGET_SEED"] ?? 20_261_121);

let database: TestDatabase;
let opened: ReturnType<typeof openService>;
beforeAll(async () => {
  database = await openTestDatabase();
  prepareAll(database);
  // It is about order, not about power cuts: those are crash-rounds' matter.
  const { connection } = database;
  const asynchronous = `execute format('alter database %I set synchronous_commit = off', current_database())`;
  await run(connection, `do $$ begin ${asynchronous}; end $$`);
  opened = openService(database);
});
afterAll(async () => {
  await opened.service.close();
  await database.close();
});

/** Several side by side, each in an organization of its own. */
async function runAll(all: Parameters<typeof runSchedule>[1][], atOnce: number) {
  const waiting = all.entries();
  const totals = { looks: 0, refused: 0, done: 0 };
  const worker = async () => {
    for (const [number, schedule] of waiting) {
      const { looks, refused } = await runSchedule(opened, schedule).catch((error: unknown) => {
        throw new Error(`Schedule ${number} of seed ${seed}: ${JSON.stringify(schedule)}`, { cause: error });
      });
      totals.looks += looks;
      totals.refused += refused;
      totals.done++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  expect(totals.done).toBe(all.length);
  return totals;
}

test(`${howMany} schedules of callers that reserve, settle, vanish and see windows end: no cent over, lost or doubled`, async () => {
  const { looks, refused } = await runAll(fc.sample(schedules, { numRuns: howMany, seed }), 4);
  // They are only worth something when budgets were met.
  expect(refused).toBeGreaterThan(howMany / 2);
  expect(looks).toBeGreaterThan(howMany * 4);
}, 3_600_000);

test("one schedule of a thousand callers at once: no cent over, lost or doubled", async () => {
  const { looks, refused } = await runAll(fc.sample(crowds, { numRuns: 1, seed }), 1);
  expect(refused).toBeGreaterThan(100);
  expect(looks).toBeGreaterThan(1_000);
}, 3_600_000);
