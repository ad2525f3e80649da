import type { ReportPeriod } from "@platform/costops";
import { DateTime } from "luxon";

const units = { previous_day: "day", previous_week: "week", previous_month: "month" } as const;

/** What a run covers: `from` inclusive, `to` exclusive. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** Where the calendar is cut. Weeks begin on Monday. */
export interface Calendar {
  readonly period: ReportPeriod;
  readonly timeZone: string;
}

/** The beginning of the period that a moment lies in. */
export const periodStart = (at: Date, { period, timeZone }: Calendar): Date =>
  firstMoment(localDay(at, timeZone).startOf(units[period]), timeZone);

/** The beginning of the next one: periods follow each other without a hole. */
export const periodEnd = (at: Date, { period, timeZone }: Calendar): Date =>
  firstMoment(
    localDay(at, timeZone)
      .startOf(units[period])
      .plus({ [units[period]]: 1 }),
    timeZone,
  );

/** The last period that was over at a moment. */
export function lastPeriod(at: Date, calendar: Calendar): Span {
  const to = periodStart(at, calendar);
  return { from: periodStart(new Date(to.getTime() - 1), calendar), to };
}

/** The date on the wall, as a day of UTC: there each has 24 hours, and none is missing. */
function localDay(at: Date, timeZone: string): DateTime {
  const { year, month, day } = DateTime.fromJSDate(at, { zone: timeZone });
  return DateTime.utc(year, month, day);
}

/** The first moment of a date: of two midnights the first; where there is none, when the clock was put forward. */
function firstMoment({ year, month, day }: DateTime, timeZone: string): Date {
  const midnight = DateTime.fromObject({ year, month, day }, { zone: timeZone });
  return DateTime.min(midnight, ...midnight.getPossibleOffsets()).toJSDate();
}
