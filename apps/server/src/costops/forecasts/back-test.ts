import { mean } from "simple-statistics";
import type { Model } from "./models/model.ts";

/** How far off a model was. */
export interface Errors {
  readonly mae: number;
  readonly rmse: number;
  /** Null when nothing was spent in the days it was tried on. */
  readonly wape: number | null;
  /** Its mean absolute error over that of "tomorrow will be like today"; below 1 it is the better one. */
  readonly overNaive: number | null;
  /** How many single forecasts were compared. */
  readonly compared: number;
}

const origins = 8;
const furthest = 14;

/**
 * Rolling-origin back-test (Hyndman and Athanasopoulos, 3rd edition, section 5.10): the model is fitted on the days
 * before each of up to eight moments and compared with the days after it. Undefined when the series is too short.
 */
export function backTest(model: Model, values: readonly number[], horizon: number): Errors | undefined {
  const last = values.length - 1;
  if (last < model.least) return undefined;
  const room = last - model.least;
  const count = Math.min(origins, room + 1);
  const errors: number[] = [];
  const naive: number[] = [];
  const actual: number[] = [];
  for (let each = 0; each < count; each++) {
    // From the latest origin backwards, evenly, over at most the later half.
    const span = Math.min(room, Math.floor(values.length / 2));
    const origin = last - Math.round((span * each) / Math.max(1, count - 1));
    const before = values.slice(0, origin);
    const fitted = model.fit(before);
    const steps = Math.min(horizon, furthest, values.length - origin);
    for (let ahead = 1; ahead <= steps; ahead++) {
      const value = values[origin + ahead - 1] ?? 0;
      actual.push(Math.abs(value));
      errors.push(value - Math.max(0, fitted.at(ahead)));
      naive.push(Math.abs(value - (before.at(-1) ?? 0)));
    }
  }
  const mae = mean(errors.map(Math.abs));
  const spent = mean(actual);
  const plain = mean(naive);
  return {
    mae,
    rmse: Math.sqrt(mean(errors.map((error) => error * error))),
    wape: spent === 0 ? null : mae / spent,
    overNaive: plain === 0 ? null : mae / plain,
    compared: errors.length,
  };
}
