import { afterAll, beforeAll, expect, test } from "vitest";
import { revokeKey } from "../src/keys/revoke-key.ts";
import { apiKeys } from "../src/store/schema/index.ts";
import { tenant } from "../src/store/tenant.ts";
import { serveCreateBox, serveGetBox, serveListBoxes } from "./example-actions.ts";
import { type TestServer, startTestServer } from "./server.ts";
import { eq } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer([serveCreateBox, serveGetBox, serveListBoxes], { bodyLimit: 10_000 });
});
afterAll(() => server.stop());

async function errorOf(response: Response) {
  return ((await response.json()) as { error: Record<string, unknown> }).error;
}

test("an action round trip, with its request id", async () => {
  const headers = { "x-request-id": "mine-1" };
  const made = await server.call("/v1/boxes", { json: { template: "python" }, headers });
  expect(made.status).toBe(200);
  expect(made.headers.get("x-request-id")).toBe("mine-1");
  const box = (await made.json()) as { id: string };
  const got = await server.call(`/v1/boxes/${box.id}`);
  expect(await got.json()).toEqual({ id: box.id, template: "python" });
});

test("a foreign tenant's id is a 404, and its list does not show it", async () => {
  const made = await server.call("/v1/boxes", { json: { template: "python" } });
  const { id } = (await made.json()) as { id: string };
  const other = await server.addProject();
  const response = await server.call(`/v1/boxes/${id}`, { key: other.key });
  expect(response.status).toBe(404);
  expect(await errorOf(response)).toMatchObject({ code: "box_not_found", param: "boxId", retryable: false });
  const list = await server.call("/v1/boxes", { key: other.key });
  expect(await list.json()).toEqual({ data: [], nextCursor: null });
});

test("the key may come in three ways; none or a wrong one is a 401", async () => {
  const { key } = server.project;
  const ways: Record<string, string>[] = [
    { authorization: key },
    { "x-api-key": key },
    { authorization: `bearer ${key}` },
  ];
  for (const headers of ways) {
    expect((await server.call("/v1/boxes", { key: "", headers })).status).toBe(200);
  }
  const none = await server.call("/v1/boxes", { key: "" });
  expect([none.status, (await errorOf(none))["code"]]).toEqual([401, "api_key_missing"]);
  const wrong = await server.call("/v1/boxes", { key: "plat_wrong" });
  expect([wrong.status, (await errorOf(wrong))["type"]]).toEqual([401, "authentication_error"]);
});

test("a revoked key ends within a second; an expired one is refused", async () => {
  const { key, ...ids } = await server.addProject();
  expect((await server.call("/v1/boxes", { key })).status).toBe(200);
  const { db } = server.database;
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.projectId, ids.projectId));
  expect(row?.lastUsedAt).toBeInstanceOf(Date);
  expect((await revokeKey(tenant(db, ids), row?.id ?? ""))?.id).toBe(row?.id);
  await sleep(1000);
  expect((await server.call("/v1/boxes", { key })).status).toBe(401);
  const late = await server.addProject();
  await db
    .update(apiKeys)
    .set({ expiresAt: new Date(0) })
    .where(eq(apiKeys.projectId, late.projectId));
  expect((await server.call("/v1/boxes", { key: late.key })).status).toBe(401);
});

test("a key without the scope is a 403 that names the scope", async () => {
  const { key } = await server.addProject(["sandbox:read", "costops:*"]);
  expect((await server.call("/v1/boxes", { key })).status).toBe(200);
  const response = await server.call("/v1/boxes", { key, json: { template: "python" } });
  expect(response.status).toBe(403);
  expect(await errorOf(response)).toMatchObject({ type: "permission_error", code: "scope_missing" });
});

const bad: [string, string, number, string][] = [
  ["not JSON", "{template}", 400, "invalid_json"],
  ["no object", "[1]", 400, "invalid_json"],
  ["too deep", `{"template":${"[".repeat(65)}${"]".repeat(65)}}`, 400, "body_too_deep"],
  ["too large", JSON.stringify({ template: "x".repeat(20_000) }), 413, "body_too_large"],
];
test.each(bad)("a body that is %s", async (_, body, status, code) => {
  const response = await server.call("/v1/boxes", { method: "POST", body });
  expect([response.status, (await errorOf(response))["code"]]).toEqual([status, code]);
});

test("a body too large without a length is stopped as it comes", async () => {
  const body = new Blob(["x".repeat(50_000)]).stream();
  const init = { method: "POST", body, duplex: "half" } as RequestInit;
  expect((await server.call("/v1/boxes", init)).status).toBe(413);
});

const invalid: [unknown, string, string][] = [
  [{}, "template", '"template" is required.'],
  [{ template: 1 }, "template", '"template" is not valid'],
  [{ template: "a", memoryMB: 1 }, "memoryMB", 'Unknown parameter "memoryMB". Did you mean "memoryMb"?'],
  [{ template: "a", zzzzzzzz: 1 }, "zzzzzzzz", "It takes: template, memoryMb."],
];
test.each(invalid)("parameters %j", async (json, param, message) => {
  const response = await server.call("/v1/boxes", { json });
  const error = await errorOf(response);
  expect(error).toMatchObject({ type: "invalid_request_error", code: "invalid_params", param });
  expect(error["message"]).toContain(message);
});

test("query strings are read as the schema says", async () => {
  expect((await server.call("/v1/boxes?limit=1&full=true&templates=a&templates=b")).status).toBe(200);
  const many = await server.call("/v1/boxes?limit=1000");
  expect(await errorOf(many)).toMatchObject({ param: "limit" });
  const text = await server.call("/v1/boxes?full=perhaps");
  expect(await errorOf(text)).toMatchObject({ param: "full" });
});

test("an unknown route is told in the same form, with the nearest one", async () => {
  const response = await server.call("/v1/boxs", { method: "GET" });
  expect(response.status).toBe(404);
  const error = await errorOf(response);
  expect(error["code"]).toBe("route_not_found");
  expect(error["message"]).toContain("Did you mean GET /v1/boxes?");
});

test("an unexpected failure says nothing of itself; the log says all", async () => {
  const response = await server.call("/v1/boxes", { json: { template: "broken" } });
  const error = await errorOf(response);
  expect([response.status, error["code"]]).toEqual([500, "internal_error"]);
  expect(JSON.stringify(error)).not.toContain("secret-of-the-house");
  expect(server.logs.some((line) => line.includes("secret-of-the-house") && line.includes("stack"))).toBe(
    true,
  );
});

test("one log line for each request, and never a key in any", async () => {
  await server.call("/v1/boxes", {
    headers: { "x-request-id": "logged-1", "x-api-key": server.project.key },
  });
  const lines = server.logs.filter((line) => line.includes('"msg":"request"') && line.includes("logged-1"));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    method: "GET",
    route: "/v1/boxes",
    operation: "listBoxes",
    status: 200,
    projectId: server.project.projectId,
    keyPrefix: server.project.key.slice(0, 11),
  });
  expect(server.logs.join("")).not.toContain(server.project.key);
});
