import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { usageEvents } from "../src/store/schema/index.ts";
import { serveCount, serveDownload, serveUpload, serveWait, witnessed } from "./example-streams.ts";
import { type TestServer, startTestServer } from "./server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer([serveCount, serveUpload, serveDownload, serveWait]);
});
afterAll(() => server.stop());

function usageOf(operation: string, runId: string) {
  const mine = and(eq(usageEvents.operation, operation), eq(usageEvents.runId, runId));
  return server.database.db.select().from(usageEvents).where(mine);
}

test("events are framed with ids and end in [DONE]", async () => {
  const response = await server.call("/v1/count", { json: { upTo: 2, stream: true } });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    "x-accel-buffering": "no",
  });
  expect(await response.text()).toBe('id: 1\ndata: {"n":1}\n\nid: 2\ndata: {"n":2}\n\ndata: [DONE]\n\n');
});

test("a stream goes on after the last event the client has", async () => {
  const response = await server.call("/v1/count", { json: { upTo: 3 }, headers: { "last-event-id": "2" } });
  expect(await response.text()).toBe('id: 3\ndata: {"n":3}\n\ndata: [DONE]\n\n');
});

test("a failure before the first event is an ordinary error", async () => {
  const response = await server.call("/v1/count", { json: { upTo: 3, fail: "before" } });
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ error: { code: "unavailable", retryable: true } });
});

test("a later failure is an error event, without [DONE]", async () => {
  const response = await server.call("/v1/count", { json: { upTo: 3, fail: "within" } });
  const text = await response.text();
  expect(text).toContain('data: {"error":{"type":"server_error","code":"upstream_failed"');
  expect(text).not.toContain("[DONE]");
});

test("a client that leaves ends the handler, and what it used is in the ledger once", async () => {
  const before = witnessed.aborted;
  const leave = new AbortController();
  const headers = { "x-run-id": "left" };
  const response = await server.call("/v1/count", { json: { upTo: 100_000 }, headers, signal: leave.signal });
  await response.body?.getReader().read();
  leave.abort();
  await vi.waitFor(() => expect(witnessed.aborted).toBe(before + 1), 5000);
  await vi.waitFor(async () => expect(await usageOf("count", "left")).toHaveLength(1), 5000);
  const [row] = await usageOf("count", "left");
  expect(Number(row?.units["numbers"])).toBeGreaterThan(0);
  expect(server.inflight.size).toBe(0);
});

test("a client that leaves a call aborts it, which is no failure of the server", async () => {
  const before = witnessed.aborted;
  const leave = new AbortController();
  const headers = { "x-run-id": "gone" };
  const call = server.call("/v1/wait", { json: {}, headers, signal: leave.signal }).catch(() => "gone");
  await vi.waitFor(() => expect(witnessed.waiting).toBe(1), 5000);
  leave.abort();
  expect(await call).toBe("gone");
  await vi.waitFor(() => expect(witnessed.aborted).toBe(before + 1), 5000);
  await vi.waitFor(() => expect(server.logs.join("")).toContain('"status":499'), 5000);
  expect(server.logs.join("")).not.toContain("unexpected failure");
  expect(await usageOf("wait", "gone")).toHaveLength(0);
});

test("uploads stream in, downloads stream out, each metered once", async () => {
  const headers = { "x-run-id": "bytes" };
  const body = new Uint8Array(3 * 1024 * 1024);
  const up = await server.call("/v1/bytes?name=a", { method: "POST", body, headers });
  expect(await up.json()).toEqual({ name: "a", bytes: body.byteLength });
  const down = await server.call("/v1/bytes/5", { headers });
  expect(down.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''sevens%20%C3%A9.bin");
  expect(new Uint8Array(await down.arrayBuffer())).toEqual(new Uint8Array(5).fill(7));
  expect(await usageOf("uploadBytes", "bytes")).toHaveLength(1);
  expect(await usageOf("downloadBytes", "bytes")).toHaveLength(1);
});
