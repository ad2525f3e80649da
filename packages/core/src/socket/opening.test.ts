import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { talk } from "../../test/actions.ts";
import { collect, failure, serve } from "../../test/server.ts";
import { serveSocket } from "../../test/socket-server.ts";
import { createClient } from "../index.ts";

test("refused by status, and nobody there", async () => {
  await using server = await serve((response) => response.writeHead(401).end());
  const nobody = createClient({ apiKey: "key", baseUrl: "http://127.0.0.1:1" });
  for (const client of [server.client(), nobody]) {
    expect(await failure(talk(client))).toMatchObject({ name: "ConnectionError", retryable: true });
  }
});

test("a server that never answers is given up", async () => {
  await using server = await serveSocket(() => {}, { mute: true });
  const error = await failure(talk(server.client(), {}, { timeoutMs: 50 }));
  expect(error).toMatchObject({ name: "TimeoutError", message: "The server took longer than 50 ms." });
});

test("an open connection may be silent for longer than the timeout", async () => {
  await using server = await serveSocket((peer) => setTimeout(() => peer.close(1000), 300));
  expect(await collect(await talk(server.client(), {}, { timeoutMs: 200 }))).toEqual([]);
});

test("an abort: before, while opening, while open", async () => {
  const mute = new AbortController();
  await using silent = await serveSocket(() => {}, { mute: true, onRequest: () => mute.abort("enough") });
  const before = await failure(talk(silent.client(), {}, { signal: AbortSignal.abort("early") }));
  expect(before).toMatchObject({ name: "AbortedError", cause: "early" });
  expect(silent.seen).toHaveLength(0);
  const opening = await failure(talk(silent.client(), {}, { signal: mute.signal }));
  expect(opening).toMatchObject({ name: "AbortedError", cause: "enough" });
  await using server = await serveSocket(() => {});
  const controller = new AbortController();
  const socket = await talk(server.client(), {}, { signal: controller.signal });
  const loop = failure(collect(socket));
  controller.abort("enough");
  expect(await loop).toMatchObject({ name: "AbortedError", cause: "enough" });
  await server.closed;
  for (const { signal } of [mute, controller]) expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("no listener stays behind after connections of every outcome", async () => {
  const { signal } = new AbortController();
  await using server = await serveSocket((peer) => peer.close(1000));
  const nobody = createClient({ apiKey: "key", baseUrl: "http://127.0.0.1:1" });
  for (let round = 0; round < 20; round++) {
    await collect(await talk(server.client(), {}, { signal }));
    await failure(talk(nobody, {}, { signal }));
  }
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});
