import { expect, test } from "vitest";
import { normal, seeded } from "../../../test/seeded.ts";
import { chosen, scoreAll, thresholds } from "./score.ts";
import { severityOf } from "./severity.ts";

const methods = ["zscore", "modified_zscore", "iqr", "seasonal"] as const;

test("the modified score is that of Iglewicz and Hoaglin's formula", () => {
  // Median 3, median deviation 1: 0.6745 times the distance.
  const scores = scoreAll([1, 2, 3, 4, 100], "modified_zscore", 7).map(({ score }) => score);
  expect(scores[4]).toBeCloseTo(0.6745 * 97, 9);
  expect(scores[0]).toBeCloseTo(0.6745 * 2, 9);
});

test("scores of the mean and of the quartiles, by hand", () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9];
  // Mean 5, deviation 2.
  expect(scoreAll(values, "zscore", 7).at(-1)).toEqual({ expected: 5, score: 2 });
  // Quartiles as R and spreadsheets interpolate them: 4 and 5.5.
  expect(scoreAll(values, "iqr", 7).at(-1)).toEqual({ expected: 4.5, score: 3.5 / 1.5 });
});

test("severity is how many times the threshold is reached", () => {
  expect([0.99, 1, 1.2, 1.5, 2].map((score) => severityOf(score, 1))).toEqual([
    undefined,
    "low",
    "medium",
    "high",
    "critical",
  ]);
});

test.each(methods)("%s: where all agree nothing is unusual, and one that does not is found", (method) => {
  const flat = Array.from({ length: 28 }, () => 5);
  expect(scoreAll(flat, method, 7).every(({ score }) => score === 0)).toBe(true);
  const one = flat.with(20, 50);
  const scores = scoreAll(one, method, 7).map(({ score }) => score);
  expect(scores.indexOf(Math.max(...scores))).toBe(20);
  expect(scores[20]).toBeGreaterThan(thresholds[method]);
  expect(scores.every(Number.isFinite)).toBe(true);
});

test.each(methods)("%s: planted anomalies are found, clean days rarely raised", (method) => {
  let found = 0;
  let raised = 0;
  let clean = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const random = seeded(seed);
    const noise = normal(random);
    const values = Array.from({ length: 90 }, () => 100 + 10 * noise());
    const planted = Math.floor(random() * 90);
    values[planted] = 200;
    scoreAll(values, method, 7).forEach(({ score }, at) => {
      const unusual = score >= thresholds[method];
      if (at === planted) found += unusual ? 1 : 0;
      else {
        clean += 1;
        raised += unusual ? 1 : 0;
      }
    });
  }
  expect(found / 300).toBeGreaterThan(0.99);
  expect(raised / clean).toBeLessThan(0.012);
});

test("a quiet Sunday is usual where Sundays are quiet, and a busy one is not", () => {
  const noise = normal(seeded(7));
  const values = Array.from({ length: 70 }, (_, at) => (at % 7 === 6 ? 20 : 100) + 2 * noise());
  values[34] = 60;
  expect(chosen("auto", values.length, 7)).toBe("seasonal");
  const scores = scoreAll(values, "seasonal", 7).map(({ score }) => score);
  expect(scores.flatMap((score, at) => (score >= thresholds.seasonal ? [at] : []))).toEqual([34]);
});
