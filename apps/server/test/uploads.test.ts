import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient, resumableUpload, type ResumableUploadState, retry } from "@platform/core";
import { createSandbox, uploadFile } from "@platform/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCuttingProxy } from "./cutting-proxy.ts";
import { keepBytes, serveKeepBytes } from "./example-upload.ts";
import { running, startProcess } from "./process.ts";
import { startTestServer, type TestServer } from "./server.ts";

let server: TestServer;
let dataDir: string;
const { operation, taken } = serveKeepBytes();
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "platform-resumable-"));
  server = await startTestServer([operation], { dataDir });
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const clientAt = (baseUrl: string): Client =>
  createClient({ baseUrl, apiKey: server.project.key, retry: retry({ baseMs: 5 }) });
const hex = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const bytes = new Uint8Array(randomBytes(700_001));
const small = { partBytes: 50_000, concurrency: 3 };

test.each([0, 1, 49_999, 50_000, 50_001, 700_001])("%i bytes arrive whole, with progress", async (size) => {
  const content = bytes.slice(0, size);
  const told: number[] = [];
  const states: ResumableUploadState[] = [];
  const kept = await resumableUpload(clientAt(server.url), keepBytes, { name: "whole" }, content, {
    ...small,
    onState: (state) => states.push(state),
    onProgress: ({ transferredBytes, totalBytes }) => {
      told.push(transferredBytes);
      expect(totalBytes).toBe(size);
    },
  });
  expect(kept).toEqual({ name: "whole", sizeBytes: size, sha256: hex(content) });
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(size === 0 ? undefined : size);
  expect(states).toMatchObject([{ sizeBytes: size, partBytes: 50_000 }]);
  expect(states[0]?.uploadIds).toHaveLength(Math.min(3, Math.max(1, Math.ceil(size / 50_000))));
});

test("every connection is cut after a part or two, and it arrives whole", async () => {
  const proxy = await startCuttingProxy(server.url, Infinity, 120_000);
  const kept = await resumableUpload(clientAt(proxy.url), keepBytes, { name: "cut" }, bytes, {
    ...small,
    retries: 9,
  });
  expect(kept.sha256).toBe(hex(bytes));
  expect(proxy.connections()).toBeGreaterThan(5);
  await proxy.stop();
});

test("answers are lost after their parts have come: no part is kept twice", async () => {
  // The first answer on a connection comes through, the next one never whole.
  const proxy = await startCuttingProxy(server.url, 600);
  const kept = await resumableUpload(clientAt(proxy.url), keepBytes, { name: "lost" }, bytes, {
    ...small,
    retries: 9,
  });
  expect(kept.sha256).toBe(hex(bytes));
  expect(proxy.connections()).toBeGreaterThan(5);
  await proxy.stop();
});

/** Uploads until half of it is there, and gives what a program would have kept. */
async function uploadHalf(client: Client, name: string): Promise<ResumableUploadState> {
  const controller = new AbortController();
  let kept: ResumableUploadState | undefined;
  const half = resumableUpload(client, keepBytes, { name }, bytes, {
    ...small,
    signal: controller.signal,
    onState: (state) => {
      kept = JSON.parse(JSON.stringify(state)) as ResumableUploadState;
    },
    onProgress: ({ transferredBytes }) => {
      if (transferredBytes > 300_000) controller.abort("enough");
    },
  });
  await expect(half).rejects.toMatchObject({ name: "AbortedError", cause: "enough" });
  if (kept === undefined) throw new Error("It told no state.");
  return kept;
}

test("after an abort it goes on with what is there, and the operation takes it once", async () => {
  const client = clientAt(server.url);
  const state = await uploadHalf(client, "again");
  const told: number[] = [];
  const again = () =>
    resumableUpload(client, keepBytes, { name: "again" }, bytes, {
      state,
      onProgress: ({ transferredBytes }) => told.push(transferredBytes),
    });
  const kept = await again();
  expect(kept.sha256).toBe(hex(bytes));
  // Three lanes tell what they have, and then only what was lacking is sent.
  expect(told.length).toBeLessThanOrEqual(3 + 9);
  // A program that was killed before it heard of the end asks again.
  expect(await again()).toEqual(kept);
  expect(taken.filter((name) => name === "again")).toHaveLength(1);
});

