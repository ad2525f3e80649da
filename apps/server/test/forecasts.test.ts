import { forecastCosts, submitUsage } from "@platform/costops";
import { Decimal } from "decimal.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { dailyUsage } from "./daily-usage.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
  const from = "2025-01-06T00:00:00Z";
  await dailyUsage(platform.client, {
    runId: "rising",
    model: "a",
    from,
    days: 40,
    value: (day) => 10 + day / 2,
  });
  await dailyUsage(platform.client, { runId: "two", model: "big", from, days: 30, value: () => 9 });
  await dailyUsage(platform.client, { runId: "two", model: "small", from, days: 12, value: () => 1 });
});
afterAll(() => platform.stop());

const to = "2025-02-15T00:00:00Z";

test("a rising line goes on from where it is, with its errors and an interval", async () => {
  const report = await forecastCosts(platform.client, {
    runId: "rising",
    to,
    horizonDays: 3,
    method: "linear",
  });
  expect(report).toMatchObject({ timeZone: "UTC", horizonDays: 3, confidence: 0.9 });
  const [series] = report.series;
  expect(series).toMatchObject({
    ...{
      key: {},
      currency: "USD",
      notEnoughData: false,
      days: 40,
      daysNeeded: 15,
      unpriced: 0,
      method: "linear",
    },
    points: [
      { date: "2025-02-15", expected: "30" },
      { date: "2025-02-16", expected: "30.5" },
      { date: "2025-02-17", expected: "31" },
    ],
    total: "91.5",
  });
  expect(series?.backTests.map(({ method }) => method).toSorted()).toEqual([
    "linear",
    "moving_average",
    "seasonal",
    "smoothing",
  ]);
  const maes = series?.backTests.map(({ mae }) => Number(mae)) ?? [];
  expect(maes).toEqual(maes.toSorted((a, b) => a - b));
});

test("by itself it takes the method with the least error", async () => {
  const { series } = await forecastCosts(platform.client, { runId: "rising", to });
  expect(series[0]?.method).toBe(series[0]?.backTests[0]?.method);
  expect(Number(series[0]?.backTests[0]?.overNaive)).toBeLessThan(0.1);
});

test("series are kept apart, the dearest first; one that is too short says so", async () => {
  const params = { runId: "two", to: "2025-02-05T00:00:00Z", horizonDays: 5, groupBy: "model" } as const;
  const { series } = await forecastCosts(platform.client, params);
  expect(series.map(({ key, days }) => [key, days])).toEqual([
    [{ model: "big" }, 30],
    // Days without any usage after the first one are days of nothing.
    [{ model: "small" }, 30],
  ]);
  expect(series[0]).toMatchObject({
    total: "45",
    points: Array.from({ length: 5 }, () => ({ expected: "9" })),
  });
  const early = await forecastCosts(platform.client, { ...params, to: "2025-01-18T00:00:00Z" });
  for (const each of early.series) {
    expect(each).toMatchObject({
      notEnoughData: true,
      days: 12,
      daysNeeded: 15,
      method: null,
      points: [],
      total: null,
    });
  }
  const seasonal = await forecastCosts(platform.client, {
    ...params,
    to: "2025-01-30T00:00:00Z",
    method: "seasonal",
  });
  expect(seasonal.series[0]).toMatchObject({ notEnoughData: true, days: 24, daysNeeded: 29 });
});

test("only whole days of the time zone count", async () => {
  const params = { runId: "rising", horizonDays: 1, method: "moving_average" } as const;
  const part = await forecastCosts(platform.client, {
    ...params,
    from: "2025-01-08T00:00:01Z",
    to: "2025-02-14T18:00:00Z",
  });
  expect(part.series[0]).toMatchObject({ days: 36, points: [{ date: "2025-02-14" }] });
  // Noon in UTC is the next day in Auckland.
  const auckland = await forecastCosts(platform.client, { ...params, to, timeZone: "Pacific/Auckland" });
  expect(auckland.series[0]).toMatchObject({ days: 39, points: [{ date: "2025-02-15" }] });
});

test("today is not over and does not count", async () => {
  const runId = "now";
  const from = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10);
  await dailyUsage(platform.client, {
    runId,
    model: "a",
    from: `${from}T00:00:00Z`,
    days: 21,
    value: () => 4,
  });
  const { series } = await forecastCosts(platform.client, { runId, horizonDays: 1 });
  expect(series[0]).toMatchObject({
    days: 20,
    points: [{ expected: "4", date: new Date().toISOString().slice(0, 10) }],
  });
});

test("events of unknown price are told, and currencies are kept apart", async () => {
  const used = { provider: "nobody", model: "x", units: { image: 1 }, runId: "rising" };
  await submitUsage(platform.client, { ...used, occurredAt: "2025-01-20T00:00:00Z" });
  const { series } = await forecastCosts(platform.client, { runId: "rising", to, groupBy: "provider" });
  expect(series.map(({ key, unpriced }) => [key["provider"], unpriced])).toEqual([
    ["daily", 0],
    ["nobody", 1],
  ]);
  const { series: totals } = await forecastCosts(platform.client, { runId: "rising", to });
  const sum = Decimal.sum(...(totals[0]?.points ?? []).map(({ expected }) => expected));
  expect(
    sum
      .minus(totals[0]?.total ?? 0)
      .abs()
      .toNumber(),
  ).toBeLessThan(1e-8);
});

test("no usage at all is no series, and nobody forecasts another's", async () => {
  expect((await forecastCosts(platform.client, { runId: "nobody" })).series).toEqual([]);
  const stranger = await platform.stranger();
  expect((await forecastCosts(stranger, { runId: "rising", to })).series).toEqual([]);
});

test.each([
  ["timeZone", { timeZone: "Mars/Base" }],
  ["from", { from: "2025-03-01T00:00:00Z", to: "2025-02-01T00:00:00Z" }],
  ["horizonDays", { horizonDays: 0 }],
  ["confidence", { confidence: 1 }],
])("a bad %s is named", async (param, params) => {
  await expect(forecastCosts(platform.client, params)).rejects.toMatchObject({ param });
});
