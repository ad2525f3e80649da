import { getEventListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { serve, type Seen } from "../../test/server.ts";
import { pool } from "../node.ts";

/** A server that holds its answers back until it is told to let go. */
async function holding() {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const server = await serve(async (response) => {
    await gate;
    response.end("done");
  });
  return { server, open, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function until(check: () => boolean): Promise<void> {
  while (!check()) await sleep(5);
}

test("no more connections than allowed; the other requests wait, and all are answered", async () => {
  await using held = await holding();
  await using send = pool({ connections: 5 });
  const { url } = held.server;
  expect(send.stats()).toEqual({});
  const all = Promise.all(Array.from({ length: 12 }, async () => (await send(url)).text()));
  await until(() => held.server.seen.length === 5);
  expect(send.stats()).toEqual({ [url]: { connected: 5, free: 0, pending: 7, running: 5, queued: 7 } });
  held.open();
  expect(await all).toEqual(Array(12).fill("done"));
  expect(send.stats()[url]).toMatchObject({ pending: 0, running: 0, queued: 0 });
});

test("of the idle connections only so many stay open, and these are used again", async () => {
  await using held = await holding();
  await using send = pool({ connections: 30, keepAlive: 4, keepAliveMs: 60_000 });
  const { url } = held.server;
  const burst = Promise.all(Array.from({ length: 30 }, async () => (await send(url)).text()));
  await until(() => held.server.seen.length === 30);
  held.open();
  await burst;
  expect(send.stats()[url]?.connected).toBe(30);
  await until(() => send.stats()[url]?.connected === 4);
  await Promise.all(Array.from({ length: 4 }, async () => (await send(url)).text()));
  await until(() => send.stats()[url]?.free === 4);
  expect(send.stats()[url]?.connected).toBe(4);
});

test("an idle connection is closed when its time is over", async () => {
  // Said so, the server names no time of its own, which would count instead.
  await using server = await serve((response) => response.setHeader("connection", "keep-alive").end("a"));
  await using send = pool({ keepAliveMs: 1_100 });
  await (await send(server.url)).text();
  expect(send.stats()[server.url]).toMatchObject({ connected: 1 });
  await until(() => send.stats()[server.url] === undefined);
  await (await send(server.url)).text();
});

test("an abort ends the connection: before the answer, within it, and in the queue", async () => {
  await using server = await serve((response, { url }) => {
    if (url === "/body") response.write("part");
    if (url === "/whole") response.end("whole");
  });
  await using send = pool({ connections: 1 });
  const closed = async (seen: Seen | undefined) => void (await seen?.closed);
  const reason = new Error("enough");

  const early = new AbortController();
  const first = send(`${server.url}/silent`, { signal: early.signal });
  await until(() => server.seen.length === 1);
  const waiting = new AbortController();
  const second = send(`${server.url}/queued`, { signal: waiting.signal });
  waiting.abort(reason);
  await expect(second).rejects.toBe(reason);
  early.abort(reason);
  await expect(first).rejects.toBe(reason);
  await closed(server.seen[0]);

  const within = new AbortController();
  const response = await send(`${server.url}/body`, { signal: within.signal });
  within.abort(reason);
  await expect(response.text()).rejects.toBe(reason);
  await closed(server.seen[1]);

  await expect(send(server.url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const left = await send(`${server.url}/body`);
  await left.body?.cancel();
  await closed(server.seen[2]);
  expect(await (await send(`${server.url}/whole`)).text()).toBe("whole");
  expect(server.seen.map(({ url }) => url)).toEqual(["/silent", "/body", "/body", "/whole"]);
});

test("a thousand requests on one signal leave no listener", async () => {
  await using server = await serve((response, { url }) => {
    if (url === "/cut") response.destroy();
    else response.writeHead(url === "/none" ? 204 : 200).end();
  });
  await using send = pool({ connections: 20 });
  const { signal } = new AbortController();
  const paths = ["/", "/none", "/left", "/cut"];
  const one = async (path: string) => {
    const response = await send(server.url + path, { signal });
    if (path === "/left") await response.body?.cancel();
    else await response.text();
  };
  await Promise.allSettled(Array.from({ length: 1_000 }, (_, index) => one(paths[index % 4] ?? "")));
  expect(getEventListeners(signal, "abort")).toEqual([]);
  expect(server.seen.length).toBe(1_000);
});

test("closing lets requests finish and takes no more; destroying ends them", async () => {
  await using held = await holding();
  const send = pool();
  const running = send(held.server.url).then((response) => response.text());
  await until(() => held.server.seen.length === 1);
  const closing = send.close();
  await expect(send(held.server.url)).rejects.toMatchObject({
    name: "ConfigurationError",
    code: "pool_closed",
  });
  held.open();
  expect(await running).toBe("done");
  await Promise.all([closing, send.close(), send.destroy()]);

  await using silent = await serve(() => undefined);
  const other = pool();
  const lost = other(silent.url);
  await until(() => silent.seen.length === 1);
  const graceful = other.close();
  await other.destroy();
  await expect(lost).rejects.toThrow("fetch failed");
  await graceful;
  await pool().close();
});
