import { expect, test } from "vitest";
import { freshness } from "./freshness.ts";

test.each([
  [{}, 5_000],
  [{ "cache-control": "private" }, 5_000],
  [{ "cache-control": "private, max-age=60" }, 60_000],
  [{ "cache-control": 'Max-Age="60"' }, 60_000],
  [{ "cache-control": "max-age=60", age: "50" }, 10_000],
  [{ "cache-control": "max-age=60", age: "90" }, 0],
  [{ "cache-control": "max-age=60", expires: "Thu, 01 Jan 1970 00:00:00 GMT" }, 60_000],
  [{ "cache-control": "s-maxage=60" }, 5_000],
  [{ "cache-control": "max-age=soon" }, 0],
  [{ "cache-control": "max-age=60, no-cache" }, 0],
  [{ "cache-control": "max-age=60, no-store" }, undefined],
  [{ expires: "Thu, 01 Jan 1970 00:00:00 GMT" }, 0],
  [{ expires: "0" }, 0],
  [{ vary: "Authorization, Accept" }, 5_000],
  [{ vary: "*" }, undefined],
])("%j is fresh for %s ms", (headers, ms) => {
  expect(freshness(new Headers(headers as Record<string, string>), 5_000)).toBe(ms);
});

test("an `Expires` to come is a time until then", () => {
  const expires = new Date(Date.now() + 3_600_000).toUTCString();
  const ms = freshness(new Headers({ expires }), 5_000) ?? 0;
  expect(ms).toBeGreaterThan(3_500_000);
  expect(ms).toBeLessThanOrEqual(3_600_000);
});
