import { type Fitted, residualDeviation } from "./model.ts";
import { ahead, smooth, type Smoothing, type Start, widening } from "./smooth.ts";

/** The candidate whose one-step forecasts were nearest, by the sum of squares; then how it goes on. */
export function chooseSmoothing(
  values: readonly number[],
  start: Start,
  candidates: readonly Smoothing[],
  spent: number,
): Fitted {
  const tried = candidates.map((by) => {
    const smoothed = smooth(values, by, start);
    const errors = values.map((value, at) => value - (smoothed.forecasts[at] ?? 0));
    return { by, smoothed, sigma: residualDeviation(errors, spent) };
  });
  const best = tried.reduce((least, each) => (each.sigma < least.sigma ? each : least));
  const period = start.season.length;
  return {
    at: (steps) => ahead(best.smoothed, best.by, steps),
    deviation: (steps) => best.sigma * widening(best.by, period, steps),
  };
}
