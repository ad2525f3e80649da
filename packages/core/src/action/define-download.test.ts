import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { getFile } from "../../test/actions.ts";
import { collect, failure, json, serve } from "../../test/server.ts";

const content = "žluťoučký kůň ".repeat(10_000);
const bytes = new TextEncoder().encode(content);
const whole = () =>
  serve((response) => {
    response.writeHead(200, { "content-type": "text/plain", "content-length": bytes.length }).end(bytes);
  });

test("as text, as bytes, as a stream", async () => {
  await using server = await whole();
  const get = () => getFile(server.client(), { path: "/a b" });
  const text = await get();
  expect(text).toMatchObject({ contentType: "text/plain", sizeBytes: bytes.length });
  expect(await text.text()).toBe(content);
  expect(await (await get()).bytes()).toEqual(bytes);
  expect(Buffer.concat(await collect((await get()).stream)).equals(bytes)).toBe(true);
  expect(server.seen[0]?.url).toBe("/v1/files?path=%2Fa+b");
});

test("progress counts up to the size", async () => {
  await using server = await whole();
  const told: { transferredBytes: number; totalBytes: number | undefined }[] = [];
  const onProgress = (progress: (typeof told)[number]) => told.push(progress);
  await (await getFile(server.client(), { path: "/" }, { onProgress })).bytes();
  const counts = told.map(({ transferredBytes }) => transferredBytes);
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  expect(told.at(-1)).toEqual({ transferredBytes: bytes.length, totalBytes: bytes.length });
});

test("the length of a compressed body is not passed off as the size", async () => {
  const packed = gzipSync(bytes);
  await using server = await serve((response) => {
    response.writeHead(200, { "content-encoding": "gzip", "content-length": packed.length }).end(packed);
  });
  const file = await getFile(server.client(), { path: "/" });
  expect(file).toMatchObject({ contentType: "application/octet-stream", sizeBytes: undefined });
  expect(await file.text()).toBe(content);
});

test("an empty file is empty", async () => {
  await using server = await serve((response) => response.writeHead(204).end());
  expect(await (await getFile(server.client(), { path: "/" })).bytes()).toHaveLength(0);
});

test("a cut is an error, never a shorter file", async () => {
  await using server = await serve((response) => {
    response.writeHead(200, { "content-length": bytes.length, "x-request-id": "req_1" });
    response.write(bytes.subarray(0, 1000), () => setTimeout(() => response.destroy(), 20));
  });
  for (const read of ["bytes", "text"] as const) {
    const file = await getFile(server.client(), { path: "/" });
    expect(await failure(file[read]() as Promise<unknown>)).toMatchObject({
      name: "StreamError",
      code: "stream_broken",
      retryable: true,
      requestId: "req_1",
    });
  }
});

const stalling = () =>
  serve((response) => {
    response.writeHead(200).write("start");
  });

test("a stall, an abort and a cancel end the request", async () => {
  await using server = await stalling();
  const stalled = await getFile(server.client(), { path: "/" }, { timeoutMs: 100, retries: 0 });
  expect(await failure(stalled.bytes())).toMatchObject({ name: "TimeoutError" });
  const controller = new AbortController();
  const aborted = await getFile(server.client(), { path: "/" }, { signal: controller.signal });
  controller.abort("enough");
  expect(await failure(aborted.bytes())).toMatchObject({ name: "AbortedError", cause: "enough" });
  const left = await getFile(server.client(), { path: "/" });
  for await (const _ of left.stream) break;
  await Promise.all(server.seen.map((request) => request.closed));
  expect(server.seen).toHaveLength(3);
});

test("a missing file is told before any byte", async () => {
  await using server = await serve((response) => json(response, {}, 404));
  expect(await failure(getFile(server.client(), { path: "/" }))).toMatchObject({ name: "NotFoundError" });
});
