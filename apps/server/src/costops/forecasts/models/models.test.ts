import { expect, test } from "vitest";
import { normal, seeded } from "../../../../test/seeded.ts";
import { forecastSeries } from "../forecast-series.ts";
import { models } from "./index.ts";
import { linear } from "./linear.ts";
import { seasonal } from "./seasonal.ts";
import { ahead, smooth, widening } from "./smooth.ts";

const series = (count: number, value: (position: number) => number) =>
  Array.from({ length: count }, (_, position) => value(position));

test("simple smoothing gives what a published exercise gives", () => {
  // Time Series Forecasting Exercise, http://www.wongsteve.com/Exponential_Smoothing.htm
  const values = [99, 88, 50, 58, 62, 60, 55, 62, 71, 65];
  const by = { alpha: 0.3, beta: 0, gamma: 0, damping: 0 };
  const smoothed = smooth(values, by, { level: 99, trend: 0, season: [0] });
  const published = [99, 99, 95.7, 82, 74.8, 71, 67.7, 63.9, 63.3, 65.6];
  smoothed.forecasts.forEach((forecast, at) => expect(forecast).toBeCloseTo(published[at] ?? 0, 1));
  expect(ahead(smoothed, by, 1)).toBeCloseTo(65.42, 1);
  const squares = values.slice(1).map((value, at) => (value - (smoothed.forecasts[at + 1] ?? 0)) ** 2);
  expect(squares.reduce((sum, each) => sum + each, 0) / 9).toBeCloseTo(365.8, 1);
});

test("and so does the NIST/SEMATECH e-Handbook, section 6.4.3.2: 71.7 for the last value, then 71.5", () => {
  const values = [71, 70, 69, 68, 64, 65, 72, 78, 75, 75, 75, 70];
  const by = { alpha: 0.1, beta: 0, gamma: 0, damping: 0 };
  const smoothed = smooth(values, by, { level: 71, trend: 0, season: [0] });
  expect(smoothed.forecasts.at(-1)).toBeCloseTo(71.7, 1);
  expect(ahead(smoothed, by, 1)).toBeCloseTo(71.5, 1);
});

test("a simple smoothing's interval widens as table 8.8 of Forecasting: Principles and Practice says", () => {
  const by = { alpha: 0.3, beta: 0, gamma: 0, damping: 0 };
  expect(widening(by, 1, 1)).toBe(1);
  expect(widening(by, 1, 5)).toBeCloseTo(Math.sqrt(1 + 4 * 0.3 ** 2), 12);
});

test("a line goes on from its last position, not from its first", () => {
  const fitted = linear.fit(series(30, (position) => 5 + 2 * position));
  expect(fitted.at(1)).toBeCloseTo(5 + 2 * 30, 9);
  expect(fitted.at(30)).toBeCloseTo(5 + 2 * 59, 9);
});

test("a line's interval is that of the textbook for a single new value", () => {
  // By hand for 1, 3, 2, 4: slope 0.8, start 1.3, sum of squares 1.8, so sigma is the root of 0.9.
  const fitted = linear.fit([1, 3, 2, 4]);
  expect(fitted.at(1)).toBeCloseTo(4.5, 12);
  expect(fitted.deviation(1)).toBeCloseTo(Math.sqrt(0.9 * (1 + 1 / 4 + 2.5 ** 2 / 5)), 12);
});

test("a week that repeats on a rising line is continued exactly", () => {
  const week = [0, 1, 4, 2, 3, -5, -5];
  const value = (position: number) => 20 + position / 2 + (week[position % 7] ?? 0);
  const fitted = seasonal.fit(series(42, value));
  for (const step of [1, 2, 7, 8, 30]) expect(fitted.at(step)).toBeCloseTo(value(41 + step), 6);
});

const worlds = {
  linear: (noise: () => number, at: number) => 50 + at + 5 * noise(),
  moving_average: (noise: () => number) => 100 + 10 * noise(),
  smoothing: (noise: () => number) => 100 + 10 * noise(),
  seasonal: (noise: () => number, at: number) => 100 + 30 * Math.sin((2 * Math.PI * at) / 7) + 5 * noise(),
} as const;

test.each(["linear", "moving_average", "smoothing", "seasonal"] as const)(
  "%s: the 90 percent interval holds about 90 percent of the days of a thousand seeded series",
  (method) => {
    let within = 0;
    let all = 0;
    for (let seed = 1; seed <= 1_000; seed++) {
      const noise = normal(seeded(seed));
      const values = series(104, (position) => worlds[method](noise, position));
      const fitted = models[method].fit(values.slice(0, 90));
      values.slice(90).forEach((value, step) => {
        all += 1;
        if (Math.abs(value - fitted.at(step + 1)) <= 1.6449 * fitted.deviation(step + 1)) within += 1;
      });
    }
    expect(all).toBe(14_000);
    expect(within / all).toBeGreaterThan(0.86);
    expect(within / all).toBeLessThan(0.94);
  },
);

test.each([
  ["linear", (noise: () => number, at: number) => 10 + 3 * at + noise()],
  ["seasonal", (noise: () => number, at: number) => 100 + 40 * Math.sin((2 * Math.PI * at) / 7) + noise()],
] as const)("the back-test finds the %s series and beats tomorrow-is-today", (method, value) => {
  let right = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const noise = normal(seeded(seed));
    const found = forecastSeries(
      series(90, (at) => value(noise, at)),
      { method: "auto", horizon: 14, confidence: 0.9 },
    );
    if (found?.method === method) right += 1;
    expect(found?.tried[0]?.errors.overNaive).toBeLessThan(0.5);
    expect(found?.tried).toHaveLength(4);
  }
  expect(right).toBeGreaterThanOrEqual(18);
});

test.each([
  [0.8, 1.2816],
  [0.9, 1.6449],
  [0.95, 1.96],
  [0.99, 2.5758],
])("an interval of %s is %s deviations wide on each side", (confidence, width) => {
  const noise = normal(seeded(1));
  const values = series(60, () => 1_000 + noise());
  const [point] = forecastSeries(values, { method: "linear", horizon: 1, confidence })?.points ?? [];
  const { deviation } = linear.fit(values);
  const half = ((point?.high ?? 0) - (point?.low ?? 0)) / 2;
  expect(Math.abs(half / deviation(1) - width)).toBeLessThan(0.01);
});

test("nothing is forecast below 0, nor from too few days", () => {
  const falling = forecastSeries(
    series(30, (at) => 30 - at),
    { method: "linear", horizon: 20, confidence: 0.9 },
  );
  expect(falling?.points.at(-1)).toEqual({ expected: 0, low: 0, high: 0 });
  for (const [method, { least }] of Object.entries(models)) {
    const options = { method: method as keyof typeof models, horizon: 5, confidence: 0.9 };
    expect(
      forecastSeries(
        series(least, (at) => at),
        options,
      ),
    ).toBeUndefined();
    expect(
      forecastSeries(
        series(least + 1, (at) => at),
        options,
      )?.points,
    ).toHaveLength(5);
  }
});

test("a series of zeros is forecast as zeros, and no error is divided by nothing", () => {
  const flat = forecastSeries(
    series(40, () => 0),
    { method: "auto", horizon: 3, confidence: 0.99 },
  );
  expect(flat?.points).toEqual(Array.from({ length: 3 }, () => ({ expected: 0, low: 0, high: 0 })));
  for (const { errors } of flat?.tried ?? [])
    expect(errors).toMatchObject({ mae: 0, wape: null, overNaive: null });
});
