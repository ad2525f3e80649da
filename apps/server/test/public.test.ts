import { afterAll, beforeAll, expect, test } from "vitest";
import { serveCreateBox, serveGetBox, serveListBoxes } from "./example-actions.ts";
import { serveCount, serveDownload, serveUpload } from "./example-streams.ts";
import { type TestServer, startTestServer } from "./server.ts";

const operations = [serveCreateBox, serveGetBox, serveListBoxes, serveCount, serveUpload, serveDownload];
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(operations);
});
afterAll(() => server.stop());

const get = async (path: string) =>
  (await server.call(path, { key: "" })).json() as Promise<Record<string, never>>;

test("health needs no key and says of each engine why it is missing", async () => {
  expect(await get("/livez")).toEqual({ status: "ok" });
  expect(await get("/version")).toMatchObject({ name: "platform", version: "0.0.0" });
  const ready = await get("/readyz");
  expect(ready).toMatchObject({ ready: true, database: { ok: true } });
  expect(ready["engines"]).toMatchObject({ sandbox: { ok: false, reason: "The test has no such engine." } });
});

test("metrics count by operation, never by path", async () => {
  await server.call("/v1/boxes/sbx_1");
  await server.call("/v1/boxes/sbx_2");
  await server.call("/nowhere/sbx_3");
  const text = await (await server.call("/metrics", { key: "" })).text();
  expect(text).toContain('platform_http_requests_total{operation="getBox",status="404"} 2');
  expect(text).toContain('operation="unknown",status="404"');
  expect(text).not.toContain("sbx_");
});

test("OpenAPI holds every operation, its parameters where they travel, and the error body", async () => {
  const api = await get("/openapi.json");
  expect(Object.keys(api["paths"] ?? {})).toEqual([
    "/v1/boxes",
    "/v1/boxes/{boxId}",
    "/v1/count",
    "/v1/bytes",
    "/v1/bytes/{size}",
  ]);
  expect(api).toMatchObject({
    openapi: "3.1.0",
    paths: {
      "/v1/boxes": {
        post: {
          operationId: "createBox",
          requestBody: {
            content: {
              "application/json": {
                schema: { required: ["template"], properties: { memoryMb: { type: "integer", minimum: 1 } } },
              },
            },
          },
        },
        get: {
          parameters: expect.arrayContaining([expect.objectContaining({ name: "limit", in: "query" })]),
        },
      },
      "/v1/boxes/{boxId}": {
        get: { parameters: expect.arrayContaining([expect.objectContaining({ name: "boxId", in: "path" })]) },
      },
      "/v1/count": {
        post: {
          requestBody: {
            content: { "application/json": { schema: { properties: { stream: { const: true } } } } },
          },
          responses: { 200: { content: { "text/event-stream": {} } } },
        },
      },
    },
    components: { schemas: { Error: { required: ["error"] } } },
  });
});

test("the reference page loads nothing from elsewhere", async () => {
  const page = await server.call("/docs", { key: "" });
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await page.text()).not.toMatch(/https?:\/\//);
  const script = await server.call("/docs/reference.js", { key: "" });
  expect((await script.arrayBuffer()).byteLength).toBeGreaterThan(1_000_000);
});
