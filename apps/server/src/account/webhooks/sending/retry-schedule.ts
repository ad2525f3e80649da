const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long to wait after the first failure, the second, …: nine further tries over three days and a half. */
const waits = [5_000, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, day];

/**
 * Milliseconds until the next try, up to a fifth more than the schedule says, so that what failed at once does not come
 * again at once. A receiver may ask for later (`Retry-After`), up to a day. `null` when there is no further try.
 */
export function waitAfter(
  failures: number,
  retryAfterMs = 0,
  random: () => number = Math.random,
): number | null {
  const wait = waits[failures - 1];
  return wait === undefined
    ? null
    : Math.round(Math.max(wait * (1 + 0.2 * random()), Math.min(retryAfterMs, day)));
}
