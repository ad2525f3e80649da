import type { Anomaly } from "@platform/costops";

/** How bad a score is, by how many times it is over the threshold; undefined where it is not. */
export function severityOf(score: number, threshold: number): Anomaly["severity"] | undefined {
  const times = score / threshold;
  if (times >= 2) return "critical";
  if (times >= 1.5) return "high";
  if (times >= 1.2) return "medium";
  return times >= 1 ? "low" : undefined;
}
