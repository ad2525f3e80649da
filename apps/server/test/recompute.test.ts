import { type Client, NotFoundError } from "@platform/core";
import {
  createBudget,
  createPrice,
  deletePrice,
  getBudget,
  listUsage,
  recomputeCosts,
  submitUsage,
  updatePrice,
} from "@platform/costops";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { repriceBatch } from "../src/costops/prices/reprice-batch.ts";
import { tenant } from "../src/store/tenant.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
});
afterAll(() => platform.stop());

// Each test has a project of its own, so that a range holds its events alone.
let client: Client;
beforeEach(async () => {
  client = await platform.stranger();
});

const january = "2026-01-01T00:00:00Z";
const may = { from: "2026-05-01T00:00:00Z", to: "2026-06-01T00:00:00Z" };
const price = { provider: "acme", model: "m", unit: "x", effectiveFrom: january };

/** Events a second apart from the first of May on. */
async function submit(count: number, more: object = {}): Promise<void> {
  for (let n = 0; n < count; n++) {
    const occurredAt = new Date(Date.parse(may.from) + n * 1_000).toISOString();
    await submitUsage(client, { provider: "acme", model: "m", units: { x: n + 1 }, occurredAt, ...more });
  }
}

const events = () => listUsage(client, { provider: "acme" }).all();

/** When each event was priced anew, the newest event first; `null` where it never was. */
async function marks(): Promise<(Date | null)[]> {
  const ids = (await events()).map(({ id }) => id);
  const { rows } = await platform.database.pool.query<{ repriced_at: Date | null }>(
    "select repriced_at from usage_events where id = any($1) order by occurred_at desc",
    [ids],
  );
  return rows.map((row) => row.repriced_at);
}

test("a price that comes late: a dry run tells the difference, and only then is it written", async () => {
  await submit(3);
  const unpriced = await events();
  await createPrice(client, { ...price, amount: "0.1" });
  const told = await recomputeCosts(client, may);
  expect(told).toMatchObject({
    ...{ dryRun: true, events: 3, changed: 3, unpricedBefore: 3, unpricedAfter: 0, nextCursor: null },
    totals: [{ currency: "USD", before: "0", after: "0.6", difference: "0.6" }],
  });
  expect(told.largest.map(({ before, after, difference }) => [before, after, difference])).toEqual([
    [null, "0.3", null],
    [null, "0.2", null],
    [null, "0.1", null],
  ]);
  expect(await events()).toEqual(unpriced);

  expect(await recomputeCosts(client, { ...may, dryRun: false })).toEqual({ ...told, dryRun: false });
  const priced = await events();
  expect(priced.map(({ cost }) => cost)).toEqual(["0.3", "0.2", "0.1"]);
  // Nothing else of an event changes.
  const without = priced.map((event) => ({ ...event, cost: null }));
  expect(without).toEqual(unpriced);
});

test("rows that do not change are not touched, and a repetition changes nothing", async () => {
  const first = await createPrice(client, { ...price, amount: "1" });
  await submit(4);
  // From the third second on it costs more.
  await updatePrice(client, { priceId: first.id, amount: "2.5", effectiveFrom: "2026-05-01T00:00:02Z" });
  const done = await recomputeCosts(client, { ...may, dryRun: false });
  expect(done).toMatchObject({
    ...{ events: 4, changed: 2 },
    totals: [{ currency: "USD", before: "10", after: "20.5", difference: "10.5" }],
  });
  expect(done.largest.map(({ difference }) => difference)).toEqual(["6", "4.5"]);
  const before = await marks();
  expect(before.map((mark) => mark !== null)).toEqual([true, true, false, false]);
  const again = await recomputeCosts(client, { ...may, dryRun: false });
  expect(again).toMatchObject({ events: 4, changed: 0, largest: [] });
  expect(again.totals).toEqual([{ currency: "USD", before: "20.5", after: "20.5", difference: "0" }]);
  expect(await marks()).toEqual(before);
});

test("an event keeps the ids of the prices that its cost is from", async () => {
  const { id: old } = await createPrice(client, { ...price, amount: "1" });
  await submit(1);
  await deletePrice(client, { priceId: old, effectiveTo: "2026-02-01T00:00:00Z" });
  const { id } = await createPrice(client, { ...price, amount: "2", effectiveFrom: "2026-02-01T00:00:00Z" });
  await recomputeCosts(client, { ...may, dryRun: false });
  const [event] = await events();
  const { rows } = await platform.database.pool.query<{ price_ids: string[] }>(
    "select price_ids from usage_events where id = $1",
    [event?.id],
  );
  expect(rows).toEqual([{ price_ids: [id] }]);
});

test("a price taken away makes a cost unknown, in the report and in the ledger", async () => {
  const { id } = await createPrice(client, { ...price, amount: "1" });
  await submit(2);
  await deletePrice(client, { priceId: id, effectiveTo: "2026-02-01T00:00:00Z" });
  const done = await recomputeCosts(client, { ...may, dryRun: false });
  expect(done).toMatchObject({ changed: 2, unpricedBefore: 0, unpricedAfter: 2 });
  expect(done.totals).toEqual([{ currency: "USD", before: "3", after: "0", difference: "-3" }]);
  expect(done.largest[0]).toMatchObject({ before: "2", after: null, difference: null });
  expect((await events()).map(({ cost }) => cost)).toEqual([null, null]);
});

