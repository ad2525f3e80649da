import { afterAll, beforeAll, expect, test } from "vitest";
import { serveCreateBox, serveGetBox, serveListBoxes } from "./example-actions.ts";
import { type TestServer, startTestServer } from "./server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer([serveCreateBox, serveGetBox, serveListBoxes]);
});
afterAll(() => server.stop());

async function errorOf(response: Response) {
  return ((await response.json()) as { error: Record<string, unknown> }).error;
}

test("an action round trip, with its request id", async () => {
  const made = await server.call("/v1/boxes", {
    json: { template: "python" },
    headers: { "x-request-id": "mine-1" },
  });
  expect(made.status).toBe(200);
  expect(made.headers.get("x-request-id")).toBe("mine-1");
  const box = (await made.json()) as { id: string };
  const got = await server.call(`/v1/boxes/${box.id}`);
  expect(await got.json()).toEqual({ id: box.id, template: "python" });
});

test("a foreign tenant's id is a 404", async () => {
  const made = await server.call("/v1/boxes", { json: { template: "python" } });
  const { id } = (await made.json()) as { id: string };
  const other = await server.addProject();
  const response = await server.call(`/v1/boxes/${id}`, { key: other.key });
  expect(response.status).toBe(404);
  expect(await errorOf(response)).toMatchObject({ code: "box_not_found", param: "boxId", retryable: false });
});
