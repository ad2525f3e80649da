import { linearRegression, mean } from "simple-statistics";
import { chooseSmoothing } from "./choose-smoothing.ts";
import type { Model } from "./model.ts";
import type { Smoothing } from "./smooth.ts";

/** Simple smoothing, and Holt's with a trend that fades. Speeds in steps that the data can tell apart. */
const candidates: readonly Smoothing[] = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9].flatMap((alpha) => [
  { alpha, beta: 0, gamma: 0, damping: 0 },
  ...[0.05, 0.2, 0.5].map((beta) => ({ alpha, beta, gamma: 0, damping: 0.9 })),
]);
const opening = 7;

/** Exponential smoothing without a season. It starts from the first week. */
export const smoothing: Model = {
  least: 14,
  fit(values) {
    const first = values.slice(0, opening);
    const { m: trend } = linearRegression(first.map((value, position) => [position, value]));
    return chooseSmoothing(values, { level: mean(first), trend, season: [0] }, candidates, 3);
  },
};
