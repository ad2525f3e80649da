import { afterAll, beforeAll, expect, test } from "vitest";
import { serveGetBox } from "./example-actions.ts";
import { type TestServer, startTestServer } from "./server.ts";

const ours = "https://app.example";
let listed: TestServer;
let any: TestServer;
let closed: TestServer;
beforeAll(async () => {
  listed = await startTestServer([serveGetBox], { corsOrigins: [ours, "http://localhost:5173"] });
  any = await startTestServer([serveGetBox], { corsOrigins: ["*"] });
  closed = await startTestServer([serveGetBox]);
});
afterAll(() => Promise.all([listed, any, closed].map((server) => server.stop())));

function preflight(server: TestServer, origin: string): Promise<Response> {
  const asked = "authorization,idempotency-key,x-run-id";
  const headers = {
    origin,
    "access-control-request-method": "GET",
    "access-control-request-headers": asked,
  };
  return server.call("/v1/boxes/sbx_1", { method: "OPTIONS", key: "", headers });
}

const allowed = (response: Response) => response.headers.get("access-control-allow-origin");
const names = (response: Response, header: string) => (response.headers.get(header) ?? "").split(",");

test("a preflight needs no key and says what may be sent", async () => {
  const response = await preflight(listed, ours);
  expect(response.status).toBe(204);
  expect(allowed(response)).toBe(ours);
  expect(response.headers.get("vary")).toContain("Origin");
  expect(response.headers.get("access-control-max-age")).toBe("600");
  expect(names(response, "access-control-allow-methods")).toEqual(
    expect.arrayContaining(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  );
  expect(names(response, "access-control-allow-headers")).toEqual(
    expect.arrayContaining(
      "authorization content-type idempotency-key x-run-id last-event-id accept x-api-key".split(" "),
    ),
  );
});

test.each([
  [401, "/v1/boxes/sbx_1", ""],
  [404, "/v1/boxes/sbx_1", undefined],
  [404, "/nowhere", undefined],
  [200, "/livez", ""],
])("a page can read a %i of %s", async (status, path, key) => {
  const response = await listed.call(path, { headers: { origin: ours }, ...(key === "" ? { key } : {}) });
  expect(response.status).toBe(status);
  expect(allowed(response)).toBe(ours);
  expect(response.headers.get("vary")).toContain("Origin");
  expect(names(response, "access-control-expose-headers")).toEqual(
    expect.arrayContaining(["x-request-id", "idempotent-replayed", "retry-after", "retry-after-ms"]),
  );
  expect(response.headers.get("x-request-id")).toMatch(/^req_/);
});

test.each(["https://other.example", "http://app.example", "https://app.example.evil.example", "null"])(
  "the page of %s is not let in",
  async (origin) => {
    expect(allowed(await preflight(listed, origin))).toBeNull();
    const response = await listed.call("/livez", { headers: { origin } });
    expect(allowed(response)).toBeNull();
    // A cache must not hand this answer to a page that is let in.
    expect(response.headers.get("vary")).toContain("Origin");
  },
);

test("with * any page is let in, without its cookies", async () => {
  for (const response of [
    await preflight(any, "https://other.example"),
    await any.call("/v1/boxes/sbx_1", { key: "", headers: { origin: "https://other.example" } }),
  ]) {
    expect(allowed(response)).toBe("*");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  }
});

test("without the setting no page is let in", async () => {
  const response = await preflight(closed, ours);
  expect([response.status, allowed(response)]).toEqual([404, null]);
  expect(allowed(await closed.call("/livez", { headers: { origin: ours } }))).toBeNull();
});

test("preflights are counted as such", async () => {
  await preflight(any, ours);
  const text = await (await any.call("/metrics")).text();
  expect(text).toMatch(/requests_total\{operation="preflight",status="204"\} [1-9]/);
});
