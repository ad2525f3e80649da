import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ticks } from "../../test/actions.ts";
import { failure } from "../../test/server.ts";
import { createClient } from "../index.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A stream whose parts are sent by hand, so that the silence between them is exact. */
function byHand() {
  let body: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => void (body = controller),
    });
    init?.signal?.addEventListener("abort", () => body?.error(init.signal?.reason));
    return new Response(stream, { headers: { "content-type": "text/event-stream" } });
  };
  const client = createClient({ apiKey: "key", baseUrl: "http://localhost", fetch, timeoutMs: 1_000 });
  return {
    events: ticks(client)[Symbol.asyncIterator](),
    send: (text: string) => body?.enqueue(new TextEncoder().encode(text)),
  };
}

test.each([
  ["a comment", ": keep-alive\n\n"],
  ["an empty comment", ":\n\n"],
  ["a field", "event: beat\n"],
])("%s is a sign of life; a second of silence after it is the end", async (_, sign) => {
  const { events, send } = byHand();
  const first = events.next();
  await vi.advanceTimersByTimeAsync(999);
  for (let beat = 0; beat < 10; beat++) {
    send(sign);
    await vi.advanceTimersByTimeAsync(999);
  }
  send('data: {"n":1}\n\n');
  expect(await first).toMatchObject({ value: { n: 1 } });

  const second = failure(events.next());
  send(sign);
  await vi.advanceTimersByTimeAsync(999);
  send(": the last\n\n");
  let ended = false;
  void second.then(() => (ended = true));
  await vi.advanceTimersByTimeAsync(999);
  expect(ended).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await second).toMatchObject({ name: "TimeoutError", code: "timeout", retryable: true });
});

test("a reader at work is not taken for a silent server, however long it takes", async () => {
  const { events, send } = byHand();
  const first = events.next();
  await vi.advanceTimersByTimeAsync(0);
  send('data: {"n":1}\n\n');
  await first;
  await vi.advanceTimersByTimeAsync(3_600_000);
  const second = events.next();
  await vi.advanceTimersByTimeAsync(999);
  send('data: {"n":2}\n\n');
  expect(await second).toMatchObject({ value: { n: 2 } });
});
