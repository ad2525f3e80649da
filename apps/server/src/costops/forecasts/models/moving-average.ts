import { mean } from "simple-statistics";
import { type Model, residualDeviation } from "./model.ts";

const window = 7;

/** The mean of the last seven days goes on. Its error is that of a value around a level that does not move. */
export const movingAverage: Model = {
  least: 14,
  fit(values) {
    const level = mean(values.slice(-window));
    const residuals = values
      .slice(window)
      .map((value, position) => value - mean(values.slice(position, position + window)));
    const sigma = residualDeviation(residuals, 0);
    return { at: () => level, deviation: () => sigma };
  },
};
