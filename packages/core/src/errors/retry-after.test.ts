import { expect, test } from "vitest";
import { apiError } from "./from-response.ts";

const asked = (headers: Record<string, string>, status = 429) =>
  apiError(status, {}, new Headers(headers)).retryAfterMs;

test.each([
  [{ "retry-after": "2" }, 2000],
  [{ "retry-after": "0.25" }, 250],
  [{ "retry-after": "0" }, 0],
  [{ "retry-after-ms": "150" }, 150],
  [{ "retry-after-ms": "150", "retry-after": "9" }, 150],
  [{ "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }, 0],
  [{ ratelimit: '"day";r=0;t=7' }, 7000],
  [{ "ratelimit-reset": "3" }, 3000],
  [{ "retry-after": "soon" }, undefined],
  [{ "retry-after": "1.2.3" }, undefined],
  [{}, undefined],
])("%j asks for %s ms", (headers, ms) => {
  expect(asked(headers as Record<string, string>)).toBe(ms);
});

test("a date in the future is a wait until then", () => {
  const at = Math.ceil(Date.now() / 1000) * 1000 + 30_000;
  const ms = asked({ "retry-after": new Date(at).toUTCString() }) ?? 0;
  expect(ms).toBeGreaterThan(0);
  expect(ms).toBeLessThanOrEqual(31_000);
});

test("the state of the limit is a wait only when the limit was hit", () => {
  expect(asked({ "ratelimit-reset": "60", ratelimit: '"day";r=9;t=60' }, 503)).toBeUndefined();
  expect(asked({ "retry-after": "1" }, 503)).toBe(1000);
});
