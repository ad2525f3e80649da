/** How fast level, trend and season follow, each from 0 to 1; `damping` shrinks the trend at each step. */
export interface Smoothing {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly damping: number;
}

/** Where smoothing starts. A season of one value that is 0 is none. */
export interface Start {
  readonly level: number;
  readonly trend: number;
  readonly season: readonly number[];
}

export interface Smoothed {
  readonly level: number;
  readonly trend: number;
  /** By place in the cycle, of the step that comes next first. */
  readonly season: readonly number[];
  /** What was forecast one step before each value. */
  readonly forecasts: readonly number[];
}

/**
 * Exponential smoothing with a damped trend and an additive season, by its error-correction form: Hyndman and
 * Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 8.1 to 8.5. Without trend and season
 * it is simple exponential smoothing, without season Holt's method, with both Holt and Winters'.
 */
export function smooth(values: readonly number[], by: Smoothing, start: Start): Smoothed {
  let { level, trend } = start;
  const season = [...start.season];
  const forecasts: number[] = [];
  for (const value of values) {
    const seasonal = season.shift() ?? 0;
    const before = level + by.damping * trend;
    const error = value - (before + seasonal);
    forecasts.push(before + seasonal);
    level = before + by.alpha * error;
    trend = by.damping * trend + by.alpha * by.beta * error;
    season.push(seasonal + by.gamma * (1 - by.alpha) * error);
  }
  return { level, trend, season, forecasts };
}

/** What the smoothed series says `ahead` steps after its end. */
export function ahead({ level, trend, season }: Smoothed, { damping }: Smoothing, steps: number): number {
  let carried = 0;
  for (let step = 1; step <= steps; step++) carried += damping ** step;
  return level + carried * trend + (season[(steps - 1) % season.length] ?? 0);
}

/**
 * The standard deviation of the error `steps` ahead over that of one step: the same book, section 8.7, in the
 * terms of its table 8.8 for additive errors.
 */
export function widening({ alpha, beta, gamma, damping }: Smoothing, period: number, steps: number): number {
  let sum = 1;
  let carried = 0;
  for (let step = 1; step < steps; step++) {
    carried += damping ** step;
    const seasonal = step % period === 0 ? gamma * (1 - alpha) : 0;
    sum += (alpha + alpha * beta * carried + seasonal) ** 2;
  }
  return Math.sqrt(sum);
}
