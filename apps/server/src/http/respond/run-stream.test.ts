import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { createInflight } from "../inflight.ts";
import { createMetrics } from "../observe/metrics.ts";
import { createLog } from "../../log/create-log.ts";
import { noEngines } from "../../../test/server.ts";
import { serveCount } from "../../../test/example-streams.ts";
import type { Call } from "../call.ts";
import type { Database } from "../../store/database.ts";
import { runStream } from "./run-stream.ts";
import { sse } from "./sse.ts";

/** A call whose operation is not metered and touches no database: only the stream itself is looked at. */
function callOf(handler: () => AsyncIterable<{ data: unknown }>): Call {
  const inflight = createInflight();
  const log = createLog("silent");
  const deps: Call["deps"] = {
    // Never reached, as nothing is metered.
    db: {} as Database,
    operations: [],
    findKey: async () => undefined,
    price: async () => ({ cost: null, currency: "USD", priceIds: [] }),
    engines: noEngines,
    settings: { webhooks: { allowPrivate: false }, bodyLimit: 1 },
    limiter: { take: async () => ({ admitted: true, limits: [] }) },
    log,
    inflight,
    metrics: createMetrics(inflight),
    instanceId: "srv",
    dataDir: ".",
    corsOrigins: [],
    isReady: () => true,
  };
  return {
    deps,
    operation: { ...serveCount, handler, metered: false },
    principal: {
      organizationId: "o",
      projectId: "p",
      apiKeyId: "k",
      keyPrefix: "",
      memberId: null,
      scopes: [],
    },
    request: new Request("http://localhost/"),
    params: {},
    requestId: "req",
    startedAt: new Date(),
    log,
    signal: new AbortController().signal,
    runId: undefined,
    idempotencyKey: undefined,
    fingerprint: "f",
  };
}

const control = { abort: () => {}, finished: () => {} };

test("silence is filled with signs of life, from before the first event on", async () => {
  vi.useFakeTimers();
  const go = new AbortController();
  const response = runStream(
    callOf(async function* () {
      await once(go.signal, "abort");
      yield { data: 1 };
    }),
    control,
    sse,
  );
  await vi.advanceTimersByTimeAsync(15_000);
  const reader = (await response).body?.pipeThrough(new TextDecoderStream()).getReader();
  const read = async () => (await reader?.read())?.value;
  expect(await read()).toBe(": keep-alive\n\n");
  const second = read();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await second).toBe(": keep-alive\n\n");
  vi.useRealTimers();
  go.abort();
  expect([await read(), await read()].join("")).toContain("data: 1\n\n");
});

test("events are made no faster than they are read", async () => {
  let made = 0;
  const response = await runStream(
    callOf(async function* () {
      for (;;) yield { data: ++made };
    }),
    control,
    sse,
  );
  const reader = response.body?.getReader();
  for (let i = 0; i < 10; i++) await reader?.read();
  expect(made).toBeLessThan(15);
  await reader?.cancel();
});
