import { eq, inArray, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { foldRollups } from "../src/costops/costs/fold-rollups.ts";
import { type NewUsage, writeUsage } from "../src/http/meter/write-usage.ts";
import { usageEvents } from "../src/store/schema/index.ts";
import { transaction } from "../src/store/transaction.ts";
import { openTestDatabase, type TestDatabase } from "./database.ts";
import { price, randomTime, randomUsage } from "./random-usage.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const sums = sql`organization_id, project_id, operation, provider, model, api_key_id, user_id, currency`;
const keys = sql`1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`;
const times = sql`(values ('day', interval '24 hours'), ('quarter', interval '15 minutes')) as times(grain, width)`;

/** Where the rollups say something else than the events: nowhere. */
async function differences(projectId: string): Promise<unknown[]> {
  const { rows } = await database.db.execute(sql`
    with events as (
      select ${sums}, grain, date_bin(width, occurred_at, 'epoch') as bucket, cost is not null as priced,
        coalesce(sum(cost), 0) as cost, count(*) as count, coalesce(sum(duration_ms), 0) as duration_ms
      from usage_events, ${times} where project_id = ${projectId} group by ${keys}
    ), rollups as (
      select ${sums}, grain, bucket, priced, sum(cost) as cost, sum(count) as count, sum(duration_ms) as duration_ms
      from usage_rollups where project_id = ${projectId} group by ${keys}
      having sum(count) <> 0 or sum(cost) <> 0 or sum(duration_ms) <> 0
    ), event_units as (
      select ${sums}, grain, date_bin(width, occurred_at, 'epoch') as bucket, cost is not null as priced,
        key, sum(value::numeric) as amount
      from usage_events, ${times}, jsonb_each_text(units) where project_id = ${projectId}
      group by ${keys}, 12 having sum(value::numeric) <> 0
    ), rollup_units as (
      select ${sums}, grain, bucket, priced, unit, sum(amount) as amount
      from usage_rollups where project_id = ${projectId} and unit <> ''
      group by ${keys}, 12 having sum(amount) <> 0
    )
    select to_jsonb(a) from (table events except table rollups) as a
    union all select to_jsonb(b) from (table rollups except table events) as b
    union all select to_jsonb(c) from (table event_units except table rollup_units) as c
    union all select to_jsonb(d) from (table rollup_units except table event_units) as d`);
  return rows;
}

type Step =
  | { readonly kind: "write"; readonly events: Omit<NewUsage, "eventId">[]; readonly first: number }
  | { readonly kind: "change"; readonly of: number; readonly cost: string | null; readonly to: Date }
  | { readonly kind: "remove"; readonly of: number[] };

const anId = fc.nat(60);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("write" as const),
      events: fc.array(randomUsage, { minLength: 1, maxLength: 12 }),
      first: anId,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      of: anId,
      cost: fc.option(fc.nat(99).map((n) => `0.0000000${n}`)),
      to: randomTime,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("remove" as const), of: fc.array(anId, { maxLength: 6 }) }),
  },
);

/** Each step in a transaction of its own, as the server's verbs are. */
async function take(projectId: string, one: Step): Promise<void> {
  const ids = { organizationId: `org-${projectId}`, projectId };
  await transaction(database.db, async (tx) => {
    const named = (at: number) => `${projectId}-${at}`;
    if (one.kind === "write") {
      const events = one.events.map((event, at) => ({ ...event, eventId: named(one.first + at) }));
      await writeUsage(tx, price, ids, events);
    } else if (one.kind === "change") {
      await tx
        .update(usageEvents)
        .set({ cost: one.cost, occurredAt: one.to })
        .where(eq(usageEvents.eventId, named(one.of)));
    } else if (one.of.length > 0) {
      await tx.delete(usageEvents).where(inArray(usageEvents.eventId, one.of.map(named)));
    }
  });
}

test("whatever is written, changed and removed at once, the rollups are the sums of the events", async () => {
  let run = 0;
  let written = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const projectId = `prj-${run++}`;
      await Promise.all(steps.map((one) => take(projectId, one)));
      expect(await differences(projectId)).toEqual([]);
      written += await database.db.$count(usageEvents, eq(usageEvents.projectId, projectId));
    }),
    { numRuns: 40 },
  );
  expect(written).toBeGreaterThan(500);
});

test("sums of past times are put together while others write them, and stay what they were", async () => {
  const later = new Date("2027-01-01T00:00:00Z");
  const spread = async () =>
    (await database.db.execute(sql`select 1 from usage_rollups where slot <> 0`)).rows;
  const samples = fc.sample(fc.array(step, { minLength: 30, maxLength: 30 }), { seed: 3, numRuns: 5 });
  const take5 = () =>
    Promise.all(samples.map((steps, at) => Promise.all(steps.map((one) => take(`fold-${at}`, one)))));
  await take5();
  expect((await spread()).length).toBeGreaterThan(0);
  const folds = Array.from({ length: 10 }, () => foldRollups(database.db, later));
  await Promise.all([take5(), ...folds]);
  for (const at of samples.keys()) expect(await differences(`fold-${at}`)).toEqual([]);
  await foldRollups(database.db, later);
  expect(await spread()).toEqual([]);
  for (const at of samples.keys()) expect(await differences(`fold-${at}`)).toEqual([]);
});

test("a hundred writers of one sum at once lose nothing", async () => {
  const event = { ...fc.sample(randomUsage, { seed: 1, numRuns: 1 })[0], model: "priced" } as Omit<
    NewUsage,
    "eventId"
  >;
  const ids = { organizationId: "org-hot", projectId: "hot" };
  const writes = Array.from({ length: 100 }, (_, at) =>
    writeUsage(database.db, price, ids, [{ ...event, eventId: `hot-${at}` }]),
  );
  await Promise.all(writes);
  expect(await differences("hot")).toEqual([]);
  expect(await database.db.$count(usageEvents, eq(usageEvents.projectId, "hot"))).toBe(100);
});

test("a transaction that is rolled back leaves no sums", async () => {
  const [event] = fc.sample(randomUsage, { seed: 2, numRuns: 1 });
  const ids = { organizationId: "org-back", projectId: "back" };
  const undone = transaction(database.db, async (tx) => {
    await writeUsage(tx, price, ids, [{ ...(event as NewUsage), eventId: "back" }]);
    throw new Error("no");
  });
  await expect(undone).rejects.toThrow("no");
  const { rows } = await database.db.execute(sql`select 1 from usage_rollups where project_id = 'back'`);
  expect(rows).toEqual([]);
});
