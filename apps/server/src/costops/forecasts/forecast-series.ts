import type { ForecastMethod } from "@platform/costops";
import { probit } from "simple-statistics";
import { backTest, type Errors } from "./back-test.ts";
import { models } from "./models/index.ts";

export interface Tried {
  readonly method: ForecastMethod;
  readonly errors: Errors;
}

export interface SeriesForecast {
  readonly method: ForecastMethod;
  /** Every method that could be tried, the one with the least mean absolute error first. */
  readonly tried: readonly Tried[];
  readonly points: readonly { readonly expected: number; readonly low: number; readonly high: number }[];
}

/** Values a method needs: its own least, and one more to try it on. */
export const needed = (method: ForecastMethod | "auto"): number =>
  1 +
  (method === "auto" ? Math.min(...Object.values(models).map(({ least }) => least)) : models[method].least);

/** Continues a series, by the method that was asked for or by the one that would have been nearest so far. */
export function forecastSeries(
  values: readonly number[],
  { method, horizon, confidence }: { method: ForecastMethod | "auto"; horizon: number; confidence: number },
): SeriesForecast | undefined {
  if (values.length < needed(method)) return undefined;
  const tried = (Object.keys(models) as ForecastMethod[])
    .flatMap((name) => {
      const errors = backTest(models[name], values, horizon);
      return errors === undefined ? [] : [{ method: name, errors }];
    })
    .toSorted((a, b) => a.errors.mae - b.errors.mae);
  const chosen = method === "auto" ? tried[0]?.method : method;
  if (chosen === undefined) return undefined;
  const fitted = models[chosen].fit(values);
  const z = probit((1 + confidence) / 2);
  const points = Array.from({ length: horizon }, (_, step) => {
    const expected = fitted.at(step + 1);
    const width = z * fitted.deviation(step + 1);
    // Nobody is paid for using something.
    return {
      expected: Math.max(0, expected),
      low: Math.max(0, expected - width),
      high: Math.max(0, expected + width),
    };
  });
  return { method: chosen, tried, points };
}
