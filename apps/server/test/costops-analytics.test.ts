import { PermissionError, ValidationError } from "@platform/core";
import { createPrice, getAnalytics, getCosts, submitUsage, submitUsageBatch } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { createKey } from "../src/keys/create-key.ts";
import { projects } from "../src/store/schema/index.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
  const effectiveFrom = "2020-01-01T00:00:00Z";
  const price = { provider: "acme", amount: "0.1", effectiveFrom };
  for (const model of ["a", "b", "c"])
    await createPrice(platform.client, { ...price, model, unit: "input_token" });
  await createPrice(platform.client, { ...price, model: "e", unit: "input_token", currency: "EUR" });
});
afterAll(() => platform.stop());

const used = (model: string, tokens: number, occurredAt: string, more: object = {}) => ({
  ...{ provider: "acme", model, units: { input_token: tokens }, occurredAt, runId: "r" },
  ...more,
});
const submit = (...events: ReturnType<typeof used>[]) => submitUsageBatch(platform.client, { events });

test("series have no holes, and a day of 23 or 25 hours is one point", async () => {
  await submit(used("a", 1, "2026-10-24T22:30:00Z"), used("a", 2, "2026-10-25T22:30:00Z"));
  const berlin = { timeZone: "Europe/Berlin", userId: undefined, model: "a" };
  const days = await getAnalytics(platform.client, {
    ...berlin,
    from: "2026-10-23T22:00:00Z",
    to: "2026-10-27T23:00:00Z",
    interval: "day",
  });
  expect(days.series).toHaveLength(1);
  expect(days.series[0]?.points.map(({ start, values }) => [start, values.cost, values.requests])).toEqual([
    ["2026-10-23T22:00:00.000Z", "0", "0"],
    ["2026-10-24T22:00:00.000Z", "0.3", "2"],
    ["2026-10-25T23:00:00.000Z", "0", "0"],
    ["2026-10-26T23:00:00.000Z", "0", "0"],
  ]);
  const hours = await getAnalytics(platform.client, {
    ...berlin,
    from: "2026-10-24T22:00:00Z",
    to: "2026-10-25T23:00:00Z",
    interval: "hour",
  });
  expect(hours.series[0]?.points).toHaveLength(25);
  const spring = await getAnalytics(platform.client, {
    ...berlin,
    from: "2026-03-28T23:00:00Z",
    to: "2026-03-29T22:00:00Z",
    interval: "hour",
    model: "none",
  });
  expect(spring).toEqual({ summary: [], series: [], topMovers: [] });
});

