import { createClient, defineLines } from "@platform/core";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { HttpError } from "../src/http/errors/http-error.ts";
import { usageEvents } from "../src/store/schema/index.ts";
import { exported, serveExport, witnessed } from "./example-streams.ts";
import { type TestServer, startTestServer } from "./server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer([serveExport]);
});
afterAll(() => server.stop());

const exportNumbers = defineLines(exported.contract);
const client = () => createClient({ baseUrl: server.url, apiKey: server.project.key, retry: false });

function usageOf(runId: string) {
  const mine = and(eq(usageEvents.operation, "exportNumbers"), eq(usageEvents.runId, runId));
  return server.database.db.select().from(usageEvents).where(mine);
}

test("lines are JSON and end in the one agreed on", async () => {
  const response = await server.call("/v1/numbers?upTo=2");
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "application/x-ndjson; charset=utf-8",
    "cache-control": "no-cache",
    "x-accel-buffering": "no",
  });
  expect(await response.text()).toBe('{"n":1}\n{"n":2}\n{"done":true}\n');
});

test("a client reads them, and what was used is in the ledger once", async () => {
  const got: unknown[] = [];
  for await (const item of exportNumbers(client(), { upTo: 3 }, { runId: "read" })) got.push(item);
  expect(got).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  expect((await usageOf("read")).map(({ units }) => units)).toEqual([{ numbers: "3" }]);
});

test("a failure before the first line is an ordinary error", async () => {
  const response = await server.call("/v1/numbers?upTo=3&fail=before");
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ error: { code: "unavailable", retryable: true } });
});

test("a later failure is a line of its own, without the last line; a client throws it", async () => {
  const text = await (await server.call("/v1/numbers?upTo=3&fail=within")).text();
  expect(text).toMatch(/^\{"n":1\}\n\{"error":\{"type":"server_error","code":"upstream_failed"[^\n]*\n$/);
  const read = async () => {
    const numbers = exportNumbers(client(), { upTo: 3, fail: "within" });
    for await (const item of numbers) expect(item).toEqual({ n: 1 });
  };
  await expect(read()).rejects.toMatchObject({ name: "ApiError", code: "upstream_failed" });
});

test("data that would be taken for the end is a fault of the server, and ends the handler", async () => {
  const before = witnessed.ended;
  const text = await (await server.call("/v1/numbers?upTo=3&fail=reserved")).text();
  expect(JSON.parse(text)).toMatchObject({ error: { code: "internal_error" } });
  expect(witnessed.ended).toBe(before + 1);
});

test("a client that leaves ends the handler, and what it used is in the ledger once", async () => {
  const before = witnessed.aborted;
  for await (const _ of exportNumbers(client(), { upTo: 100_000 }, { runId: "left" })) break;
  await vi.waitFor(() => expect(witnessed.aborted).toBe(before + 1), 5000);
  await vi.waitFor(async () => expect(await usageOf("left")).toHaveLength(1), 5000);
  expect(server.inflight.size).toBe(0);
});

test("a server that stops ends them with an error that may be tried again", async () => {
  const reading = exportNumbers(client(), { upTo: 100_000 })[Symbol.asyncIterator]();
  await reading.next();
  server.inflight.abort("stream", new HttpError(503, "server_stopping", "The server is stopping."));
  const rest = async () => {
    while (!(await reading.next()).done);
  };
  await expect(rest()).rejects.toMatchObject({ code: "server_stopping", retryable: true });
});

test("the reference describes them", async () => {
  const document = (await (await server.call("/openapi.json")).json()) as {
    paths: Record<string, { get: { responses: Record<string, { content: object; description: string }> } }>;
  };
  const answer = document.paths["/v1/numbers"]?.get.responses["200"];
  expect(answer?.description).toContain('{"done":true}');
  expect(answer?.content).toMatchObject({
    "application/x-ndjson": { schema: { properties: { n: { type: "number" } } } },
  });
});
