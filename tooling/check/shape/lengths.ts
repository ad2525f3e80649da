import type { Source } from "../sources.ts";

const longest = 300;
const middle = 60;

/** No hand-written file is over 300 lines; half of them are within 60. */
export function lengthProblems(files: readonly Source[]): string[] {
  const lengths = files.map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }));
  const problems = lengths
    .filter(({ lines }) => lines > longest)
    .map(({ path, lines }) => `${path} has ${lines} lines, at most ${longest}: split it`);
  const sorted = lengths.map(({ lines }) => lines).toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  if (median > middle) problems.push(`the median file has ${median} lines, at most ${middle}`);
  return problems;
}
