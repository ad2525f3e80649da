import { expect, test } from "vitest";
import { echo } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import { ConnectionError, RateLimitError, retry } from "../index.ts";

const limited = (retryAfterMs?: number) => new RateLimitError("slow", { status: 429, retryAfterMs });

test("each wait is between 0 and a cap that doubles", () => {
  const { delay } = retry({ baseMs: 100, maxMs: 1000, budget: Infinity });
  const error = new ConnectionError("no");
  for (const [attempt, cap] of [
    [1, 100],
    [2, 200],
    [3, 400],
    [4, 800],
    [5, 1000],
    [50, 1000],
  ] as const) {
    const waits = Array.from({ length: 300 }, () => delay(error, attempt) ?? Number.NaN);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...waits)).toBeLessThan(cap);
    // Full jitter: with 300 draws the upper and the lower half have both been met.
    expect(waits.some((wait) => wait < cap / 2) && waits.some((wait) => wait > cap / 2)).toBe(true);
  }
});

test("extra attempts come out of one budget, which what helped refills", () => {
  const { delay, succeeded } = retry({ budget: 3 });
  const error = new ConnectionError("no");
  const granted = () =>
    Array.from({ length: 5 }, () => delay(error, 1)).filter((ms) => ms !== undefined).length;
  expect(granted()).toBe(3);
  expect(granted()).toBe(0);
  succeeded?.(2);
  expect(granted()).toBe(1);
  for (let call = 0; call < 10; call++) succeeded?.(1);
  expect(granted()).toBe(2);
  for (let call = 0; call < 100; call++) succeeded?.(1);
  expect(granted()).toBe(3);
});

test("a server that is down gets each call once when the budget is spent, and clients share a policy's budget", async () => {
  await using server = await serve((response) => json(response, {}, 503));
  const policy = retry({ baseMs: 0, budget: 4 });
  const clients = [server.client({ retry: policy }), server.client({ retry: policy })] as const;
  for (let round = 0; round < 5; round++) {
    for (const client of clients) await failure(echo(client, { text: "a" }));
  }
  expect(server.seen).toHaveLength(10 + 4);
});

test("a wait that the server asks for is taken as it is, up to the cap", () => {
  const { delay } = retry({ maxMs: 1000 });
  expect(delay(limited(0), 1)).toBe(0);
  expect(delay(limited(1000), 1)).toBe(1000);
  expect(delay(limited(1001), 1)).toBeUndefined();
});

test.each([
  [{ "retry-after": "0.002" }, 2],
  [{ "retry-after-ms": "3" }, 3],
  [{ "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }, 0],
])("%j reaches the policy", async (headers, ms) => {
  await using server = await serve((response, _, count) =>
    json(response, { text: "a" }, count === 1 ? 429 : 200, headers as {}),
  );
  const asked: unknown[] = [];
  const policy = retry();
  const client = server.client({
    retry: {
      ...policy,
      delay: (error, count) => (asked.push(policy.delay(error, count)), asked.at(-1) as number),
    },
  });
  await echo(client, { text: "a" });
  expect(asked).toEqual([ms]);
});

test("a wait beyond the cap gives up", async () => {
  await using server = await serve((response) => json(response, {}, 429, { "retry-after": "61" }));
  const error = await failure(echo(server.client(), { text: "a" }));
  expect(error).toMatchObject({ name: "RateLimitError", attempts: 1, retryAfterMs: 61_000 });
});

test("a wait beyond the deadline gives up at once", async () => {
  await using server = await serve((response) => json(response, {}, 429, { "retry-after": "30" }));
  const error = await failure(echo(server.client(), { text: "a" }, { deadlineMs: 20_000 }));
  expect(error).toMatchObject({ name: "RateLimitError", attempts: 1 });
});
