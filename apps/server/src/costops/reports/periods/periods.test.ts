import type { ReportPeriod } from "@platform/costops";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dueFrom, nextDue } from "./due.ts";
import { lastPeriod, periodEnd, periodStart } from "./periods.ts";

const seed = 20261121;
const minute = 60_000;
const dayMs = 86_400_000;
const periods: ReportPeriod[] = ["previous_day", "previous_week", "previous_month"];
/** Midnights that are missing (Cairo, Santiago), that come twice (Havana), half an hour (Lord Howe), none of it. */
const zones = [
  ...["Europe/Berlin", "America/New_York", "America/Havana", "Africa/Cairo", "America/Santiago"],
  ...["Australia/Lord_Howe", "Asia/Kathmandu", "UTC"],
];

/** The wall's clock by Intl alone: the date as days since 1970, and the minute of the day. */
function wallOf(timeZone: string): (at: number) => { day: number; minute: number } {
  const format = new Intl.DateTimeFormat("en", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric" },
  });
  return (at) => {
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 0, day = 0, hour = 0, minute: past = 0 } = parts;
    return { day: Date.UTC(year, month - 1, day) / dayMs, minute: hour * 60 + past };
  };
}

/** Counts the periods of a date; a week is counted from a Monday. */
const numberOf = (period: ReportPeriod, day: number): number => {
  if (period === "previous_day") return day;
  if (period === "previous_week") return Math.floor((day + 3) / 7);
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};

/** Every first moment of a period in two years, found by looking at the wall each quarter of an hour. */
function beginnings(timeZone: string): Record<ReportPeriod, number[]> {
  const wall = wallOf(timeZone);
  const found: Record<ReportPeriod, number[]> = { previous_day: [], previous_week: [], previous_month: [] };
  const highest = { previous_day: 0, previous_week: 0, previous_month: 0 };
  for (let at = Date.UTC(2025, 11, 1); at < Date.UTC(2027, 1, 5); at += 15 * minute) {
    const { day } = wall(at);
    for (const period of periods) {
      const number = numberOf(period, day);
      if (number <= highest[period]) continue;
      // The first look falls anywhere in a period.
      if (highest[period] > 0) found[period].push(at);
      highest[period] = number;
    }
  }
  return found;
}

describe.each(zones)("%s", (timeZone) => {
  const all = beginnings(timeZone);

  test.each(periods)("%s: periods follow each other, without a hole and none twice", (period) => {
    const calendar = { period, timeZone };
    const [first = 0, ...later] = all[period];
    const walked: number[] = [];
    let at = new Date(first);
    while (walked.length < later.length) walked.push((at = periodEnd(at, calendar)).getTime());
    expect(walked).toEqual(later);
  });

  test("any moment lies between the beginning of its period and that of the next", () => {
    const anywhere = fc.integer({ min: Date.UTC(2026, 1, 10), max: Date.UTC(2026, 11, 20) });
    fc.assert(
      fc.property(anywhere, fc.constantFrom(...periods), (at, period) => {
        const calendar = { period, timeZone };
        const place = all[period].findLastIndex((begin) => begin <= at);
        const moment = new Date(at);
        expect(periodStart(moment, calendar).getTime()).toBe(all[period][place]);
        expect(periodEnd(moment, calendar).getTime()).toBe(all[period][place + 1]);
        expect(lastPeriod(moment, calendar)).toEqual({
          from: new Date(all[period][place - 1] ?? 0),
          to: new Date(all[period][place] ?? 0),
        });
      }),
      { seed, numRuns: 300 },
    );
  });
});

/** The weeks in which clocks are changed. */
const changes = [
  ["Europe/Berlin", Date.UTC(2026, 2, 27), Date.UTC(2026, 3, 1)],
  ["Europe/Berlin", Date.UTC(2026, 9, 23), Date.UTC(2026, 9, 28)],
  ["America/New_York", Date.UTC(2026, 2, 6), Date.UTC(2026, 2, 11)],
  ["America/New_York", Date.UTC(2026, 9, 30), Date.UTC(2026, 10, 4)],
] as const;

