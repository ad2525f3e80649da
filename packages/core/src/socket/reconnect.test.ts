import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import { type Note, talk } from "../../test/actions.ts";
import { collect, failure } from "../../test/server.ts";
import { serveSocket } from "../../test/socket-server.ts";
import {
  defineSocket,
  reconnect,
  type ReconnectEvent,
  type ReconnectOptions,
  type Socket,
} from "../index.ts";

const say = (peer: WebSocket, text: string) => peer.send(JSON.stringify({ text }));
const heard = (peer: WebSocket, listener: (text: string) => void) =>
  peer.on("message", (data) => listener((JSON.parse(String(data)) as { text: string }).text));
const soon = (options: ReconnectOptions = {}) => reconnect({ baseMs: 1, ...options });
const texts = async (messages: AsyncIterable<{ text: string }>) =>
  (await collect(messages)).map(({ text }) => text);

/** The code of the error that sending gives, if it does. */
function refusal(socket: Socket<Note, Note>, text: string): string | undefined {
  try {
    socket.send({ text });
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

test("a connection that breaks is opened again, with the same parameters, until its regular end", async () => {
  let count = 0;
  await using server = await serveSocket((peer) => {
    say(peer, String(++count));
    setTimeout(() => (count < 4 ? peer.terminate() : peer.close(1000)), 5);
  });
  const events: ReconnectEvent[] = [];
  const options = { reconnect: soon({ onReconnect: (event) => void events.push(event) }) };
  expect(await texts(await talk(server.client(), { room: "a" }, options))).toEqual(["1", "2", "3", "4"]);
  expect(server.seen.map(({ url }) => url)).toEqual(Array.from({ length: 4 }, () => "/v1/talk?room=a"));
  expect(events).toHaveLength(3);
  expect(events[0]).toMatchObject({ tries: 1, error: { name: "SocketClosedError", closeCode: 1006 } });
});

test("a declaration may say so for every call", async () => {
  let count = 0;
  await using server = await serveSocket((peer) => (++count < 2 ? peer.terminate() : peer.close(1000)));
  const lasting = defineSocket({ ...talk.contract, reconnect: soon() });
  expect(await texts(await lasting(server.client()))).toEqual([]);
  expect(server.seen).toHaveLength(2);
});

test.each([1008, 4000, 4001, 4099, 1003, 1009])("a close with %i is the end", async (code) => {
  await using server = await serveSocket((peer) => peer.close(code, "no"));
  const socket = await talk(server.client(), {}, { reconnect: soon() });
  expect(await failure(collect(socket))).toMatchObject({ name: "SocketClosedError", closeCode: code });
  expect(server.seen).toHaveLength(1);
  expect(() => socket.send({ text: "late" })).toThrow("The connection is closed.");
});

test("a message that is not as agreed is the end, and so is a first opening that fails", async () => {
  await using server = await serveSocket((peer) => peer.send('{"text":5}'));
  const socket = await talk(server.client(), {}, { reconnect: soon() });
  expect(await failure(collect(socket))).toMatchObject({ name: "DecodeError" });
  expect(server.seen).toHaveLength(1);
  await using refusing = await serveSocket(() => {}, { refuse: () => true });
  const error = await failure(talk(refusing.client(), {}, { reconnect: soon() }));
  expect(error).toMatchObject({ name: "ConnectionError" });
  expect(refusing.seen).toHaveLength(1);
});

test("openings that fail are tried until there are no more tries; a stable while gives them back", async () => {
  for (const [stableMs, openings] of [
    [0, 8],
    [60_000, 4],
  ] as const) {
    // Refused are all but the first, the third and the fifth opening.
    const open = (count: number) => count <= 5 && count % 2 === 1;
    await using server = await serveSocket((peer) => setTimeout(() => peer.terminate(), 5), {
      refuse: (count) => !open(count),
    });
    const socket = await talk(server.client(), {}, { reconnect: soon({ maxTries: 3, stableMs }) });
    const error = await failure(collect(socket));
    expect(error).toMatchObject({ retryable: true });
    expect(server.seen).toHaveLength(openings);
  }
});

test("while it is down sending is refused, or kept and sent in order once it is up", async () => {
  for (const queue of [0, 2]) {
    const got: string[] = [];
    let count = 0;
    const opened: (() => void)[] = [];
    await using server = await serveSocket(
      (peer) => {
        heard(peer, (text) => {
          got.push(text);
          if (text === "last") peer.close(1000);
        });
        if (++count === 1) peer.terminate();
      },
      { hold: (go) => void (server.seen.length > 1 ? opened.push(go) : go()) },
    );
    const options = {
      reconnect: soon({ queue, onReconnect: () => socket.send({ text: "subscribe" }) }),
    };
    const socket = await talk(server.client(), {}, options);
    const reading = collect(socket);
    await expect.poll(() => opened.length).toBe(1);
    const refused = ["1", "2", "3"].map((text) => refusal(socket, text));
    expect(refused).toEqual(
      queue ? [undefined, undefined, "queue_full"] : ["socket_down", "socket_down", "socket_down"],
    );
    opened[0]?.();
    await expect.poll(() => got).toContain("subscribe");
    socket.send({ text: "last" });
    await reading;
    expect(got).toEqual(queue ? ["subscribe", "1", "2", "last"] : ["subscribe", "last"]);
  }
});

test("an abort or a close ends the wait before an opening, and the opening", async () => {
  for (const mute of [false, true]) {
    for (const way of ["abort", "close"] as const) {
      let count = 0;
      await using server = await serveSocket((peer) => peer.terminate(), {
        hold: (go) => void (mute && ++count > 1 ? undefined : go()),
      });
      const controller = new AbortController();
      const { signal } = controller;
      // Either it waits an hour, or it is about to open and nobody answers.
      const policy = mute ? soon() : reconnect({ baseMs: 1e15, maxMs: 1e9 });
      const socket = await talk(server.client(), {}, { signal, reconnect: policy });
      const reading = collect(socket).catch((error: unknown) => error);
      if (mute) await expect.poll(() => server.seen.length).toBe(2);
      await expect.poll(() => refusal(socket, "x")).toBe("socket_down");
      if (way === "abort") controller.abort("enough");
      else await socket.close();
      expect(await reading).toEqual(
        way === "abort" ? expect.objectContaining({ name: "AbortedError", cause: "enough" }) : [],
      );
      expect(getEventListeners(signal, "abort")).toHaveLength(0);
      expect(server.seen).toHaveLength(mute ? 2 : 1);
    }
  }
});

test("leaving the loop closes it for good", async () => {
  await using server = await serveSocket((peer) => say(peer, "a"));
  for await (const _ of await talk(server.client(), {}, { reconnect: soon() })) break;
  expect(await server.closed).toEqual({ code: 1000, reason: "" });
  expect(server.seen).toHaveLength(1);
});

test("what `onReconnect` throws ends it, and closes the connection", async () => {
  let count = 0;
  await using server = await serveSocket((peer) => (++count === 1 ? peer.terminate() : undefined));
  const onReconnect = () => {
    throw new RangeError("mine");
  };
  const socket = await talk(server.client(), {}, { reconnect: soon({ onReconnect }) });
  await expect.poll(() => server.seen.length).toBe(2);
  await expect.poll(() => server.open()).toBe(0);
  expect(await failure(collect(socket))).toBeInstanceOf(RangeError);
});

test("the ticket travels in place of the key, a new one for each opening", async () => {
  let count = 0;
  await using server = await serveSocket((peer) => (++count === 1 ? peer.terminate() : peer.close(1000)));
  const wanted: unknown[] = [];
  const ticket = async (request: unknown) => {
    wanted.push(request);
    return `one-time-${wanted.length}`;
  };
  const { signal } = new AbortController();
  await collect(await talk(server.client({ apiKey: "" }), {}, { ticket, signal, reconnect: soon() }));
  await collect(await talk(server.client({ ticket })));
  expect(server.seen.map(({ headers }) => headers["sec-websocket-protocol"])).toEqual([
    "platform.v1, platform.ticket.one-time-1",
    "platform.v1, platform.ticket.one-time-2",
    "platform.v1, platform.ticket.one-time-3",
  ]);
  expect(wanted[0]).toMatchObject({ name: "talk", scope: "test:write", signal: expect.any(AbortSignal) });
  expect(wanted[2]).toEqual({ name: "talk", scope: "test:write", signal: undefined });
});

test("a ticket that cannot be had is told, and nothing is opened", async () => {
  await using server = await serveSocket(() => {});
  const ticket = async () => {
    throw new RangeError("mine");
  };
  expect(await failure(talk(server.client(), {}, { ticket }))).toBeInstanceOf(RangeError);
  expect(server.seen).toHaveLength(0);
});