test.each([
  // Its clocks move by half an hour, at 02:00 on 4 October 2026.
  ["Australia/Lord_Howe", "hour", "2026-10-03T10:00:00Z", "2026-10-04T10:00:00Z", 25],
  // Midnight does not exist on the day its clocks move.
  ["America/Santiago", "day", "2026-09-04T04:00:00Z", "2026-09-09T03:00:00Z", 5],
  ["Asia/Kathmandu", "day", "2026-09-04T00:00:00Z", "2026-09-09T00:00:00Z", 6],
  ["UTC", "week", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", 5],
  ["UTC", "month", "2026-01-15T00:00:00Z", "2026-03-01T00:00:01Z", 3],
] as const)("every event of %s falls into one of the %ss", async (timeZone, interval, from, to, points) => {
  const runId = `${timeZone} ${interval}`;
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const events = Array.from({ length: 200 }, (_, at) =>
    used("a", 1, new Date(first + ((last - first) * at) / 200).toISOString(), { runId }),
  );
  await submit(...events);
  for (const filter of [{ runId }, { operation: "usage", model: "a", provider: "acme" }]) {
    const { series, summary } = await getAnalytics(platform.client, {
      ...filter,
      from,
      to,
      interval,
      timeZone,
    });
    expect(series[0]?.points).toHaveLength(points);
    const sum = series[0]?.points.reduce((all, { values }) => all + Number(values.requests), 0);
    expect(String(sum)).toBe(summary[0]?.values.requests);
    expect(sum).toBeGreaterThanOrEqual(200);
  }
});

test("averages are exact, divide by what is priced, and are null where there is nothing to divide by", async () => {
  const at = "2025-02-01T00:00:00Z";
  await submit(
    used("a", 30, at, { runId: "avg" }),
    used("b", 4000, at, { runId: "avg", operation: "runTask" }),
    used("unknown", 500, at, { runId: "avg" }),
  );
  const metrics = [
    "cost",
    "requests",
    "unpriced",
    "tokens",
    "tasks",
    "costPerRequest",
    "tokensPerRequest",
    "costPer1000Tokens",
    "costPerTask",
  ] as const;
  const { summary, series } = await getAnalytics(platform.client, {
    ...{ runId: "avg", from: "2025-02-01T00:00:00Z", to: "2025-02-03T00:00:00Z", metrics: [...metrics] },
  });
  expect(summary).toEqual([
    {
      currency: "USD",
      values: {
        ...{ cost: "403", requests: "3", unpriced: "1", tokens: "4530", tasks: "1", costPerRequest: "201.5" },
        ...{ tokensPerRequest: "1510", costPer1000Tokens: "100", costPerTask: "403" },
      },
      changes: null,
    },
  ]);
  expect(series[0]?.points[1]?.values).toMatchObject({ cost: "0", costPerRequest: null, costPerTask: null });
});

test("the period before: changes, percent null where there was nothing, and what moved most", async () => {
  const day = (n: number) => `2024-03-0${n}T12:00:00Z`;
  await submit(
    used("a", 10, day(1)),
    used("b", 40, day(1)),
    used("b", 10, day(2)),
    used("a", 15, day(2)),
    used("c", 3, day(2)),
  );
  const period = { from: "2024-03-02T00:00:00Z", to: "2024-03-03T00:00:00Z", compare: "previous" } as const;
  const { summary, series, topMovers } = await getAnalytics(platform.client, {
    ...period,
    groupBy: ["model"],
    metrics: ["cost"],
  });
  expect(summary[0]?.changes).toEqual({ cost: { previous: "5", absolute: "-2.2", percent: "-44" } });
  expect(series.map(({ key, changes }) => [key["model"], changes?.["cost"]?.percent])).toEqual([
    ["a", "50"],
    ["b", "-75"],
    ["c", null],
  ]);
  expect(topMovers.map(({ key, change }) => [key["model"], change.absolute])).toEqual([
    ["b", "-3"],
    ["a", "0.5"],
    ["c", "0.3"],
  ]);
  const few = await getAnalytics(platform.client, { ...period, groupBy: ["model"], limit: 1 });
  expect(few.series.map(({ key, rest, values }) => [key["model"], rest, values.cost])).toEqual([
    ["a", false, "1.5"],
    [undefined, true, "1.3"],
  ]);
  expect(few.series[1]?.points.map(({ values }) => values.cost)).toEqual(["1.3"]);
});

test("too many points, an empty time and an unknown zone are refused with the fix", async () => {
  const years = { from: "0001-01-01T00:00:00Z", to: "9999-12-31T00:00:00Z" };
  for (const interval of ["hour", "day", "week", "month"] as const) {
    const refused = getAnalytics(platform.client, { ...years, interval });
    await expect(refused).rejects.toBeInstanceOf(ValidationError);
    await expect(refused).rejects.toMatchObject({ code: "too_many_points", param: "interval" });
  }
  const early = {
    from: "0002-01-01T00:00:00Z",
    to: "0700-01-01T00:00:00Z",
    interval: "month",
    compare: "previous",
  } as const;
  expect((await getAnalytics(platform.client, early)).series).toEqual([]);
  const backwards = getAnalytics(platform.client, { from: years.to, to: years.from });
  await expect(backwards).rejects.toMatchObject({ param: "to" });
  const nowhere = getAnalytics(platform.client, { from: years.from, to: years.to, timeZone: "Mars/Base" });
  await expect(nowhere).rejects.toMatchObject({ param: "timeZone" });
});

test("costs by tag and run, currencies apart, the rest in one group", async () => {
  const at = "2023-01-01T10:07:00Z";
  await submit(
    ...["x", "x", "y", "z"].map((team, n) => used("a", n + 1, at, { tags: { team }, operation: "tagged" })),
    used("e", 5, at, { tags: { team: "x" }, operation: "tagged" }),
    used("a", 7, at, { operation: "tagged" }),
  );
  const { totals, groups } = await getCosts(platform.client, {
    operation: "tagged",
    groupBy: ["tag:team"],
    limit: 2,
  });
  expect(totals.map(({ currency, cost, tokens }) => [currency, cost, tokens])).toEqual([
    ["USD", "1.7", "17"],
    ["EUR", "0.5", "5"],
  ]);
  expect(groups.map(({ key, currency, cost, rest }) => [key["tag:team"], currency, cost, rest])).toEqual([
    [null, "USD", "0.7", false],
    ["z", "USD", "0.4", false],
    [undefined, "USD", "0.6", true],
    ["x", "EUR", "0.5", false],
  ]);
  expect(groups[2]?.units).toEqual({ input_token: "6" });
  await expect(getCosts(platform.client, { groupBy: ["unit" as "model"] })).rejects.toMatchObject({
    param: "groupBy.0",
  });
});

test("every project of the organization, for keys that may read the organization, and nobody else's", async () => {
  const { database, project } = platform;
  const { organizationId } = project;
  await database.db.insert(projects).values({ id: "prj_sister", organizationId, name: "sister" });
  const make = (projectId: string, scopes: string[]) =>
    createKey(database.db, { organizationId, projectId, name: "k", scopes });
  const sister = platform.clientWith((await make("prj_sister", ["*"])).key);
  const event = used("a", 1, "2022-01-01T00:00:00Z", { operation: "everywhere" });
  await submitUsage(sister, event);
  await submitUsage(platform.client, event);
  await submitUsage(await platform.stranger(), event);
  const wanted = { operation: "everywhere", groupBy: ["projectId" as const], everyProject: true };
  const { groups } = await getCosts(platform.client, wanted);
  expect(groups.map(({ key, count }) => [key["projectId"], count]).toSorted()).toEqual(
    [
      [project.projectId, 1],
      ["prj_sister", 1],
    ].toSorted(),
  );
  // Through events alone, and over time.
  expect((await getCosts(platform.client, { ...wanted, runId: "r" })).groups).toHaveLength(2);
  const { summary } = await getAnalytics(platform.client, {
    ...wanted,
    from: "2022-01-01T00:00:00Z",
    to: "2022-01-02T00:00:00Z",
  });
  expect(summary.reduce((sum, { values }) => sum + Number(values.requests), 0)).toBe(2);
  expect((await getCosts(platform.client, { ...wanted, everyProject: false })).groups).toHaveLength(1);
  const reader = platform.clientWith((await make(project.projectId, ["costops:*", "account:*"])).key);
  await expect(getCosts(reader, wanted)).rejects.toBeInstanceOf(PermissionError);
  await expect(getCosts(reader, wanted)).rejects.toMatchObject({
    code: "scope_missing",
    message: expect.stringContaining("organization:read"),
  });
});
