import { expect, test } from "vitest";
import { putFile } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import type { TransferProgress, UploadBody } from "../index.ts";

const content = "žluť ".repeat(50_000);
const bytes = new TextEncoder().encode(content);
const half = bytes.length / 2;
const streamed = () =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(bytes.subarray(0, half));
      controller.enqueue(bytes.subarray(half));
      controller.close();
    },
  });
const forms: [string, () => UploadBody, number | undefined][] = [
  ["a string", () => content, bytes.length],
  ["bytes", () => bytes, bytes.length],
  ["a part of a buffer", () => new Uint8Array([0, ...bytes, 0]).subarray(1, -1), bytes.length],
  ["a Blob", () => new Blob([bytes], { type: "text/plain" }), bytes.length],
  ["a stream", streamed, undefined],
];
const receive = () => serve((response, { body }) => json(response, { size: Buffer.byteLength(body) }));

test.each(forms)("%s arrives whole, with and without progress", async (_, make, totalBytes) => {
  await using server = await receive();
  const told: TransferProgress[] = [];
  for (const options of [{}, { onProgress: (progress: TransferProgress) => told.push(progress) }]) {
    expect(await putFile(server.client(), { path: "/ž" }, make(), options)).toEqual({ size: bytes.length });
  }
  expect(told.at(-1)).toEqual({ transferredBytes: bytes.length, totalBytes });
  for (const { body, url, headers } of server.seen) {
    expect(body).toBe(content);
    expect(url).toBe("/v1/files?path=%2F%C5%BE");
    expect(headers["content-type"]).toBe("application/octet-stream");
  }
});

test("an empty file is sent as one", async () => {
  await using server = await receive();
  for (const empty of ["", new Uint8Array(), new Blob()]) {
    expect(await putFile(server.client(), { path: "/" }, empty)).toEqual({ size: 0 });
  }
});

test.each(forms)("%s is sent again where that can be done", async (name, make) => {
  await using server = await serve((response, { body }, count) =>
    json(response, { size: Buffer.byteLength(body) }, count === 1 ? 503 : 200),
  );
  const made = putFile(server.client(), { path: "/" }, make());
  if (name !== "a stream") expect(await made).toEqual({ size: bytes.length });
  else expect(await failure(made)).toMatchObject({ name: "ServerError", attempts: 1 });
  expect(server.seen.map(({ body }) => body)).toEqual(Array(name === "a stream" ? 1 : 2).fill(content));
});

test("an abort cuts the upload", async () => {
  await using server = await receive();
  const controller = new AbortController();
  const source = new ReadableStream<Uint8Array>({
    pull: async (stream) => {
      stream.enqueue(bytes.subarray(0, 1000));
      setTimeout(() => controller.abort("enough"), 20);
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
  });
  const error = await failure(putFile(server.client(), { path: "/" }, source, { signal: controller.signal }));
  expect(error).toMatchObject({ name: "AbortedError", cause: "enough" });
  while (server.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(server.seen[0]?.body).toBe("cut off");
});

test("what the source or its follower throws arrives as it is, and is not tried again", async () => {
  await using server = await receive();
  const fault = new RangeError("the caller's own");
  const broken = () => new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(fault) });
  const onProgress = () => {
    throw fault;
  };
  for (const made of [
    putFile(server.client(), { path: "/" }, broken()),
    putFile(server.client(), { path: "/" }, broken(), { onProgress: () => {} }),
    putFile(server.client(), { path: "/" }, bytes, { onProgress }),
  ]) {
    expect(await made.catch((error: unknown) => error)).toBe(fault);
  }
});
