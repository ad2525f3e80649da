import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { supervise } from "./supervisor.ts";

let cacheDir: string;
const signal = new AbortController().signal;
const started: Worker[] = [];
const note = (worker: Worker) => void started.push(worker);

beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), "thread-"));
  started.length = 0;
  process.on("worker", note);
});
afterEach(async () => {
  process.off("worker", note);
  await rm(cacheDir, { recursive: true });
});

test("fails what a dead thread held, starts the next one and answers again", async () => {
  const supervisor = await supervise(cacheDir);
  const held = [
    supervisor.encode(
      Array.from({ length: 400 }, (_, i) => `Text ${i}.`),
      signal,
    ),
  ];
  held.push(supervisor.encode(["another"], signal));
  const failed = Promise.all(held.map((call) => expect(call).rejects.toMatchObject({ code: "unavailable" })));
  // No such message: reading it is an error nobody catches, and the thread dies as it would of any other.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  started[0]?.postMessage({ type: "encode", id: -1, texts: undefined });
  await failed;
  expect((await supervisor.encode(["again"], signal)).vectors).toHaveLength(512);
  expect(started).toHaveLength(2);
  await supervisor.close();
  expect(started).toHaveLength(2);
});

test("says it is unavailable when the model cannot be made", async () => {
  const file = join(cacheDir, "a-file");
  await writeFile(file, "");
  await expect(supervise(file)).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("could not start"),
    cause: expect.objectContaining({ code: "EEXIST" }),
  });
  expect(started).toHaveLength(1);
});

test("ends its thread on close", async () => {
  const supervisor = await supervise(cacheDir);
  await supervisor.close();
  expect(started[0]?.threadId).toBe(-1);
});
