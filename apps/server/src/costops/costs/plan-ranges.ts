import type { UsageFilter } from "@platform/costops";

/** A span of time: `from` inclusive, `to` exclusive, either open. */
export interface Range {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** Where to read a sum: whole quarters of an hour in the rollups, what is left in the events. */
export interface Ranges {
  readonly rollups: Range | undefined;
  readonly events: readonly Range[];
}

const quarter = 15 * 60_000;
/** The last zone to keep a time that is no multiple of 15 minutes from UTC was Liberia's, until January 1972 (tzdb). */
const firstWholeQuarters = new Date("1973-01-01T00:00:00Z");
const notInRollups = ["runId", "eventId", "tags", "unit", "minCost", "maxCost"] as const;

/**
 * What rollups do not hold is read from the events alone. Else the ends of the span that are no whole quarters are,
 * and the years in which local time was not in step with quarters when it matters where local days begin.
 */
export function planRanges(filter: UsageFilter, dimensions: readonly string[], timeZone: string): Ranges {
  const from = filter.from === undefined ? undefined : new Date(filter.from);
  const to = filter.to === undefined ? undefined : new Date(filter.to);
  const outside =
    notInRollups.some((field) => filter[field] !== undefined) ||
    dimensions.some((name) => name === "runId" || name.startsWith("tag:"));
  if (outside) return { rollups: undefined, events: [{ from, to }] };

  const local = timeZone !== "UTC" && dimensions.some((name) => /^(hour|day|week|month)$/.test(name));
  const begin = local && (from === undefined || from < firstWholeQuarters) ? firstWholeQuarters : from;
  const first = begin && new Date(Math.ceil(begin.getTime() / quarter) * quarter);
  const last = to && new Date(Math.floor(to.getTime() / quarter) * quarter);
  if (first && last && first >= last) return { rollups: undefined, events: [{ from, to }] };
  const events: Range[] = [];
  if (first && (from === undefined || from < first)) events.push({ from, to: first });
  if (to && last && last < to) events.push({ from: last, to });
  return { rollups: { from: first, to: last }, events };
}
