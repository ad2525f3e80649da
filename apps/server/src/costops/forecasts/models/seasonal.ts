import { mean } from "simple-statistics";
import { chooseSmoothing } from "./choose-smoothing.ts";
import type { Model } from "./model.ts";
import type { Smoothing } from "./smooth.ts";

const week = 7;
const candidates: readonly Smoothing[] = [0.02, 0.1, 0.3, 0.6].flatMap((alpha) =>
  [0, 0.1, 0.3].flatMap((beta) =>
    [0, 0.1, 0.3].flatMap((gamma) => [1, 0.95].map((damping) => ({ alpha, beta, gamma, damping }))),
  ),
);

/**
 * Holt and Winters' additive method with a week as its cycle. It starts from the first two weeks: the trend is what
 * lies between their means, each weekday's season its mean distance from that line.
 */
export const seasonal: Model = {
  least: 4 * week,
  fit(values) {
    const first = values.slice(0, 2 * week);
    const [one, two] = [mean(first.slice(0, week)), mean(first.slice(week))];
    const trend = (two - one) / week;
    // The line goes through the first week's mean at its middle.
    const line = (position: number) => one + trend * (position - (week - 1) / 2);
    const season = Array.from({ length: week }, (_, day) =>
      mean([0, week].map((from) => (first[from + day] ?? 0) - line(from + day))),
    );
    return chooseSmoothing(values, { level: line(-1), trend, season }, candidates, 3 + week);
  },
};
