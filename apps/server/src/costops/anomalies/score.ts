import type { AnomalyMethod } from "@platform/costops";
import { interquartileRange, mean, median, quantile, standardDeviation } from "simple-statistics";

/** What a point should have been, and how unusual it is. */
export interface Scored {
  readonly expected: number;
  readonly score: number;
}

/** From which score on a point is unusual. */
export const thresholds: Readonly<Record<AnomalyMethod, number>> = {
  zscore: 3,
  // Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993).
  modified_zscore: 3.5,
  // Tukey's fences, Exploratory Data Analysis (1977).
  iqr: 1.5,
  seasonal: 3.5,
};

/** Points that a method needs; the season is looked at from two cycles on. */
export const pointsNeeded = (method: AnomalyMethod | "auto", cycle: number): number =>
  method === "seasonal" ? 2 * cycle : 10;

/** The method that is used where none is named. */
export const chosen = (method: AnomalyMethod | "auto", points: number, cycle: number): AnomalyMethod =>
  method === "auto" ? (points >= 4 * cycle ? "seasonal" : "modified_zscore") : method;

/** How unusual each value is. Where all values agree nothing is. */
export function scoreAll(values: readonly number[], method: AnomalyMethod, cycle: number): Scored[] {
  const all = [...values];
  if (method === "zscore") return scored(all, mean(all), standardDeviation(all));
  if (method === "modified_zscore") return scored(all, median(all), medianDeviation(all, median(all)));
  if (method === "iqr") return beyondQuartiles(all);
  const usual = Array.from({ length: cycle }, (_, place) =>
    median(all.filter((_value, at) => at % cycle === place)),
  );
  const left = all.map((value, at) => value - (usual[at % cycle] ?? 0));
  const middle = median(left);
  return scored(left, middle, medianDeviation(left, middle)).map(({ score }, at) => ({
    expected: Math.max(0, (usual[at % cycle] ?? 0) + middle),
    score,
  }));
}

const scored = (values: readonly number[], middle: number, spread: number): Scored[] =>
  values.map((value) => ({ expected: middle, score: spread === 0 ? 0 : Math.abs(value - middle) / spread }));

/**
 * The median distance from the middle, made comparable with a standard deviation (Iglewicz and Hoaglin's 0.6745).
 * Where more than half of the values agree it is 0; then the mean distance, likewise.
 */
function medianDeviation(values: readonly number[], middle: number): number {
  const distances = values.map((value) => Math.abs(value - middle));
  const typical = median(distances);
  return typical === 0 ? 1.253314 * mean(distances) : typical / 0.6745;
}

function beyondQuartiles(values: number[]): Scored[] {
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  // As in a normal distribution, where the quartiles themselves agree.
  const range = interquartileRange(values) || 1.349 * standardDeviation(values);
  return values.map((value) => ({
    expected: median(values),
    score: range === 0 ? 0 : Math.max(0, value - high, low - value) / range,
  }));
}
