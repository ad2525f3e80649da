import { expect, test } from "vitest";
import { lasting } from "../../test/actions.ts";
import { collect, events, failure, serve } from "../../test/server.ts";
import { type PlatformError, retry } from "../index.ts";

const tick = (n: number) => `id: ${n}\ndata: {"n":${n}}\n\n`;

test("a resumable stream goes on after the last event, under one key", async () => {
  await using server = await serve((response, { headers }, count) => {
    const from = Number(headers["last-event-id"] ?? 0);
    events(response, tick(from + 1));
    if (count === 1) return response.end();
    if (count === 2) return setTimeout(() => response.destroy(), 20);
    // Silence: only the timeout ends it.
    if (count === 3) return;
    response.end("data: [DONE]\n\n");
  });
  const got = await collect(lasting(server.client(), {}, { timeoutMs: 100 }));
  expect(got.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
  expect(server.seen.map((request) => request.headers["last-event-id"])).toEqual([undefined, "1", "2", "3"]);
  expect(new Set(server.seen.map((request) => request.headers["idempotency-key"])).size).toBe(1);
});

test("progress gives the retries back, standing still uses them up", async () => {
  await using server = await serve((response, { headers }, count) => {
    events(response, ...(count <= 10 ? [tick(Number(headers["last-event-id"] ?? 0) + 1)] : []));
    response.end();
  });
  const got: unknown[] = [];
  const loop = async () => {
    for await (const { n } of lasting(server.client())) got.push(n);
  };
  expect(await failure(loop())).toMatchObject({ name: "StreamError", code: "stream_truncated" });
  expect(got).toHaveLength(10);
  // The tenth ends with three retries left.
  expect(server.seen).toHaveLength(13);
});

test.each([[{ retries: 0 }], [{ retry: false as const }]])("%j: no resuming", async (options) => {
  await using server = await serve((response) => {
    events(response, tick(1));
    response.end();
  });
  const { retries, ...own } = { retries: undefined, ...options };
  await failure(collect(lasting(server.client(own), {}, { retries })));
  expect(server.seen).toHaveLength(1);
});

test("the server's `retry:` is how long to wait; one beyond the policy's cap gives up", async () => {
  await using server = await serve((response, { headers }, count) => {
    const from = Number(headers["last-event-id"] ?? 0);
    events(response, count === 2 ? "retry: 700\n\n" : "", tick(from + 1));
    response.end(count === 3 ? "data: [DONE]\n\n" : "");
  });
  const asked: unknown[] = [];
  const delay = (error: PlatformError) => {
    asked.push((error as { retryAfterMs?: number }).retryAfterMs);
    return 0;
  };
  await collect(lasting(server.client({ retry: { retries: 3, delay } })));
  expect(asked).toEqual([undefined, 700]);
  const impatient = server.client({ retry: retry({ baseMs: 1, maxMs: 699 }) });
  server.seen.length = 0;
  expect(await failure(collect(lasting(impatient)))).toMatchObject({ code: "stream_truncated" });
  expect(server.seen).toHaveLength(2);
});

test("an error that the server says may pass is resumed, another is not", async () => {
  await using server = await serve((response, _, count) => {
    events(response, `event: error\ndata: {"error":{"message":"m","retryable":${count === 1}}}\n\n`);
  });
  const error = await failure(collect(lasting(server.client())));
  expect(error).toMatchObject({ name: "ApiError", retryable: false });
  expect(server.seen).toHaveLength(2);
});

test("cancel and abort also end the wait before a resumption", async () => {
  await using server = await serve((response) => {
    events(response, tick(1));
    response.end();
  });
  const controller = new AbortController();
  const act = [() => stream.cancel(), async () => controller.abort()];
  let round = 0;
  const policy = { retries: 9, delay: () => (setTimeout(() => act[round]?.(), 5), 3_600_000) };
  const client = server.client({ retry: policy });
  let stream = lasting(client);
  expect(await collect(stream)).toHaveLength(1);
  round = 1;
  stream = lasting(client, {}, { signal: controller.signal });
  expect(await failure(collect(stream))).toMatchObject({ name: "AbortedError" });
});
