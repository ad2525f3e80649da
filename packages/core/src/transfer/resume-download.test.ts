import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { getFile } from "../../test/actions.ts";
import { failure, type Seen, serve } from "../../test/server.ts";
import { resumeDownload } from "./resume-download.ts";

const bytes = new Uint8Array(randomBytes(300_000));
const etag = '"one"';
const path = { path: "/" };

/** Sends the part asked for, with all that a server of ranges says; gives it up after so many bytes. */
function part(
  response: ServerResponse,
  { headers }: Seen,
  cutAfter = Infinity,
  from = fromOf(headers.range),
) {
  const rest = bytes.subarray(from);
  response.writeHead(headers.range ? 206 : 200, {
    etag,
    "content-length": rest.length,
    ...(headers.range && { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
  });
  if (cutAfter >= rest.length) return response.end(rest);
  return response.write(rest.subarray(0, cutAfter), () => setTimeout(() => response.destroy(), 20));
}
const fromOf = (range: string | undefined) => Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);

test("cut again and again, it comes whole, each byte once, and its progress only rises", async () => {
  await using server = await serve((response, seen, count) =>
    part(response, seen, count < 6 ? 50_000 : undefined),
  );
  const told: number[] = [];
  const file = await getFile(server.client(), path, {
    resume: resumeDownload(),
    onProgress: ({ transferredBytes, totalBytes }) => {
      told.push(transferredBytes);
      expect(totalBytes).toBe(bytes.length);
    },
  });
  expect(file).toMatchObject({ etag, sizeBytes: bytes.length });
  expect(Buffer.compare(await file.bytes(), bytes)).toBe(0);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(bytes.length);
  expect(server.seen.length).toBeGreaterThan(3);
  const [first, ...rest] = server.seen.map(({ headers }) => headers);
  expect([first?.range, first?.["if-range"]]).toEqual([undefined, undefined]);
  for (const headers of rest) expect(headers["if-range"]).toBe(etag);
});

test("a stall is a break as well", async () => {
  await using server = await serve((response, seen, count) => {
    if (count > 1) return part(response, seen);
    return response.writeHead(200, { etag, "content-length": bytes.length }).write(bytes.subarray(0, 1_000));
  });
  const file = await getFile(server.client(), path, { resume: resumeDownload(), timeoutMs: 200 });
  expect(Buffer.compare(await file.bytes(), bytes)).toBe(0);
  expect(server.seen[1]?.headers.range).toBe("bytes=1000-");
});

test("an earlier process's download is gone on with", async () => {
  await using server = await serve((response, seen) => part(response, seen));
  const told: number[] = [];
  const file = await getFile(server.client(), path, {
    resume: resumeDownload({ etag, transferredBytes: 100_000 }),
    onProgress: ({ transferredBytes }) => told.push(transferredBytes),
  });
  expect(file.sizeBytes).toBe(bytes.length);
  expect(Buffer.compare(await file.bytes(), bytes.subarray(100_000))).toBe(0);
  expect(told[0]).toBeGreaterThan(100_000);
  expect(told.at(-1)).toBe(bytes.length);
});

const changed = (response: ServerResponse) => response.writeHead(200, { etag: '"two"' }).end("other");
test.each([
  ["changed, and is sent whole", changed, "download_changed"],
  [
    "changed, and its part is sent all the same",
    (response: ServerResponse) =>
      response.writeHead(206, { etag: '"two"', "content-range": "bytes 1000-1004/1005" }).end("other"),
    "download_changed",
  ],
  [
    "sent whole by a server without parts",
    (response: ServerResponse) => response.writeHead(200, { etag }).end(bytes),
    "download_changed",
  ],
  [
    "sent from another place",
    (response: ServerResponse, seen: Seen) => part(response, seen, undefined, 999),
    "wrong_range",
  ],
])("content that is %s is never joined to what is there", async (_, answer, code) => {
  await using server = await serve((response, seen, count) =>
    count === 1 ? part(response, seen, 1_000) : answer(response, seen),
  );
  const file = await getFile(server.client(), path, { resume: resumeDownload() });
  const error = await failure(file.bytes());
  expect(error).toMatchObject({ name: "StreamError", code, retryable: false });
  expect(server.seen).toHaveLength(2);
  const from = resumeDownload({ etag, transferredBytes: 1_000 });
  expect(await failure(getFile(server.client(), path, { resume: from }))).toMatchObject({ code });
});

test.each([undefined, 'W/"one"'])("without a strong name (%s) a break is an error", async (name) => {
  await using server = await serve((response) => {
    response.writeHead(200, { "content-length": bytes.length, ...(name && { etag: name }) });
    response.write(bytes.subarray(0, 1_000), () => setTimeout(() => response.destroy(), 20));
  });
  const file = await getFile(server.client(), path, { resume: resumeDownload() });
  expect(await failure(file.bytes())).toMatchObject({ code: "stream_broken" });
  expect(server.seen).toHaveLength(1);
});

test("it is given up after as many breaks in a row as the policy allows", async () => {
  await using server = await serve((response, seen, count) => {
    if (count === 1) return part(response, seen, 1_000);
    response.writeHead(206, { etag, "content-range": `bytes 1000-299999/300000`, "content-length": 299_000 });
    response.flushHeaders();
    return setTimeout(() => response.destroy(), 5);
  });
  const file = await getFile(server.client(), path, { resume: resumeDownload(), retries: 3 });
  expect(await failure(file.bytes())).toMatchObject({ code: "stream_broken" });
  expect(server.seen).toHaveLength(4);
});

test("an abort between two openings ends it, and leaving the stream opens nothing any more", async () => {
  await using server = await serve((response, seen) => part(response, seen, 1_000));
  const wait = { retries: 9, delay: () => 3_600_000 };
  const controller = new AbortController();
  const client = server.client({ retry: wait });
  const options = { resume: resumeDownload(), signal: controller.signal };
  const aborted = failure((await getFile(client, path, options)).bytes());
  await server.seen[0]?.closed;
  setTimeout(() => controller.abort("enough"), 50);
  expect(await aborted).toMatchObject({ name: "AbortedError", cause: "enough" });
  const left = await getFile(client, path, { resume: resumeDownload() });
  for await (const _ of left.stream) break;
  await server.seen[1]?.closed;
  expect(server.seen).toHaveLength(2);
});
