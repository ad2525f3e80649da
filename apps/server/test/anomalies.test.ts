import { findAnomalies, listUsage, submitUsage } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { dailyUsage } from "./daily-usage.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { normal, seeded } from "./seeded.ts";

let platform: TestPlatform;
const from = "2025-01-06T00:00:00Z";
const to = "2025-02-15T00:00:00Z";
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
  const noise = normal(seeded(11));
  const usual = Array.from({ length: 40 }, () => 100 + 2 * noise());
  await dailyUsage(platform.client, {
    runId: "spike",
    model: "m",
    from,
    days: 40,
    value: (day) => usual[day] ?? 0,
  });
  await dailyUsage(platform.client, {
    runId: "quiet",
    model: "m",
    from,
    days: 40,
    value: (day) => usual[day] ?? 0,
  });
  await dailyUsage(platform.client, {
    runId: "gap",
    model: "m",
    from,
    days: 40,
    value: (day) => (day === 20 ? 0 : (usual[day] ?? 0)),
  });
  const used = { provider: "daily", model: "m", runId: "spike", occurredAt: "2025-01-26T23:30:00Z" };
  await submitUsage(platform.client, { ...used, units: { dollar: "80" }, operation: "loop" });
  await submitUsage(platform.client, { ...used, units: { dollar: "30" }, operation: "batch" });
  const lesser = { ...used, occurredAt: "2025-01-10T01:00:00Z" };
  await submitUsage(platform.client, { ...lesser, units: { dollar: "40" } });
});
afterAll(() => platform.stop());

test("a planted day is found, with who had part in it and the events behind it", async () => {
  const { series, interval } = await findAnomalies(platform.client, { runId: "spike", from, to });
  expect(interval).toBe("day");
  expect(series).toHaveLength(1);
  expect(series[0]).toMatchObject({ notEnoughData: false, points: 40, method: "seasonal", threshold: 3.5 });
  const [worst, second] = series[0]?.anomalies ?? [];
  expect(second?.from).toBe("2025-01-10T00:00:00.000Z");
  expect(worst).toMatchObject({
    ...{
      from: "2025-01-26T00:00:00.000Z",
      to: "2025-01-27T00:00:00.000Z",
      direction: "above",
      severity: "critical",
    },
    filter: { runId: "spike", from: "2025-01-26T00:00:00.000Z", to: "2025-01-27T00:00:00.000Z" },
  });
  expect(worst?.contributors.map(({ operation, model }) => [operation, model])).toEqual([
    ["usage", "m"],
    ["loop", "m"],
    ["batch", "m"],
  ]);
  const behind = await listUsage(platform.client, worst?.filter).all();
  expect(behind).toHaveLength(3);
  expect(worst?.contributors.map(({ cost }) => Number(cost)).reduce((a, b) => a + b)).toBeCloseTo(
    Number(worst?.actual),
    9,
  );
  expect(Math.abs(Number(worst?.expected) - 100)).toBeLessThan(5);
});

test.each(["zscore", "modified_zscore", "iqr", "seasonal"] as const)(
  "%s finds the day in the series it belongs to, and nothing at low sensitivity in the quiet one",
  async (method) => {
    const params = { provider: "daily", from, to, groupBy: "runId", method } as const;
    const { series } = await findAnomalies(platform.client, params);
    const worst = Object.fromEntries(series.map(({ key, anomalies }) => [key["runId"], anomalies[0]?.from]));
    expect(worst["spike"]).toBe("2025-01-26T00:00:00.000Z");
    const calm = await findAnomalies(platform.client, { ...params, sensitivity: "low", runId: "quiet" });
    expect(calm.series[0]?.anomalies).toEqual([]);
  },
);

test("a day on which nothing was used is below what is usual", async () => {
  const { series } = await findAnomalies(platform.client, {
    runId: "gap",
    from,
    to,
    method: "modified_zscore",
  });
  expect(series[0]?.anomalies[0]).toMatchObject({
    ...{ from: "2025-01-26T00:00:00.000Z", direction: "below", actual: "0", contributors: [] },
  });
});

test("sensitivity moves the threshold", async () => {
  const threshold = async (sensitivity: "low" | "medium" | "high") =>
    (await findAnomalies(platform.client, { runId: "spike", from, to, method: "zscore", sensitivity }))
      .series[0]?.threshold;
  expect([await threshold("low"), await threshold("medium"), await threshold("high")]).toEqual([
    4.5, 3, 2.25,
  ]);
});

test("hours are looked at too", async () => {
  const runId = "hours";
  for (let hour = 0; hour < 20; hour++) {
    const units = { dollar: hour === 13 ? "50" : hour % 2 === 0 ? "1" : "1.1" };
    const occurredAt = new Date(Date.parse(from) + hour * 3_600_000 + 60_000).toISOString();
    await submitUsage(platform.client, { provider: "daily", model: "m", units, runId, occurredAt });
  }
  const params = { runId, from, to: "2025-01-06T20:00:00Z", interval: "hour" } as const;
  const { series } = await findAnomalies(platform.client, params);
  expect(series[0]).toMatchObject({ points: 20, method: "modified_zscore" });
  expect(series[0]?.anomalies.map(({ from: at }) => at)).toEqual(["2025-01-06T13:00:00.000Z"]);
});

test("nine points are too few, and it says so", async () => {
  const params = { runId: "spike", from, to: "2025-01-15T00:00:00Z" };
  const { series } = await findAnomalies(platform.client, params);
  expect(series).toMatchObject([
    { notEnoughData: true, points: 9, pointsNeeded: 10, method: null, threshold: null, anomalies: [] },
  ]);
});

test("one project's anomalies are nobody else's", async () => {
  const stranger = await platform.stranger();
  expect((await findAnomalies(stranger, { runId: "spike", from, to })).series).toEqual([]);
});

test.each([
  ["timeZone", { timeZone: "Mars/Base" }],
  ["from", { interval: "hour", from: "2020-01-01T00:00:00Z" }],
] as const)("a bad %s is named", async (param, params) => {
  await expect(findAnomalies(platform.client, params)).rejects.toMatchObject({ param });
});
