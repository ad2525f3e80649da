import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { echo, look } from "../../test/actions.ts";
import { outgoing } from "../../test/outgoing.ts";
import { failure, json, serve } from "../../test/server.ts";
import { type Fetcher, rateLimit, type RateLimitOptions } from "../index.ts";

const url = "http://127.0.0.1:1/v1/look";
const well = async () => Response.json({});

describe("by a clock set by hand", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** When each request left, which were told to leave the line, and when each came. */
  async function drive(
    options: RateLimitOptions,
    arrivals: readonly { gapMs: number; patienceMs: number }[],
  ) {
    const sent: { index: number; at: number }[] = [];
    const came: number[] = [];
    const aborted = new Set<number>();
    const send = rateLimit(options);
    const promises: Promise<unknown>[] = [];
    for (const [index, { gapMs, patienceMs }] of arrivals.entries()) {
      await vi.advanceTimersByTimeAsync(gapMs);
      came.push(performance.now());
      const controller = new AbortController();
      const { init, attempt } = outgoing(controller.signal);
      const next: Fetcher = async () => {
        clearTimeout(impatient);
        sent.push({ index, at: performance.now() });
        return Response.json({});
      };
      const impatient = setTimeout(() => controller.abort(), patienceMs);
      const leave = () => void aborted.add(index);
      promises.push(send(next)(url, init).then(() => attempt.end(), leave));
    }
    await vi.runAllTimersAsync();
    await Promise.all(promises);
    return { sent, came, aborted };
  }

  const gapMs = fc.oneof(fc.constant(0), fc.nat(50), fc.nat(1_000));
  const patienceMs = fc.oneof(fc.constant(1e9), fc.integer({ min: 1, max: 500 }));
  const arrivals = fc.array(fc.record({ gapMs, patienceMs }), { maxLength: 60 });
  const requests = fc.integer({ min: 1, max: 8 });
  const perMs = fc.integer({ min: 1, max: 1_000 });

  test("no stretch of time sees more than the rate, whatever comes and whoever leaves", async () => {
    const burst = fc.integer({ min: 1, max: 8 });
    await fc.assert(
      fc.asyncProperty(fc.record({ requests, perMs, burst }), arrivals, async (options, list) => {
        const { sent, aborted } = await drive(options, list);
        expect(sent.length + aborted.size).toBe(list.length);
        expect(vi.getTimerCount()).toBe(0);
        const apart = options.perMs / options.requests;
        for (const [from, first] of sent.entries()) {
          const beyond = sent[from + options.requests];
          if (beyond) expect(beyond.at - first.at).toBeGreaterThanOrEqual(options.perMs);
          for (const [to, last] of sent.entries()) {
            if (to > from)
              expect(to - from).toBeLessThan(options.burst + (last.at - first.at) / apart + 1e-6);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("each leaves in its order, as soon as the rate allows; one that went away takes no token", async () => {
    await fc.assert(
      fc.asyncProperty(requests, perMs, arrivals, async (most, span, list) => {
        const { sent, came, aborted } = await drive({ requests: most, perMs: span }, list);
        const expected: { index: number; at: number }[] = [];
        for (const [index, at] of came.entries()) {
          if (aborted.has(index)) continue;
          const before = expected.at(-1)?.at ?? 0;
          const token = (expected.at(-most)?.at ?? -Infinity) + span;
          expected.push({ index, at: Math.max(at, before, expected.length < most ? 0 : token) });
        }
        expect(sent).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test("a clock that is early does not let one go early", async () => {
    const send = rateLimit({ requests: 1, perMs: 100 });
    const times: number[] = [];
    const next: Fetcher = async () => {
      times.push(performance.now());
      return Response.json({});
    };
    await send(next)(url, outgoing().init);
    const start = times[0] ?? 0;
    const second = send(next)(url, outgoing().init);
    const early = vi.spyOn(performance, "now").mockReturnValueOnce(start + 99.4);
    await vi.advanceTimersByTimeAsync(100);
    early.mockRestore();
    await vi.runAllTimersAsync();
    await second;
    expect((times[1] ?? 0) - start).toBeGreaterThanOrEqual(100);
  });

  test.each([
    ["as long as it says", { "retry-after": "5" }, {}, 5_000],
    ["at most `maxHoldMs`", { "retry-after": "3600" }, { maxHoldMs: 2_000 }, 2_000],
    ["not at all, if it does not say", {}, {}, 0],
  ])("a 429 holds the others back %s", async (_, headers, options, heldMs) => {
    const send = rateLimit(options);
    const start = performance.now();
    await send(async () => new Response(null, { status: 429, headers }))(url, outgoing().init);
    const others = [1, 2].map(() => send(well)(url, outgoing().init).then(() => performance.now() - start));
    await vi.runAllTimersAsync();
    expect(await Promise.all(others)).toEqual([heldMs, heldMs]);
  });

  test("nothing ticks once those who waited have left", async () => {
    const send = rateLimit({ requests: 1 });
    await send(well)(url, outgoing().init);
    const controllers = [new AbortController(), new AbortController()];
    const waiting = controllers.map(({ signal }) => failure(send(well)(url, outgoing(signal).init)));
    expect(vi.getTimerCount()).toBe(1);
    for (const controller of controllers) controller.abort();
    expect(vi.getTimerCount()).toBe(0);
    await Promise.all(waiting);
  });

  test("a 503 that says when to come again holds nobody back", async () => {
    const send = rateLimit();
    await send(async () => new Response(null, { status: 503, headers: { "retry-after": "9" } }))(
      url,
      outgoing().init,
    );
    await send(well)(url, outgoing().init);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test("clients with the same layer share its tokens, and attempts count, not calls", async () => {
  await using server = await serve((response, _, count) =>
    json(response, { text: "a" }, count === 1 ? 503 : 200),
  );
  const use = [rateLimit({ requests: 3, perMs: 3_600_000 })];
  const clients = [server.client({ use }), server.client({ use })] as const;
  await echo(clients[0], { text: "a" });
  await echo(clients[1], { text: "a" });
  const controller = new AbortController();
  const waiting = look(clients[0], {}, { signal: controller.signal });
  const late = look(clients[1], {}, { deadlineMs: 20 });
  expect(await failure(late)).toMatchObject({ name: "TimeoutError" });
  controller.abort("enough");
  expect(await failure(waiting)).toMatchObject({ name: "AbortedError", cause: "enough" });
  expect(server.seen).toHaveLength(3);
});

test("what a layer within throws, even at once, reaches its own caller", async () => {
  const send = rateLimit({ requests: 1, perMs: 1 })(() => {
    throw new RangeError("mine");
  });
  for (let round = 0; round < 3; round++) {
    expect(await failure(send(url, outgoing().init))).toBeInstanceOf(RangeError);
  }
});

test.each([{ requests: 0 }, { requests: Infinity }, { perMs: -1 }, { burst: 0 }, { burst: Number.NaN }])(
  "%j is refused",
  async (options) => {
    const error = await failure((async () => rateLimit(options))());
    expect(error).toMatchObject({ name: "ConfigurationError", param: Object.keys(options)[0] });
  },
);
