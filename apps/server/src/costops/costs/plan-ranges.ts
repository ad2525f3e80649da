import type { UsageFilter } from "@platform/costops";

/** A span of time: `from` inclusive, `to` exclusive, either open. */
export interface Range {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** Where to read a sum: whole days and whole quarters of an hour in the rollups, what is left in the events. */
export interface Ranges {
  readonly days: readonly Range[];
  readonly quarters: readonly Range[];
  readonly events: readonly Range[];
}

const quarter = 15 * 60_000;
const day = 96 * quarter;
/** The last zone to keep a time that is no multiple of 15 minutes from UTC was Liberia's, until January 1972 (tzdb). */
const firstWholeQuarters = new Date("1973-01-01T00:00:00Z");
const notInRollups = ["runId", "eventId", "tags", "unit", "minCost", "maxCost"] as const;

/**
 * What rollups do not hold is read from the events alone. Else the ends of the span that are no whole quarters are,
 * and the years in which local time was not in step with quarters when it matters where local days begin. Days are
 * read where neither hours nor another zone's days are asked for.
 */
export function planRanges(filter: UsageFilter, dimensions: readonly string[], timeZone: string): Ranges {
  const from = filter.from === undefined ? undefined : new Date(filter.from);
  const to = filter.to === undefined ? undefined : new Date(filter.to);
  const fromEvents: Ranges = { days: [], quarters: [], events: [{ from, to }] };
  const outside =
    notInRollups.some((field) => filter[field] !== undefined) ||
    dimensions.some((name) => name === "runId" || name.startsWith("tag:"));
  if (outside) return fromEvents;

  const local = timeZone !== "UTC" && dimensions.some((name) => /^(hour|day|week|month)$/.test(name));
  const begin = local && (from === undefined || from < firstWholeQuarters) ? firstWholeQuarters : from;
  const byQuarter = split({ from: begin, to }, quarter);
  if (byQuarter.whole === undefined) return fromEvents;
  const events = begin === from ? byQuarter.rest : [{ from, to: begin }, ...byQuarter.rest];
  if (local || dimensions.includes("hour")) return { days: [], quarters: [byQuarter.whole], events };
  const byDay = split(byQuarter.whole, day);
  return { days: byDay.whole ? [byDay.whole] : [], quarters: byDay.rest, events };
}

/** The part of a span that is whole units long, counted from 1970, and what is left at its ends. */
function split({ from, to }: Range, unit: number): { whole: Range | undefined; rest: Range[] } {
  const first = from && new Date(Math.ceil(from.getTime() / unit) * unit);
  const last = to && new Date(Math.floor(to.getTime() / unit) * unit);
  if (first && last && first >= last) return { whole: undefined, rest: [{ from, to }] };
  const rest: Range[] = [];
  if (from && first && from < first) rest.push({ from, to: first });
  if (to && last && last < to) rest.push({ from: last, to });
  return { whole: { from: first, to: last }, rest };
}
