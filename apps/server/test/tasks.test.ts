import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@platform/core";
import { listUsage } from "@platform/costops";
import { createTask, listTaskLogs, listTasks, runTask, streamTask, type TaskEvent } from "@platform/tasks";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPlatform } from "./platform.ts";
import { startTasksPlatform } from "./tasks-platform.ts";

let platform: TestPlatform;
let folder: string;
beforeAll(async () => {
  platform = await startTasksPlatform();
  folder = await mkdtemp(join(tmpdir(), "platform-test-"));
});
afterAll(async () => {
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
});

const wait = { intervalMs: 50, backoff: "fixed" } as const;

test("a task runs in a process of its own, and says so from created to completed", async () => {
  const events: TaskEvent[] = [];
  const params = { block: "test::echo", inputs: { text: "hello" } };
  const onEvent = (event: TaskEvent) => void events.push(event);
  const task = await runTask(platform.client, params, { ...wait, onEvent });
  expect(task).toMatchObject({ status: "completed", progress: 100, attempt: 1, error: null, runId: task.id });
  expect(task.result).toMatchObject({ text: "hello" });
  expect(task.result?.["pid"]).not.toBe(process.pid);
  expect(events.map(({ id }) => id)).toEqual(events.map((_, at) => at + 1));
  const statuses = events.flatMap((event) => (event.type === "status" ? [event.status] : []));
  expect(statuses).toEqual(["created", "pending", "running", "completed"]);
  const lines = events.flatMap((event) => (event.type === "log" ? [`${event.stream}: ${event.line}`] : []));
  expect(lines.toSorted()).toEqual(["stderr: on stderr", "stdout: hello", "stdout: on stdout"]);
  expect(events.find(({ type }) => type === "progress")).toMatchObject({ percent: 50, message: "half" });
});

test("a block's process sees nothing of the server's environment", async () => {
  process.env["PLATFORM_UPSTREAM_API_KEY"] = "secret";
  const task = await runTask(platform.client, { block: "test::echo", inputs: { text: "x" } }, wait);
  delete process.env["PLATFORM_UPSTREAM_API_KEY"];
  const allowed = [
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "NODE_CHANNEL_FD",
    "NODE_CHANNEL_SERIALIZATION_MODE",
  ];
  const names = task.result?.["environment"] as string[];
  expect(names.filter((name) => !allowed.includes(name))).toEqual([]);
});

test("a block calls the server with the task's key and run; the key ends with the task", async () => {
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, runId: "run-calls" });
  const task = await runTask(client, { block: "test::calls" }, wait);
  expect(task).toMatchObject({ runId: "run-calls", result: { key: `${task.id}:step` } });
  expect(task.result?.["seen"]).toContain(task.id);
  const rows = await listUsage(platform.client, { runId: "run-calls" }).all();
  expect(rows.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(["createTask", "listTasks", "runTask", "getTask"]),
  );
  expect(rows.every(({ cost }) => cost !== null)).toBe(true);
  const run = rows.filter(({ operation }) => operation === "runTask");
  expect(run).toHaveLength(1);
  expect(run[0]).toMatchObject({ eventId: `task:${task.id}`, model: "test::calls", provider: "platform" });
  expect(Number(run[0]?.units["task_second"])).toBeGreaterThan(0);
  const keys = await platform.database.pool.query("select name from api_keys where name like $1", [
    `%${task.id}`,
  ]);
  expect(keys.rows).toEqual([]);
});

test("one that was made with too few scopes can do no more than they allow", async () => {
  const writer = await platform.stranger(["tasks:write", "tasks:read"]);
  const project = await platform.addProject(["tasks:write"]);
  const task = await createTask(platform.clientWith(project.key), { block: "test::calls" });
  const rows = await waitFor(async () => {
    const { rows: found } = await platform.database.pool.query(
      "select status, error from tasks where id = $1",
      [task.id],
    );
    return found[0].status === "failed" ? found : undefined;
  });
  expect(rows[0].error.code).toMatch(/scope|permission/);
  expect((await runTask(writer, { block: "test::calls" }, wait)).status).toBe("completed");
});