test("bytes that are not those it began with are refused, never mixed", async () => {
  const client = clientAt(server.url);
  const state = await uploadHalf(client, "mixed");
  const others = bytes.slice();
  others[0] = (others[0] ?? 0) ^ 1;
  const mixed = resumableUpload(client, keepBytes, { name: "mixed" }, others, { state });
  await expect(mixed).rejects.toMatchObject({ name: "ConflictError", code: "upload_digest_mismatch" });
  const shorter = resumableUpload(client, keepBytes, { name: "mixed" }, bytes.slice(1), { state });
  await expect(shorter).rejects.toMatchObject({
    name: "ValidationError",
    code: "upload_mismatch",
    param: "state",
  });
  expect((await resumableUpload(client, keepBytes, { name: "mixed" }, bytes, { state })).sha256).toBe(
    hex(bytes),
  );
});

test("an operation that refuses may be asked again without sending anything anew", async () => {
  const client = clientAt(server.url);
  taken.length = 0;
  let state: ResumableUploadState | undefined;
  const options = { ...small, onState: (now: ResumableUploadState) => void (state = now) };
  const refused = resumableUpload(client, keepBytes, { name: "refused" }, bytes, options);
  await expect(refused).rejects.toMatchObject({ code: "not_now" });
  const told: number[] = [];
  const onProgress = ({ transferredBytes }: { transferredBytes: number }) => told.push(transferredBytes);
  const kept = await resumableUpload(client, keepBytes, { name: "refused" }, bytes, { state, onProgress });
  expect(kept.sha256).toBe(hex(bytes));
  expect(told).toHaveLength(3);
});

test("an upload that has expired is a 404; options out of range are named", async () => {
  const client = clientAt(server.url);
  const state = { uploadIds: [`upl_${"0".repeat(32)}`], sizeBytes: bytes.length, partBytes: 50_000 };
  const expired = resumableUpload(client, keepBytes, { name: "expired" }, bytes, { state });
  await expect(expired).rejects.toMatchObject({ name: "NotFoundError", code: "upload_not_found" });
  for (const [param, value] of [
    ["partBytes", 0],
    ["partBytes", Number.NaN],
    ["concurrency", 17],
  ] as const) {
    const refused = resumableUpload(client, keepBytes, { name: "x" }, bytes, { [param]: value });
    await expect(refused).rejects.toMatchObject({ name: "ConfigurationError", param });
  }
});

test("the server is killed in the middle; started again, it has every part it acknowledged", async () => {
  const environment = { PLATFORM_DATA_DIR: join(dataDir, "killed") };
  const first = running(await startProcess(environment));
  const apiKey = /plat_\w+/.exec(first.out())?.[0] ?? "";
  const large = new Uint8Array(randomBytes(12_000_000));
  let state: ResumableUploadState | undefined;
  let acknowledged = 0;
  const broken = resumableUpload(
    createClient({ baseUrl: first.url, apiKey, retry: false }),
    uploadFile,
    { sandboxId: "sbx_of_before", path: "large.bin" },
    large,
    {
      partBytes: 500_000,
      onState: (now) => void (state = now),
      onProgress: ({ transferredBytes }) => {
        acknowledged = transferredBytes;
        if (transferredBytes > 5_000_000) first.child.kill("SIGKILL");
      },
    },
  );
  await expect(broken).rejects.toMatchObject({ name: "ConnectionError" });
  await first.end("SIGKILL");

  const second = running(await startProcess(environment));
  const client = createClient({ baseUrl: second.url, apiKey });
  const box = await createSandbox(client);
  const told: number[] = [];
  const info = await resumableUpload(client, uploadFile, { sandboxId: box.id, path: "large.bin" }, large, {
    state,
    onProgress: ({ transferredBytes }) => told.push(transferredBytes),
  });
  expect(info).toMatchObject({ path: "/home/user/large.bin", sizeBytes: large.length });
  const sent = told.at(-1) === large.length ? told.length - 3 : Number.NaN;
  expect(sent * 500_000).toBeLessThanOrEqual(large.length - acknowledged);
  expect((await box.runCommand("sha256sum large.bin")).stdout).toContain(hex(large));
  await box.kill();
  expect(await second.end("SIGTERM")).toBe(0);
});
