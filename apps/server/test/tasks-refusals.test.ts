import {
  AuthenticationError,
  createClient,
  NotFoundError,
  PermissionError,
  ServerError,
} from "@platform/core";
import { listUsage } from "@platform/costops";
import {
  createTask,
  getTask,
  listBlocks,
  listTaskLogs,
  listTasks,
  stopTask,
  streamTask,
  waitForTask,
} from "@platform/tasks";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { tasksOperations } from "../src/tasks/operations.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { startTasksPlatform } from "./tasks-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTasksPlatform();
});
afterAll(() => platform.stop());

const echo = { block: "test::echo", inputs: { text: "hello" } };

test("an unknown block is a 404 with a guess", async () => {
  const made = createTask(platform.client, { block: "test::ecko" });
  await expect(made).rejects.toBeInstanceOf(NotFoundError);
  await expect(made).rejects.toMatchObject({ code: "block_not_found", param: "block" });
  await expect(made).rejects.toThrow("Did you mean test::echo?");
});

test.each([
  ["inputs.text", {}],
  ["inputs.text", { text: 7 }],
  ["inputs.text", { text: "x".repeat(1_001) }],
  ["inputs.other", { text: "x", other: 1 }],
])("inputs the block cannot take are refused: %s of %j", async (param, inputs) => {
  const made = createTask(platform.client, { block: "test::echo", inputs });
  await expect(made).rejects.toMatchObject({ status: 400, code: "invalid_inputs", param });
  expect(await listTasks(platform.client, { block: "test::none" }).all()).toEqual([]);
});

test.each([
  ["block", {}],
  ["maxAttempts", { ...echo, maxAttempts: 0 }],
  ["timeoutMs", { ...echo, timeoutMs: 86_400_001 }],
  ["surprise", { ...echo, surprise: 1 }],
  ["inputs.text", { ...echo, inputs: { text: "a\0b" } }],
])("the server itself refuses a bad %s", async (param, json) => {
  const response = await platform.call("/v1/tasks", { json });
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: object }).error).toMatchObject({
    param,
    code: "invalid_params",
  });
});

test("the same request twice makes one task; a hundred at once too", async () => {
  const idempotencyKey = crypto.randomUUID();
  const first = await createTask(platform.client, echo, { idempotencyKey });
  expect(await createTask(platform.client, echo, { idempotencyKey })).toEqual(first);
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url });
  const once = { idempotencyKey: crypto.randomUUID(), runId: "hundred" };
  const all = await Promise.all(Array.from({ length: 100 }, () => createTask(client, echo, once)));
  const [taskId = "", ...others] = new Set(all.map(({ id }) => id));
  expect(others).toEqual([]);
  await waitForTask(client, { taskId }, { intervalMs: 50 });
  const rows = await listUsage(client, { runId: "hundred" }).all();
  expect(rows.map(({ operation }) => operation).toSorted()).toEqual(["createTask", "runTask"]);
});

test("listTasks pages newest first and filters; a bad cursor of the log is named", async () => {
  const client = await platform.stranger();
  const ids: string[] = [];
  for (let at = 0; at < 5; at++) ids.unshift((await createTask(client, echo)).id);
  expect((await listTasks(client, { limit: 2 }).all()).map(({ id }) => id)).toEqual(ids);
  expect(await listTasks(client, { block: "test::other" }).all()).toEqual([]);
  const [taskId = ""] = ids;
  await waitForTask(client, { taskId }, { intervalMs: 50 });
  const log = await listTaskLogs(client, { taskId, limit: 2 }).all();
  expect(log.length).toBeGreaterThan(4);
  expect(log.map(({ id }) => id)).toEqual(log.map((_, at) => at + 1));
  expect(await listTaskLogs(client, { taskId, after: 2 }).all()).toEqual(log.slice(2));
  const bad = listTaskLogs(client, { taskId, cursor: "x" }).first();
  await expect(bad).rejects.toMatchObject({ status: 400, param: "cursor" });
});

test("listBlocks shows what each block takes, as JSON Schema", async () => {
  const all = await listBlocks(platform.client, { limit: 2 }).all();
  expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted());
  expect(all.find(({ id }) => id === "test::echo")).toMatchObject({
    package: "test",
    name: "echo",
    version: "1.0.0",
    inputs: {
      type: "object",
      required: ["text"],
      properties: { text: { type: "string", maxLength: 1_000 } },
    },
  });
});

test("every operation leaves one priced row of its run", async () => {
  const { id: taskId } = await createTask(platform.client, echo);
  await waitForTask(platform.client, { taskId }, { intervalMs: 50 });
  const client = createClient({
    apiKey: platform.project.key,
    baseUrl: platform.url,
    runId: "metered-tasks",
  });
  await getTask(client, { taskId });
  await listTasks(client).first();
  await listTaskLogs(client, { taskId }).first();
  await listBlocks(client).first();
  await stopTask(client, { taskId });
  for await (const _ of streamTask(client, { taskId }));
  const names = ["getTask", "listBlocks", "listTaskLogs", "listTasks", "stopTask", "streamTask"];
  // A stream's row follows its last event.
  await vi.waitFor(async () => {
    const rows = await listUsage(platform.client, { runId: "metered-tasks" }).all();
    expect(rows.map(({ operation }) => operation).toSorted()).toEqual(names);
    expect(rows.every(({ cost }) => cost === "0.0000004")).toBe(true);
  }, 5_000);
});

test("a wrong key and a missing scope are refused", async () => {
  const wrong = listTasks(platform.clientWith("plat_wrong")).first();
  await expect(wrong).rejects.toBeInstanceOf(AuthenticationError);
  const reader = await platform.stranger(["tasks:read"]);
  await expect(createTask(reader, echo)).rejects.toBeInstanceOf(PermissionError);
  const writer = await platform.stranger(["tasks:write"]);
  await expect(listTasks(writer).first()).rejects.toBeInstanceOf(PermissionError);
});

test("without the queue, it is said why and what helps", async () => {
  const without = await startTestPlatform(tasksOperations);
  try {
    const made = createTask(without.client, echo);
    await expect(made).rejects.toBeInstanceOf(ServerError);
    await expect(made).rejects.toMatchObject({ status: 503, code: "engine_unavailable" });
    await expect(made).rejects.toThrow("The test has no such engine. Give the test one.");
    await expect(listBlocks(without.client).first()).rejects.toMatchObject({ code: "engine_unavailable" });
  } finally {
    await without.stop();
  }
});