async function waitFor<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("a block that throws fails at once, with its reason and last lines", async () => {
  const failed = runTask(platform.client, { block: "test::fails", inputs: {} }, wait);
  await expect(failed).rejects.toMatchObject({
    name: "TaskFailedError",
    code: "block_failed",
    message: "No such cat.",
    task: { status: "failed", attempt: 1, error: { code: "block_failed", message: "No such cat." } },
  });
  const talker = { block: "test::fails", inputs: { afterLines: 1_030 } };
  const last = Array.from({ length: 20 }, (_, at) => `line ${1_011 + at}`);
  for (const onEvent of [undefined, () => {}]) {
    const failing = runTask(platform.client, talker, { ...wait, onEvent });
    await expect(failing).rejects.toMatchObject({ name: "TaskFailedError", lastLines: last });
  }
  const later = runTask(platform.client, { block: "test::fails", inputs: { later: true } }, wait);
  await expect(later).rejects.toMatchObject({ message: "No such dog.", task: { attempt: 1 } });
});

test("a process that is lost is begun again, as often as allowed", async () => {
  const file = join(folder, "dies");
  const params = { block: "test::dies", inputs: { file, times: 1 } };
  const task = await runTask(platform.client, params, wait);
  expect(task).toMatchObject({ status: "completed", attempt: 2, result: { attempts: 2 } });
  const events = await listTaskLogs(platform.client, { taskId: task.id }).all();
  const statuses = events.flatMap((event) => (event.type === "status" ? [event.status] : []));
  expect(statuses).toEqual(["created", "pending", "running", "pending", "running", "completed"]);

  const once = { block: "test::dies", inputs: { file: join(folder, "once"), times: 5 }, maxAttempts: 1 };
  await expect(runTask(platform.client, once, wait)).rejects.toMatchObject({ code: "process_lost" });
});

test("lines are kept whole, in order, and cut when they are endless", async () => {
  const told: TaskEvent[] = [];
  const onEvent = async (event: TaskEvent) => void told.push(event);
  const params = { block: "test::chatters", inputs: { lines: 3_000 } };
  const task = await runTask(platform.client, params, { ...wait, onEvent });
  expect(task.result).toEqual({ text: "a\uFFFDb" });
  const events = await listTaskLogs(platform.client, { taskId: task.id, limit: 1_000 }).all();
  // Whoever waits is told every one, the last lines and the end too, and each once.
  expect(told).toEqual(events);
  expect(told.at(-1)).toMatchObject({ type: "status", status: "completed" });
  const lines = events.flatMap((event) => (event.type === "log" ? [event.line] : []));
  expect(lines).toHaveLength(3_001);
  expect(lines.slice(0, 3_000).every((line, at) => line.startsWith(`line ${at + 1} \uFFFD`))).toBe(true);
  expect(lines[3_000]).toHaveLength(8_192 + "… (cut)".length);
});

test("many tasks at once all run, each once", async () => {
  const texts = Array.from({ length: 12 }, (_, at) => `text ${at}`);
  const done = await Promise.all(
    texts.map((text) => runTask(platform.client, { block: "test::echo", inputs: { text } }, wait)),
  );
  expect(done.map(({ result }) => result?.["text"])).toEqual(texts);
  expect(new Set(done.map(({ attempt }) => attempt))).toEqual(new Set([1]));
  const listed = await listTasks(platform.client, {
    status: "completed",
    block: "test::echo",
    limit: 5,
  }).all();
  expect(done.every(({ id }) => listed.some((task) => task.id === id))).toBe(true);
});

test("streamTask tells everything live and ends with the task", async () => {
  const task = await createTask(platform.client, { block: "test::echo", inputs: { text: "streamed" } });
  const seen: TaskEvent[] = [];
  for await (const event of streamTask(platform.client, { taskId: task.id })) seen.push(event);
  expect(seen).toEqual(await listTaskLogs(platform.client, { taskId: task.id }).all());
  expect(seen.at(-1)).toMatchObject({ type: "status", status: "completed" });
});
