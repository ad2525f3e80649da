import { once } from "node:events";
import { request } from "node:http";
import { createClient, reconnect } from "@platform/core";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { HttpError } from "../src/http/errors/http-error.ts";
import { usageEvents } from "../src/store/schema/index.ts";
import { chat, serveChat, witnessed } from "./example-sockets.ts";
import { type TestServer, startTestServer } from "./server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer([serveChat], { bodyLimit: 100_000, heartbeatMs: 100 });
});
afterAll(() => server.stop());

const client = (apiKey = server.project.key) => createClient({ baseUrl: server.url, apiKey, retry: false });

/** A connection that knows nothing of our client. */
function raw(path: string, protocols?: string[], to: TestServer = server) {
  const own = ["platform.v1", `platform.key.${to.project.key}`];
  const socket = new WebSocket(to.url.replace("http", "ws") + path, protocols ?? own);
  const closed = once(socket, "close").then(([code, reason]) => ({ code, reason: String(reason) }));
  const refused = once(socket, "unexpected-response").then(async ([, response]) => {
    let body = "";
    for await (const part of response) body += part;
    return { status: response.statusCode as number, body: JSON.parse(body) as unknown };
  });
  refused.catch(() => {});
  socket.on("error", () => {});
  return { socket, closed, refused, opened: once(socket, "open") };
}

async function read(messages: AsyncIterable<{ text: string }>): Promise<string[]> {
  const all: string[] = [];
  for await (const { text } of messages) all.push(text);
  return all;
}

test("messages go both ways, parameters come from path and query, and the end is in order", async () => {
  const socket = await chat(client(), { room: "a b", seats: 3 });
  socket.send({ text: "žluť" });
  socket.send({ text: "bye" });
  expect(await read(socket)).toEqual(["a b 3", "ŽLUŤ"]);
});

test("it is logged, counted and in the ledger once, and no key is in the log", async () => {
  const { socket, closed, opened } = raw("/v1/rooms/ledger/chat");
  await opened;
  for (const text of ["a", "b", "bye"]) socket.send(JSON.stringify({ text }));
  expect(await closed).toEqual({ code: 1000, reason: "" });
  expect(socket.protocol).toBe("platform.v1");
  const mine = and(eq(usageEvents.operation, "chat"), eq(usageEvents.projectId, server.project.projectId));
  await vi.waitFor(async () => {
    const rows = await server.database.db.select().from(usageEvents).where(mine);
    expect(rows.map(({ units }) => units)).toContainEqual({ messages: "3" });
  }, 5000);
  const logs = server.logs.join("");
  expect(logs).toContain(
    '"route":"GET /v1/rooms/{room}/chat","operation":"chat","status":101,"closeCode":1000',
  );
  expect(logs).not.toContain(server.project.key);
  const metrics = await (await server.call("/metrics")).text();
  expect(metrics).toMatch(/platform_http_requests_total\{operation="chat",status="101"\} \d/);
});

