import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import { talk } from "../../test/actions.ts";
import { collect, failure } from "../../test/server.ts";
import { serveSocket } from "../../test/socket-server.ts";
import { createClient } from "../index.ts";

const echo = (peer: WebSocket) => {
  peer.on("message", (data) => {
    const { text } = JSON.parse(String(data)) as { text: string };
    peer.send(JSON.stringify({ text: text.toUpperCase() }));
  });
};

test("messages go both ways; the key travels as a subprotocol, parameters in the query", async () => {
  await using server = await serveSocket(echo);
  const socket = await talk(server.client(), { room: "ž", tags: ["a", "b"] });
  socket.send({ text: "one" });
  socket.send({ text: "two" });
  const got: string[] = [];
  for await (const { text } of socket) if (got.push(text) === 2) break;
  expect(got).toEqual(["ONE", "TWO"]);
  const [request] = server.seen;
  expect(request?.headers["sec-websocket-protocol"]).toBe("platform.v1, platform.key.key");
  expect(request?.headers.authorization).toBeUndefined();
  expect(request?.url).toBe("/v1/talk?room=%C5%BE&tags=a&tags=b");
  expect(await server.closed).toEqual({ code: 1000, reason: "" });
});

test("what came before a proper close is read, then the loop ends", async () => {
  await using server = await serveSocket((peer) => {
    peer.send('{"text":"a"}');
    peer.send('{"text":"b"}');
    peer.close(1000);
  });
  const socket = await talk(server.client());
  await server.closed;
  expect(await collect(socket)).toEqual([{ text: "a" }, { text: "b" }]);
});

test.each([
  [4001, "The connection closed (4001: go away).", false],
  [1008, "The connection closed (1008: go away).", false],
  [1011, "The connection closed (1011: go away).", true],
  [4100, "The connection closed (4100: go away).", true],
  [1006, "The connection closed (1006).", true],
])("closed with %i: an error, after what had come", async (closeCode, message, retryable) => {
  const close = (peer: WebSocket) =>
    closeCode === 1006 ? peer.terminate() : peer.close(closeCode, "go away");
  await using server = await serveSocket((peer) =>
    peer.send('{"text":"a"}', () => setTimeout(close, 20, peer)),
  );
  const got: unknown[] = [];
  const loop = async () => {
    for await (const item of await talk(server.client())) got.push(item);
  };
  expect(await failure(loop())).toMatchObject({
    name: "SocketClosedError",
    code: "socket_closed",
    closeCode,
    message,
    retryable,
  });
  expect(got).toEqual([{ text: "a" }]);
});

test.each([
  ["{", "talk: a message is not what was agreed: it is not JSON.", undefined],
  ['{"text":5}', "talk: a message is not what was agreed: `text`: ", "text"],
])("a message of %s is refused, and the connection closed", async (sent, message, param) => {
  await using server = await serveSocket((peer) => peer.send(sent));
  const error = await failure(collect(await talk(server.client())));
  expect([error.name, error["param"]]).toEqual(["DecodeError", param]);
  expect(error.message).toContain(message);
  expect(await server.closed).toMatchObject({ code: 1000 });
});

test("sending after the close is an error; closing twice is not", async () => {
  await using server = await serveSocket(echo);
  const socket = await talk(server.client());
  await socket.close();
  await socket.close();
  expect(() => socket.send({ text: "late" })).toThrow("The connection is closed.");
  expect(await collect(socket)).toEqual([]);
});

test("disposing closes", async () => {
  await using server = await serveSocket(echo);
  {
    await using socket = await talk(server.client());
    socket.send({ text: "a" });
  }
  expect(await server.closed).toMatchObject({ code: 1000 });
});

test("wrong parameters and a missing key are told before anything is opened", async () => {
  await using server = await serveSocket(echo);
  expect(await failure(talk(server.client(), { room: 5 as never }))).toMatchObject({
    name: "ValidationError",
  });
  const nameless = createClient({ apiKey: () => "", baseUrl: server.url });
  expect(await failure(talk(nameless))).toMatchObject({ code: "missing_api_key" });
  expect(server.seen).toHaveLength(0);
});

test("a message that is not as agreed is refused before it is sent", async () => {
  await using server = await serveSocket(echo);
  await using socket = await talk(server.client());
  expect(() => socket.send({ text: 5 as never })).toThrow(
    expect.objectContaining({ name: "ValidationError", code: "invalid_message", param: "text" }),
  );
  socket.send({ text: "a" });
  for await (const { text } of socket) {
    expect(text).toBe("A");
    break;
  }
});
