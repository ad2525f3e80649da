import { CronExpressionParser } from "cron-parser";
import { fail } from "../../../http/errors/http-error.ts";
import { type Calendar, periodEnd } from "./periods.ts";

const names = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)\b/gi;
/** Without `H`, which means a random time, and `@daily`, which is no five fields. */
const fiveFields = /^[\d*/,?#L-]+(?: [\d*/,?#L-]+){4}$/;

/** When a report is due, and of what. */
export interface Schedule extends Calendar {
  readonly cron: string;
  /** The end of the last period that has a run. */
  readonly coveredTo: Date;
}

/** When the next period is due: the first time that `cron` names after its end; at its end is soon enough. */
export const nextDue = (schedule: Schedule): Date =>
  dueFrom(schedule.cron, schedule.timeZone, periodEnd(schedule.coveredTo, schedule));

/** Longer than any clock is put forward. */
const lookBackMs = 3 * 3_600_000;

/**
 * The first due time that is not before a moment. Looked for from somewhat earlier: the library finds a time that the
 * clock skips only when it begins before the gap.
 */
export function dueFrom(cron: string, timeZone: string, at: Date): Date {
  const currentDate = new Date(at.getTime() - lookBackMs);
  const times = CronExpressionParser.parse(cron, { tz: timeZone, currentDate });
  for (;;) {
    const due = times.next().toDate();
    if (due >= at) return due;
  }
}

/** Ends the request when `cron` is none, or never comes. */
export function checkCron(cron: string): void {
  const say = (problem: string) => fail(400, "invalid_params", `\`cron\`: ${problem}`, { param: "cron" });
  if (!fiveFields.test(cron.replaceAll(names, "1")))
    say(
      'write five fields, minute, hour, day of the month, month and day of the week, such as "0 6 * * *", or "30 7 * * MON-FRI".',
    );
  try {
    dueFrom(cron, "UTC", new Date());
  } catch (error) {
    say(`there is no such time. ${error instanceof Error ? error.message : ""}.`);
  }
}
