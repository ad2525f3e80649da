import { DateTime } from "luxon";
import { fail } from "../../http/errors/http-error.ts";

export type Interval = "hour" | "day";

/** Hours or days that lie wholly within a range and are over, in their order. */
export interface Intervals {
  /** The first moment of each, in milliseconds. */
  readonly starts: readonly number[];
  /** The first moment after the last. */
  readonly end: number;
}

const most = 10_000;

/** Cuts a range into whole days of a zone, or hours of UTC. What has begun but is not over does not count. */
export function wholeIntervals(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  { interval, timeZone, defaultDays }: { interval: Interval; timeZone: string; defaultDays: number },
  now: number = Date.now(),
): Intervals {
  const zone = interval === "hour" ? "UTC" : timeZone;
  const last = to === undefined ? now : Math.min(now, Date.parse(to));
  const end = DateTime.fromMillis(last, { zone }).startOf(interval);
  const asked =
    from === undefined ? end.minus({ days: defaultDays }) : DateTime.fromMillis(Date.parse(from), { zone });
  const whole = asked.startOf(interval);
  let at = whole.toMillis() === asked.toMillis() ? whole : whole.plus({ [interval]: 1 });
  if (from !== undefined && asked.toMillis() >= last)
    bad("from", "must be before `to`, and not in the future.");
  const starts: number[] = [];
  for (; at < end; at = at.plus({ [interval]: 1 })) {
    if (starts.length === most) bad("from", `gives more than ${most} points. Let it begin later.`);
    starts.push(at.toMillis());
  }
  return { starts, end: end.toMillis() };
}

const bad = (param: string, problem: string): never =>
  fail(400, "invalid_params", `\`${param}\`: ${problem}`, { param });