/** A minute of the day: often one that is missing or comes twice. */
const clock = fc.oneof(fc.integer({ min: 50, max: 250 }), fc.integer({ min: 0, max: 1_439 }));

/** The wall at each minute of a week in which clocks are changed, a day more on either side. */
function minutesOf(timeZone: string, from: number, to: number) {
  const wall = wallOf(timeZone);
  const count = (to - from + 5 * dayMs) / minute;
  return Array.from({ length: count }, (_, place) => {
    const at = from - dayMs + place * minute;
    return { at, ...wall(at) };
  });
}

/** Due times of one time of the day: of those that come twice the first; a missing one as much later. */
function dailyTimes(walls: ReturnType<typeof minutesOf>, time: number): number[] {
  const midnights = new Map<number, number>();
  const found = new Map<number, number>();
  for (const { at, day, minute: past } of walls) {
    if (!midnights.has(day)) midnights.set(day, at);
    if (past === time && !found.has(day)) found.set(day, at);
  }
  return [...midnights].map(([day, midnight]) => found.get(day) ?? midnight + time * minute);
}

describe.each(changes)("when clocks are changed in %s (%i)", (timeZone, from, to) => {
  const walls = minutesOf(timeZone, from, to);

  test("a time of the day is due once each day", () => {
    fc.assert(
      fc.property(clock, (time) => {
        const expected = dailyTimes(walls, time).filter((at) => at >= from && at < to);
        const cron = `${time % 60} ${Math.floor(time / 60)} * * *`;
        const walked: number[] = [];
        for (let at = from; walked.length < expected.length; at = (walked.at(-1) ?? 0) + 1)
          walked.push(dueFrom(cron, timeZone, new Date(at)).getTime());
        expect(walked).toEqual(expected);
        // A due time is not before itself.
        for (const due of expected) expect(dueFrom(cron, timeZone, new Date(due)).getTime()).toBe(due);
      }),
      { seed, numRuns: 60 },
    );
  });

  test("each day is due once, at the first due time after its end", () => {
    fc.assert(
      fc.property(clock, (time) => {
        const cron = `${time % 60} ${Math.floor(time / 60)} * * *`;
        const calendar = { period: "previous_day", timeZone } as const;
        const times = dailyTimes(walls, time);
        let coveredTo = periodStart(new Date(from + dayMs), calendar);
        for (let days = 0; days < 4; days++) {
          const end = periodEnd(coveredTo, calendar);
          const due = nextDue({ ...calendar, cron, coveredTo }).getTime();
          expect(due).toBe(times.find((at) => at >= end.getTime()));
          coveredTo = end;
        }
      }),
      { seed, numRuns: 60 },
    );
  });

  test("a minute of every hour is due each hour that passes", () => {
    for (const past of [0, 30]) {
      const due = walls.filter(({ at, minute: of }) => at >= from && at < to && of % 60 === past);
      const expected = due.map(({ at }) => at);
      const walked: number[] = [];
      for (let at = from; walked.length < expected.length; at = (walked.at(-1) ?? 0) + 1)
        walked.push(dueFrom(`${past} * * * *`, timeZone, new Date(at)).getTime());
      expect(walked).toEqual(expected);
    }
  });
});

test("a day and a weekday mean either of both, names are numbers, L is the month's last day", () => {
  const from = new Date("2026-03-01T00:00:00Z");
  const due = (cron: string) => dueFrom(cron, "UTC", from).toISOString();
  expect(due("0 0 15 * MON")).toBe("2026-03-02T00:00:00.000Z");
  expect(due("0 0 * * MON")).toBe(due("0 0 * * 1"));
  expect(due("0 0 1 JUN *")).toBe("2026-06-01T00:00:00.000Z");
  expect(due("0 0 L * *")).toBe("2026-03-31T00:00:00.000Z");
  expect(due("0 0 29 2 *")).toBe("2028-02-29T00:00:00.000Z");
});
