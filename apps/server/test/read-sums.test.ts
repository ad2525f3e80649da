import type { CostDimension, UsageFilter } from "@platform/costops";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expressionOf } from "../src/costops/costs/dimensions.ts";
import { planRanges, type Ranges } from "../src/costops/costs/plan-ranges.ts";
import { readSums } from "../src/costops/costs/read-sums.ts";
import { regroup, toCostSum } from "../src/costops/costs/sums.ts";
import { costSeries } from "../src/costops/series/cost-series.ts";
import { wholeIntervals } from "../src/costops/series/whole-intervals.ts";
import { writeUsage } from "../src/http/meter/write-usage.ts";
import { tenant } from "../src/store/tenant.ts";
import { openTestDatabase, type TestDatabase } from "./database.ts";
import { price, randomTime, randomUsage } from "./random-usage.ts";

const ids = { organizationId: "org", projectId: "prj" };
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const events = fc.sample(randomUsage, { seed: 7, numRuns: 900 });
  await writeUsage(
    database.db,
    price,
    ids,
    events.map((event, at) => ({ ...event, eventId: `e${at}` })),
  );
  // Before zones kept to quarters of an hour: 44 minutes and a half from UTC in Liberia.
  const [early] = events;
  if (!early) throw new Error("no events");
  const occurredAt = new Date("1971-05-01T00:44:40Z");
  await writeUsage(database.db, price, ids, [
    { ...early, eventId: "early", occurredAt, startedAt: occurredAt },
  ]);
});
afterAll(() => database.close());

async function sumsBy(
  filter: UsageFilter,
  dimensions: readonly CostDimension[],
  timeZone: string,
  ranges: Ranges,
) {
  const groups = await readSums(tenant(database.db, ids), filter, ranges, (table) =>
    Object.fromEntries(dimensions.map((name) => [name, expressionOf(table, name, timeZone)])),
  );
  return groups.map((group) => ({
    ...group.key,
    ...toCostSum(group.currency, group),
    tasks: group.tasks,
    pricedTokens: group.pricedTokens.toFixed(),
  }));
}

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 2 });
const filter: fc.Arbitrary<UsageFilter> = fc.record({
  operation: maybe(fc.constantFrom("usage", "runTask")),
  model: maybe(fc.constant("priced")),
  userId: maybe(fc.constant("u1")),
  apiKeyId: maybe(fc.constant("k1")),
  priced: maybe(fc.boolean()),
  from: maybe(randomTime.map((time) => time.toISOString())),
  to: maybe(randomTime.map((time) => time.toISOString())),
});
const inRollups: CostDimension[] = [
  "operation",
  "provider",
  "model",
  "userId",
  "apiKeyId",
  "projectId",
  "organizationId",
  "hour",
  "day",
  "week",
  "month",
];
const dimensions = fc.uniqueArray(fc.constantFrom(...inRollups), { maxLength: 4 });
const zone = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kathmandu",
  "Africa/Monrovia",
  "Australia/Lord_Howe",
);

test("rollups and events give the same answer to the last digit", async () => {
  let throughDays = 0;
  let throughQuarters = 0;
  await fc.assert(
    fc.asyncProperty(filter, dimensions, zone, async (wanted, by, timeZone) => {
      const ranges = planRanges(wanted, by, timeZone);
      throughDays += ranges.days.length;
      throughQuarters += ranges.quarters.length;
      const span = {
        from: wanted.from && new Date(wanted.from),
        to: wanted.to && new Date(wanted.to),
      } as Ranges["events"][0];
      const planned = await sumsBy(wanted, by, timeZone, ranges);
      const plain = await sumsBy(wanted, by, timeZone, { days: [], quarters: [], events: [span] });
      const sorted = (rows: object[]) =>
        rows.map((row) => JSON.stringify(row, Object.keys(row).toSorted())).toSorted();
      expect(sorted(planned)).toEqual(sorted(plain));
    }),
    { numRuns: 150 },
  );
  expect(throughDays).toBeGreaterThan(30);
  expect(throughQuarters).toBeGreaterThan(50);
});

test("series made of rollups are those made of events", async () => {
  const grouping = maybe(fc.constantFrom("operation", "provider", "model", "userId"));
  let points = 0;
  await fc.assert(
    fc.asyncProperty(
      filter,
      grouping,
      zone,
      fc.constantFrom("hour", "day"),
      async (wanted, groupBy, timeZone, interval) => {
        fc.pre(wanted.from === undefined || wanted.to === undefined || wanted.from < wanted.to);
        const cut = { interval, timeZone, defaultDays: 30 };
        const spans = wholeIntervals(wanted, cut, Date.parse("2026-10-29T00:00:00Z"));
        const made = (more: UsageFilter) =>
          costSeries(tenant(database.db, ids), spans, {
            filter: { ...wanted, ...more },
            interval,
            timeZone,
            groupBy,
          });
        const series = await made({});
        // Every event has no tags to ask for; rollups cannot say so.
        expect(series).toEqual(await made({ tags: {} }));
        points += series.reduce((sum, one) => sum + one.points.length, 0);
      },
    ),
    { numRuns: 80 },
  );
  expect(points).toBeGreaterThan(500);
});

test("however it is grouped, the total is the same", async () => {
  const everywhere: CostDimension[] = [...inRollups, "runId", "tag:team", "tag:step"];
  const totalsOf = async (wanted: UsageFilter, by: readonly CostDimension[]) => {
    const groups = await readSums(tenant(database.db, ids), wanted, planRanges(wanted, by, "UTC"), (table) =>
      Object.fromEntries(by.map((name) => [name, expressionOf(table, name, "UTC")])),
    );
    return regroup(groups, () => ({})).map((total) =>
      toCostSum(total.currency, { ...total, units: new Map([...total.units].toSorted()) }),
    );
  };
  await fc.assert(
    fc.asyncProperty(
      filter,
      fc.uniqueArray(fc.constantFrom(...everywhere), { maxLength: 4 }),
      async (wanted, by) => {
        expect(await totalsOf(wanted, by)).toEqual(await totalsOf(wanted, []));
      },
    ),
    { numRuns: 60 },
  );
});