test("a key may also come as a header", async () => {
  const headers = { authorization: `Bearer ${server.project.key}` };
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/v1/rooms/a/chat`, { headers });
  const [first] = (await once(socket, "message")) as [Buffer];
  expect(String(first)).toBe('{"text":"a 0"}');
  socket.close();
});

test.each([
  ["no key", "/v1/rooms/a/chat", ["platform.v1"], 401, "api_key_missing"],
  ["a wrong key", "/v1/rooms/a/chat", ["platform.v1", "platform.key.plat_x"], 401, "api_key_invalid"],
  ["a wrong ticket", "/v1/rooms/a/chat", ["platform.v1", "platform.ticket.tkt_x"], 401, "ticket_invalid"],
  ["an unknown path", "/v1/rooms/a", undefined, 404, "route_not_found"],
  ["a path that means nothing", "/v1/rooms/%zz/chat", undefined, 404, "route_not_found"],
  ["a wrong parameter", "/v1/rooms/a/chat?seats=many", undefined, 400, "invalid_params"],
  ["an unknown parameter", "/v1/rooms/a/chat?sets=1", undefined, 400, "invalid_params"],
])("%s is refused before it is opened", async (_, path, protocols, status, code) => {
  const { refused } = raw(path, protocols);
  expect(await refused).toMatchObject({ status, body: { error: { code } } });
});

test("a key without the scope is refused", async () => {
  const { key } = await server.addProject(["vectors:read"]);
  const { refused } = raw("/v1/rooms/a/chat", ["platform.v1", `platform.key.${key}`]);
  expect(await refused).toMatchObject({ status: 403, body: { error: { code: "scope_missing" } } });
});

test("a plain request is told to connect", async () => {
  const response = await server.call("/v1/rooms/a/chat");
  expect([response.status, response.headers.get("upgrade")]).toEqual([426, "websocket"]);
  expect(await response.json()).toMatchObject({ error: { code: "upgrade_required" } });
});

test("another upgrade is answered as if it had not been asked for", async () => {
  const headers = { connection: "Upgrade", upgrade: "h2c" };
  const asked = request(`${server.url}/readyz`, { headers });
  asked.end();
  const [response] = (await once(asked, "response")) as [{ statusCode: number; resume(): void }];
  response.resume();
  expect(response.statusCode).toBe(200);
});

test.each([
  ["refuse", 4004, "not_found: There is nobody here."],
  ["busy", 1013, "unavailable: The room is being cleaned."],
  ["break", 1011, "internal_error: The server failed. Quote the request id when you report it."],
  ["wrong", 1011, "internal_error: The server failed. Quote the request id when you report it."],
])("a handler that answers %j by failing closes with %i", async (text, code, reason) => {
  const { socket, closed, opened } = raw("/v1/rooms/a/chat");
  await opened;
  socket.send(JSON.stringify({ text }));
  expect(await closed).toEqual({ code, reason });
});

test.each([
  ["not JSON", "{", 4000, /^invalid_message: /],
  ["of another shape", '{"text":5}', 4000, /^invalid_params: "text" is not valid/],
  ["with what cannot be kept", '{"text":"\\u0000"}', 4000, /^invalid_params: /],
  ["no text", Buffer.from('{"text":"a"}'), 4000, /^invalid_message: /],
  ["too large", JSON.stringify({ text: "x".repeat(100_000) }), 1009, /^/],
])("a message that is %s ends it", async (_, sent, code, reason) => {
  const { socket, closed, opened } = raw("/v1/rooms/a/chat");
  await opened;
  socket.send(sent, { binary: typeof sent !== "string" });
  expect(await closed).toMatchObject({ code, reason: expect.stringMatching(reason) });
});

test("a client that leaves ends the handler", async () => {
  const { ended, aborted } = witnessed;
  const { socket, opened } = raw("/v1/rooms/deaf/chat");
  await opened;
  socket.terminate();
  await vi.waitFor(() => expect(witnessed).toMatchObject({ ended: ended + 1, aborted: aborted + 1 }), 5000);
  await vi.waitFor(() => expect(server.inflight.size).toBe(0), 5000);
});

test("a client that does not read holds the handler back", async () => {
  // Pings come too seldom here to cut it off.
  const calm = await startTestServer([serveChat]);
  const { socket, opened } = raw("/v1/rooms/flood/chat", undefined, calm);
  await opened;
  socket.pause();
  for (let before = -1; before !== witnessed.said;) {
    before = witnessed.said;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(witnessed.said).toBeLessThan(1_000);
  const { said } = witnessed;
  socket.resume();
  await vi.waitFor(() => expect(witnessed.said).toBeGreaterThan(said), 5000);
  const { ended } = witnessed;
  socket.terminate();
  await vi.waitFor(() => expect(witnessed.ended).toBe(ended + 1), 5000);
  await calm.stop();
});

test("a handler that does not read holds the client back, and may take its time", async () => {
  const { socket, opened } = raw("/v1/rooms/deaf/chat");
  await opened;
  const text = JSON.stringify({ text: "x".repeat(50_000) });
  for (let sent = 0; sent < 1_000; sent++) socket.send(text);
  for (let before = -1; before !== socket.bufferedAmount;) {
    before = socket.bufferedAmount;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  // Most of the 50 MB have not left, and the heartbeat has not taken the silence for death.
  expect(socket.bufferedAmount).toBeGreaterThan(20_000_000);
  expect(socket.readyState).toBe(socket.OPEN);
  socket.terminate();
});

test("a client that answers no ping is cut off, one that does stays", async () => {
  const url = `${server.url.replace("http", "ws")}/v1/rooms/a/chat`;
  const protocols = ["platform.v1", `platform.key.${server.project.key}`];
  const dead = new WebSocket(url, protocols, { autoPong: false });
  const { socket, opened } = raw("/v1/rooms/a/chat");
  await opened;
  const [code] = (await once(dead, "close")) as [number];
  expect(code).toBe(1006);
  expect(socket.readyState).toBe(socket.OPEN);
  socket.close();
});

test("a key that is revoked ends what it opened", async () => {
  const other = await server.addProject();
  const { closed, opened } = raw("/v1/rooms/a/chat", ["platform.v1", `platform.key.${other.key}`]);
  await opened;
  await server.database.pool.query("update api_keys set revoked_at = now() where project_id = $1", [
    other.projectId,
  ]);
  expect(await closed).toMatchObject({ code: 4001, reason: expect.stringContaining("api_key_invalid") });
});

test("a server that stops says so, and a client with a policy comes back", async () => {
  const tries: number[] = [];
  const policy = reconnect({ baseMs: 1, onReconnect: (event) => void tries.push(event.tries) });
  const socket = await chat(client(), { room: "back" }, { reconnect: policy });
  const first = socket[Symbol.asyncIterator]();
  expect((await first.next()).value).toEqual({ text: "back 0" });
  const { closed, opened } = raw("/v1/rooms/a/chat");
  await opened;
  server.inflight.abort("stream", new HttpError(503, "server_stopping", "The server is stopping."));
  expect(await closed).toMatchObject({ code: 1012 });
  expect((await first.next()).value).toEqual({ text: "back 0" });
  expect(tries).toEqual([1]);
  socket.send({ text: "bye" });
  expect(await first.next()).toMatchObject({ done: true });
});

test("a shutdown ends open sockets, and does not wait for a client that says nothing", async () => {
  const own = await startTestServer([serveChat]);
  const { socket, opened } = raw("/v1/rooms/deaf/chat", undefined, own);
  await opened;
  socket.pause();
  await own.stop();
  expect(own.inflight.size).toBe(0);
  socket.terminate();
});

test("the reference describes it", async () => {
  const document = (await (await server.call("/openapi.json")).json()) as {
    paths: Record<string, { get: { responses: Record<string, { description: string }> } }>;
  };
  const { responses } = document.paths["/v1/rooms/{room}/chat"]?.get ?? {};
  expect(responses?.["101"]?.description).toContain("platform.ticket.<ticket>");
  expect(responses).not.toHaveProperty("200");
});