test("another currency: two sums, which are never added", async () => {
  const { id } = await createPrice(client, { ...price, amount: "1" });
  await submit(2);
  await updatePrice(client, { priceId: id, currency: "EUR", effectiveFrom: "2026-02-01T00:00:00Z" });
  const done = await recomputeCosts(client, { ...may, dryRun: false });
  expect(done.totals).toEqual([
    { currency: "EUR", before: "0", after: "3", difference: "3" },
    { currency: "USD", before: "3", after: "0", difference: "-3" },
  ]);
  expect(done.largest[0]).toMatchObject({ before: "2", beforeCurrency: "USD", after: "2", currency: "EUR" });
  expect((await events()).map(({ currency }) => currency)).toEqual(["EUR", "EUR"]);
});

test("a call looks at so many events at most, and the next goes on where it ended", async () => {
  await submit(5);
  // Two at one moment: the place within it counts too.
  await submit(3, { occurredAt: may.from });
  await createPrice(client, { ...price, amount: "1" });
  let cursor: string | null | undefined;
  const looked: number[] = [];
  while (cursor !== null) {
    const part = await recomputeCosts(client, { ...may, dryRun: false, limit: 3, cursor });
    looked.push(part.changed);
    cursor = part.nextCursor;
  }
  expect(looked).toEqual([3, 3, 2]);
  expect((await events()).every(({ cost }) => cost !== null)).toBe(true);
});

/** The project's events as one batch. */
async function mine() {
  const [event] = await events();
  const ids = { organizationId: event?.organizationId ?? "", projectId: event?.projectId ?? "" };
  const range = { from: new Date(may.from), to: new Date(may.to), provider: undefined, model: undefined };
  return { db: tenant(platform.database.db, ids), batch: { ...range, after: undefined, dryRun: false } };
}

test("what a call that was cut off had written stays, and the next finds it unchanged", async () => {
  await submit(4);
  await createPrice(client, { ...price, amount: "1" });
  const { db, batch } = await mine();
  await db.transaction((tx) => repriceBatch(tx, { ...batch, size: 2 }));
  expect(await recomputeCosts(client, { ...may, dryRun: false })).toMatchObject({ events: 4, changed: 2 });
});

test("of two recomputations at once the second waits, and finds what the first has done", async () => {
  await submit(4);
  await createPrice(client, { ...price, amount: "1" });
  const { db, batch } = await mine();
  const changesOf = ({ events: all }: Awaited<ReturnType<typeof repriceBatch>>) =>
    all.filter(({ changed }) => changed).length;
  let second: Promise<number> | undefined;
  const first = await db.transaction(async (tx) => {
    const done = changesOf(await repriceBatch(tx, { ...batch, size: 10 }));
    second = db.transaction(async (other) => changesOf(await repriceBatch(other, { ...batch, size: 10 })));
    await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
    return done;
  });
  expect([first, await second]).toEqual([4, 0]);
});

/** How many transactions wait for another one. */
async function waiting(): Promise<number | undefined> {
  const { rows } = await platform.database.pool.query<{ n: number }>(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows[0]?.n;
}

test("filters and the bounds of the range hold", async () => {
  await submit(2);
  await submit(1, { model: "other" });
  await submit(1, { occurredAt: may.to });
  await createPrice(client, { ...price, model: "*", amount: "1" });
  expect(await recomputeCosts(client, may)).toMatchObject({ events: 3, changed: 3 });
  expect(await recomputeCosts(client, { ...may, model: "m" })).toMatchObject({ events: 2 });
  expect(await recomputeCosts(client, { ...may, provider: "nobody" })).toMatchObject({ events: 0 });
});

test("no more than ten events a currency are told, the largest", async () => {
  await submit(25);
  await createPrice(client, { ...price, amount: "1" });
  const { largest, changed } = await recomputeCosts(client, may);
  expect(changed).toBe(25);
  expect(largest.map(({ after }) => Number(after))).toEqual([25, 24, 23, 22, 21, 20, 19, 18, 17, 16]);
});

test("another project's events stay as they are", async () => {
  await submit(1);
  const stranger = await platform.stranger();
  await createPrice(stranger, { ...price, amount: "1" });
  expect(await recomputeCosts(stranger, { ...may, dryRun: false })).toMatchObject({ events: 0 });
  expect((await events())[0]?.cost).toBeNull();
});

test("a range that is none, and a cursor that is none, are refused", async () => {
  const backwards = recomputeCosts(client, { from: may.to, to: may.from });
  await expect(backwards).rejects.toMatchObject({ code: "invalid_params", param: "to" });
  await expect(backwards).rejects.not.toBeInstanceOf(NotFoundError);
  for (const cursor of ["x", "2026-99-99T00:00:00.000000Z~use_1", `${may.from}~use_1`]) {
    await expect(recomputeCosts(client, { ...may, cursor })).rejects.toMatchObject({ param: "cursor" });
  }
});

test("budgets count what events cost by the new prices", async () => {
  const tags = { team: "a" };
  await submit(3, { tags });
  const { id: budgetId } = await createBudget(client, {
    ...{
      name: "all",
      limit: "100",
      kind: "soft",
      window: "total",
      scope: { tag: { name: "team", value: "a" } },
    },
  });
  const spent = async () => (await getBudget(client, { budgetId })).spent;
  expect(await spent()).toBe("0");
  await createPrice(client, { ...price, amount: "2" });
  await recomputeCosts(client, { ...may, dryRun: false });
  expect(await spent()).toBe("12");
  // What comes after is added to it.
  await submit(1, { eventId: "later", tags });
  expect(await spent()).toBe("14");
});
