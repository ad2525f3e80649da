import { setTimeout as sleep } from "node:timers/promises";
import { NotFoundError } from "@platform/core";
import { listUsage } from "@platform/costops";
import {
  createTask,
  getTask,
  listTaskLogs,
  runTask,
  stopTask,
  streamTask,
  waitForTask,
} from "@platform/tasks";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPlatform } from "./platform.ts";
import { startTasksPlatform } from "./tasks-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTasksPlatform();
});
afterAll(() => platform.stop());

const wait = { intervalMs: 50, backoff: "fixed" } as const;

/** A task that sleeps, once its process has said its id. */
async function sleeper(params: { deaf?: boolean; timeoutMs?: number } = {}) {
  const { deaf = false, timeoutMs } = params;
  const task = await createTask(platform.client, { block: "test::sleeps", inputs: { deaf }, timeoutMs });
  for await (const event of streamTask(platform.client, { taskId: task.id })) {
    const [, pid] = (event.type === "log" && /^pid (\d+)$/.exec(event.line)) || [];
    if (pid !== undefined) return { taskId: task.id, pid: Number(pid) };
  }
  throw new Error("It ended before it slept.");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.each([false, true])("a running task is stopped, its process is gone (deaf: %s)", async (deaf) => {
  const { taskId, pid } = await sleeper({ deaf });
  expect(isAlive(pid)).toBe(true);
  expect(await stopTask(platform.client, { taskId })).toMatchObject({ status: "running" });
  await expect(waitForTask(platform.client, { taskId }, wait)).rejects.toMatchObject({
    name: "TaskStoppedError",
    task: { status: "stopped", error: null, attempt: 1 },
  });
  expect(isAlive(pid)).toBe(false);
  expect(await stopTask(platform.client, { taskId })).toMatchObject({ status: "stopped" });
  const rows = await listUsage(platform.client, { runId: taskId, operation: "runTask" }).all();
  expect(rows).toHaveLength(1);
});

test("a waiting task is stopped before it begins", async () => {
  const busy = [await sleeper(), await sleeper()];
  const { id: taskId } = await createTask(platform.client, {
    block: "test::echo",
    inputs: { text: "never" },
  });
  expect(await stopTask(platform.client, { taskId })).toMatchObject({ status: "stopped", attempt: 0 });
  for (const { taskId: other } of busy) await stopTask(platform.client, { taskId: other });
  await runTask(platform.client, { block: "test::echo", inputs: { text: "after" } }, wait);
  expect(await getTask(platform.client, { taskId })).toMatchObject({ status: "stopped", startedAt: null });
});

test("a task that takes too long fails as timed_out, its process is gone", async () => {
  const { taskId, pid } = await sleeper({ timeoutMs: 1_500 });
  await expect(waitForTask(platform.client, { taskId }, wait)).rejects.toMatchObject({
    code: "timed_out",
    task: { attempt: 1 },
  });
  expect(isAlive(pid)).toBe(false);
});

test("a stream that broke goes on after its last event, and its reader can leave", async () => {
  const { taskId } = await sleeper();
  const headers = { "last-event-id": "2", authorization: `Bearer ${platform.project.key}` };
  const gone = new AbortController();
  const response = await fetch(`${platform.url}/v1/tasks/${taskId}/events`, { headers, signal: gone.signal });
  const part = await response.body?.getReader().read();
  expect(new TextDecoder().decode(part?.value)).toMatch(/^id: 3\ndata: /);
  gone.abort();
  while (platform.inflight.size > 0) await sleep(20);
  await stopTask(platform.client, { taskId });
  const events = [];
  for await (const event of streamTask(platform.client, { taskId })) events.push(event);
  expect(events).toEqual(await listTaskLogs(platform.client, { taskId }).all());
});

test("an attempt whose place was taken writes nothing more, and its process ends", async () => {
  const { taskId, pid } = await sleeper();
  const { pool } = platform.database;
  await pool.query("update task_attempts set status = 'lost' where task_id = $1", [taskId]);
  while (isAlive(pid)) await sleep(50);
  expect(await getTask(platform.client, { taskId })).toMatchObject({ status: "running", attempt: 1 });
});

test("what is another project's is not there", async () => {
  const { id: taskId } = await createTask(platform.client, { block: "test::echo", inputs: { text: "mine" } });
  const stranger = await platform.stranger();
  for (const ask of [
    () => getTask(stranger, { taskId }),
    () => stopTask(stranger, { taskId }),
    () => listTaskLogs(stranger, { taskId }).first(),
    () => streamTask(stranger, { taskId })[Symbol.asyncIterator]().next(),
  ]) {
    const refused = expect.objectContaining({ code: "task_not_found", param: "taskId" });
    await expect(ask()).rejects.toEqual(refused);
    await expect(ask()).rejects.toBeInstanceOf(NotFoundError);
  }
});
