import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient } from "@platform/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Execution } from "./execution.ts";
import { runCode } from "./run-code.ts";
import { runCommand } from "./run-command.ts";

const done: Execution = {
  ...{ exitCode: 0, stdout: "", stderr: "", durationMs: 1 },
  ...{ timedOut: false, outOfMemory: false, truncated: false },
};
/** Answers well after the patience of the clients below. */
const server = createServer((_, response) => {
  setTimeout(() => response.end(JSON.stringify(done)), 500);
});
beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => server.close());

const impatient = () =>
  createClient({
    apiKey: "key",
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    timeoutMs: 50,
    retry: false,
  });
const sandboxId = "sbx_1";

test("a call waits for the long run it asks for", async () => {
  expect(await runCode(impatient(), { sandboxId, code: "1", timeoutMs: 45_001 })).toEqual(done);
  expect(await runCommand(impatient(), { sandboxId, command: "true", timeoutMs: 3_600_000 })).toEqual(done);
});

test("a short run, and the caller's own word, leave the client's patience as it is", async () => {
  const late = { name: "TimeoutError" };
  await expect(runCode(impatient(), { sandboxId, code: "1" })).rejects.toMatchObject(late);
  await expect(
    runCommand(impatient(), { sandboxId, command: "true", timeoutMs: 45_000 }),
  ).rejects.toMatchObject(late);
  await expect(
    runCode(impatient(), { sandboxId, code: "1", timeoutMs: 60_000 }, { timeoutMs: 50 }),
  ).rejects.toMatchObject(late);
});
