import { linearRegression, mean } from "simple-statistics";
import { type Model, residualDeviation } from "./model.ts";

/**
 * A straight line by least squares, continued from the last position. The interval is that of a single new value:
 * Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 7.6.
 */
export const linear: Model = {
  least: 14,
  fit(values) {
    const n = values.length;
    const { m: slope, b: start } = linearRegression(values.map((value, position) => [position, value]));
    const line = (position: number) => start + slope * position;
    const sigma = residualDeviation(
      values.map((value, position) => value - line(position)),
      2,
    );
    const middle = mean(values.map((_, position) => position));
    const spread = values.reduce((sum, _, position) => sum + (position - middle) ** 2, 0);
    return {
      at: (ahead) => line(n - 1 + ahead),
      deviation: (ahead) => sigma * Math.sqrt(1 + 1 / n + (n - 1 + ahead - middle) ** 2 / spread),
    };
  },
};
