import { BudgetExceededError, createClient } from "@platform/core";
import { createBudget, createPrice, getBudget, getCosts } from "@platform/costops";
import { createSandbox, killSandbox, listSandboxes } from "@platform/sandbox";
import { createTask, getTask, listTasks, stopTask } from "@platform/tasks";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tasks } from "../src/store/schema/index.ts";
import { tenant } from "../src/store/tenant.ts";
import { endTask } from "../src/tasks/runner/end-task.ts";
import { type SandboxPlatform, startSandboxPlatform } from "./sandbox-platform.ts";
import { startTasksPlatform } from "./tasks-platform.ts";
import type { TestPlatform } from "./platform.ts";

let boxes: SandboxPlatform;
let jobs: TestPlatform;
beforeAll(async () => {
  boxes = await startSandboxPlatform();
  jobs = await startTasksPlatform();
  const price = { provider: "platform", model: "*", unit: "task_second", amount: "0.01" };
  await createPrice(jobs.client, { ...price, effectiveFrom: "2026-01-02T00:00:00Z" });
});
afterAll(async () => {
  await boxes.stop();
  await jobs.stop();
});

/** A client whose run has a hard budget, and how that stands. */
async function budgeted({ project, url, client: outside }: TestPlatform, runId: string, limit: string) {
  const client = createClient({ apiKey: project.key, baseUrl: url, retry: false, runId });
  const { id: budgetId } = await createBudget(client, { name: runId, limit, scope: { runId } });
  const stands = () => getBudget(outside, { budgetId });
  const ledger = async () => (await getCosts(outside, { runId })).totals[0]?.cost;
  return { client, stands, ledger };
}

test("all a sandbox's time is set aside while it lives, and freed by its row in the ledger when it is killed", async () => {
  const { client, stands, ledger } = await budgeted(boxes, "box-killed", "0.03");
  const { id: sandboxId } = await createSandbox(client, { ttlMinutes: 30 });
  expect((await stands()).reserved).toBe("0.025");
  await expect(createSandbox(client, { ttlMinutes: 30 })).rejects.toBeInstanceOf(BudgetExceededError);
  // Nothing of the refused one is left: no sandbox, no money.
  expect((await stands()).reserved).toBe("0.025");
  expect((await listSandboxes(boxes.client, { status: "running" }).all()).map(({ id }) => id)).toEqual([
    sandboxId,
  ]);
  await killSandbox(client, { sandboxId });
  expect(await stands()).toMatchObject({ reserved: "0", spent: await ledger() });
  await using again = await createSandbox(client, { ttlMinutes: 30 });
  expect(again.status).toBe("running");
});

test("one whose time is over frees what it did not use, without anybody asking", async () => {
  const { client, stands, ledger } = await budgeted(boxes, "box-expired", "1");
  const { id } = await createSandbox(client, { size: "large", ttlMinutes: 60 });
  expect((await stands()).reserved).toBe("0.2");
  await boxes.change(id, { expiresAt: new Date() });
  await expect.poll(async () => (await stands()).reserved, { timeout: 20_000 }).toBe("0");
  expect((await stands()).spent).toBe(await ledger());
  expect(await boxes.lifetimes(id)).toHaveLength(1);
});

test("a task's time and its grace are set aside until its row in the ledger, a refused one is no task", async () => {
  const { client, stands, ledger } = await budgeted(jobs, "task-run", "1");
  const { id: taskId } = await createTask(client, { block: "test::sleeps", timeoutMs: 10_000 });
  expect((await stands()).reserved).toBe("0.7");
  const refused = createTask(client, { block: "test::sleeps", timeoutMs: 10_000 });
  await expect(refused).rejects.toBeInstanceOf(BudgetExceededError);
  expect((await listTasks(jobs.client).all()).map(({ id }) => id)).toEqual([taskId]);
  const status = async () => (await getTask(jobs.client, { taskId })).status;
  await expect.poll(status, { timeout: 20_000 }).toBe("running");
  // To end what costs is never refused, whatever is left.
  await stopTask(client, { taskId });
  await expect.poll(status, { timeout: 20_000 }).toBe("stopped");
  expect(await stands()).toMatchObject({ reserved: "0", spent: await ledger() });
});

test("a task whose server stood still is charged no more than was set aside for it", async () => {
  const { client, stands, ledger } = await budgeted(jobs, "task-still", "1");
  const { id: taskId } = await createTask(client, { block: "test::sleeps", timeoutMs: 1_000 });
  expect((await stands()).reserved).toBe("0.61");
  const longAgo = new Date(Date.now() - 3_600_000);
  await tenant(jobs.database.db, jobs.project).transaction(async (tx) => {
    const [task] = await tx.select(tasks, { where: eq(tasks.id, taskId), lock: "wait" });
    if (task) await endTask(jobs, tx, task, { status: "completed", result: {} }, longAgo);
  });
  expect(await stands()).toMatchObject({ spent: await ledger(), reserved: "0" });
  // A minute and a second, and the request that made it.
  expect(Number((await stands()).spent)).toBeLessThan(0.611);
});

test("a task that is stopped before its turn gives everything back at once", async () => {
  const { client, stands, ledger } = await budgeted(jobs, "task-waiting", "1");
  const statusOf = async (taskId: string) => (await getTask(jobs.client, { taskId })).status;
  // As many as run at a time, so that the next one waits.
  const busy = await Promise.all([1, 2].map(() => createTask(jobs.client, { block: "test::sleeps" })));
  for (const { id } of busy) await expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe("running");
  const { id: taskId } = await createTask(client, { block: "test::sleeps", timeoutMs: 10_000 });
  expect((await stands()).reserved).toBe("0.7");
  expect((await stopTask(client, { taskId })).status).toBe("stopped");
  expect(await stands()).toMatchObject({ reserved: "0", spent: await ledger() });
  for (const { id } of busy) await stopTask(jobs.client, { taskId: id });
});
