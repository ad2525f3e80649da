import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { ticks } from "../../test/actions.ts";
import { collect, serve } from "../../test/server.ts";
import { pool } from "../node.ts";

const text = "packed ünï ".repeat(20_000);
const pack = {
  gzip: gzipSync,
  "x-gzip": gzipSync,
  GZIP: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
};

test.each(Object.entries(pack))("%s is asked for and unpacked", async (coding, compress) => {
  await using send = pool();
  await using server = await serve((response) => {
    response.writeHead(200, { "content-encoding": coding }).end(compress(text));
  });
  expect(await (await send(server.url)).text()).toBe(text);
  expect(server.seen[0]?.headers["accept-encoding"]).toBe("gzip, deflate, br");
});

test("a packed stream comes as it is sent, and leaving it ends the request", async () => {
  await using fetch = pool();
  await using server = await serve((response) => {
    const zip = gzipSync('data: {"n":1}\n\n', { finishFlush: 2 });
    response.writeHead(200, { "content-encoding": "gzip", "content-type": "text/event-stream" }).write(zip);
  });
  for await (const { n } of ticks(server.client({ fetch }))) {
    expect(n).toBe(1);
    break;
  }
  await server.seen[0]?.closed;
});

test("a packed body that breaks off is an error, never a shorter body", async () => {
  await using send = pool();
  await using server = await serve((response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(text).subarray(0, 100));
  });
  await expect((await send(server.url)).text()).rejects.toThrow();
});

test("switched off, nothing is asked for, and what comes packed stays so", async () => {
  await using send = pool({ compression: false });
  await using server = await serve((response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(text));
  });
  const bytes = await (await send(server.url)).arrayBuffer();
  expect(Buffer.from(bytes)).toEqual(gzipSync(text));
  expect(server.seen[0]?.headers["accept-encoding"]).toBeUndefined();
});

async function serveRaw(answer: (response: ServerResponse, body: AsyncIterable<Buffer>) => unknown) {
  const server = createServer((request, response) => void answer(response, request));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, [Symbol.asyncDispose]: async () => server.close().closeAllConnections() };
}

const part = new Uint8Array(65_536);
const parts = 2_000;

/** Resolves when a count has not grown for a while. */
async function still(count: () => number): Promise<number> {
  for (let looks = 0, last = -1; looks < 20; looks = count() === last ? looks + 1 : 0) {
    last = count();
    await sleep(10);
  }
  return count();
}

test("the server waits while an answer is not read, and nothing is lost", async () => {
  let sent = 0;
  await using server = await serveRaw(async (response) => {
    for (; sent < parts; sent++) if (!response.write(part)) await once(response, "drain");
    response.end();
  });
  await using send = pool();
  const reader = (await send(server.url)).body?.getReader();
  let bytes = (await reader?.read())?.value?.byteLength ?? 0;
  expect(await still(() => sent)).toBeLessThan(parts / 2);
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) break;
    bytes += value?.byteLength ?? 0;
  }
  expect(bytes).toBe(parts * part.byteLength);
});

test("a body to be sent waits while the server does not read, and is let go when the request ends", async () => {
  await using server = await serveRaw((response, body) => void [response, body]);
  await using send = pool();
  let made = 0;
  let left: unknown;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => (made++ < parts ? controller.enqueue(part) : new Promise(() => undefined)),
    cancel: (reason) => void (left = reason),
  });
  const controller = new AbortController();
  const init = { method: "POST", body, signal: controller.signal, duplex: "half" } as RequestInit;
  const sending = send(server.url, init);
  expect(await still(() => made)).toBeLessThan(parts / 2);
  controller.abort(new Error("enough"));
  await expect(sending).rejects.toThrow("enough");
  expect(left).toEqual(new Error("enough"));
});

test("a body that the server does not want to the end is let go", async () => {
  await using server = await serveRaw((response) => response.writeHead(413).end("too much"));
  await using send = pool();
  let left = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(part),
    pull: () => new Promise(() => undefined),
    cancel: () => void (left = true),
  });
  const response = await send(server.url, { method: "POST", body, duplex: "half" } as RequestInit);
  expect([response.status, await response.text(), left]).toEqual([413, "too much", true]);
});

test("an answer may begin before the body has been sent", async () => {
  await using server = await serveRaw(async (response, body) => {
    for await (const each of body) response.write(String(each).toUpperCase());
    response.end();
  });
  await using send = pool();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const responding = send(server.url, { method: "POST", body: readable, duplex: "half" } as RequestInit);
  const reader = await writer
    .write(new TextEncoder().encode("a"))
    .then(async () => (await responding).body?.pipeThrough(new TextDecoderStream()).getReader());
  expect((await reader?.read())?.value).toBe("A");
  await writer.write(new TextEncoder().encode("b"));
  expect((await reader?.read())?.value).toBe("B");
  await writer.close();
  expect((await reader?.read())?.done).toBe(true);
});

test("a reader may bring its own memory", async () => {
  await using server = await serve((response) => response.end("abcdef"));
  await using send = pool();
  const reader = (await send(server.url)).body?.getReader({ mode: "byob" });
  const seen: number[][] = [];
  for (;;) {
    const { done, value } = (await reader?.read(new Uint8Array(4))) ?? { done: true, value: undefined };
    if (done) break;
    seen.push([...(value ?? [])]);
  }
  expect(seen).toEqual([
    [97, 98, 99, 100],
    [101, 102],
  ]);
});

test("streams of a client are read to the end", async () => {
  await using fetch = pool();
  await using server = await serve((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (let n = 0; n < 5_000; n++) response.write(`data: {"n":${n}}\n\n`);
    response.end("data: [DONE]\n\n");
  });
  expect(await collect(ticks(server.client({ fetch })))).toHaveLength(5_000);
});
