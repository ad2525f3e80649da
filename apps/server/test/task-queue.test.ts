import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../src/log/create-log.ts";
import { newId } from "../src/store/new-id.ts";
import { tenant } from "../src/store/tenant.ts";
import type { Delivery, TaskQueue } from "../src/tasks/engine.ts";
import { openPgBoss } from "../src/tasks/engines/pg-boss/open-pg-boss.ts";
import { openTestDatabase, type TestDatabase } from "./database.ts";

// What the port promises, asked of the queue alone.

const ids = { organizationId: "org_a", projectId: "prj_a" };
const catalogue = { blocks: [], url: new URL(import.meta.url), folders: [] };
const seen: Delivery[] = [];
let database: TestDatabase;
let queue: TaskQueue;
let failing = new Set<string>();

const open = () => openPgBoss({ connection: database.connection, catalogue, log: createLog("fatal") });

beforeAll(async () => {
  database = await openTestDatabase();
  queue = await open();
  await queue.work(2, async (delivery) => {
    seen.push(delivery);
    if (failing.delete(delivery.taskId)) throw new Error("Once more.");
  });
});
afterAll(async () => {
  await queue.close();
  await database.close();
});

const timesSeen = (taskId: string) => seen.filter((delivery) => delivery.taskId === taskId).length;

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(20);
}

test("a task is handed out with its tenant, once, however often it was put in", async () => {
  const db = tenant(database.db, ids);
  const [once, after] = [newId("task"), newId("task")];
  await db.transaction(async (tx) => {
    await queue.enqueue(tx, once);
    await queue.enqueue(tx, once);
  });
  await queue.enqueue(db, once);
  await until(() => timesSeen(once) > 0);
  await queue.enqueue(db, after);
  await until(() => timesSeen(after) > 0);
  expect(timesSeen(once)).toBe(1);
  expect(seen.find(({ taskId }) => taskId === once)?.ids).toEqual(ids);
});

test("what a transaction put in is gone with it, and waits for its end", async () => {
  const db = tenant(database.db, ids);
  const [undone, done] = [newId("task"), newId("task")];
  const failed = db.transaction(async (tx) => {
    await queue.enqueue(tx, undone);
    throw new Error("No.");
  });
  await expect(failed).rejects.toThrow("No.");
  await db.transaction(async (tx) => {
    await queue.enqueue(tx, done);
    const other = newId("task");
    await queue.enqueue(db, other);
    await until(() => timesSeen(other) > 0);
    expect(timesSeen(done)).toBe(0);
  });
  await until(() => timesSeen(done) > 0);
  expect(timesSeen(undone)).toBe(0);
});

test("a task whose handler threw is handed out again", async () => {
  const taskId = newId("task");
  failing = new Set([taskId]);
  await queue.enqueue(tenant(database.db, ids), taskId);
  await until(() => timesSeen(taskId) === 2);
});

test("a task taken out is not handed out; one that waited for a worker is, after a restart", async () => {
  const db = tenant(database.db, ids);
  const [out, kept] = [newId("task"), newId("task")];
  await queue.stopWork();
  await queue.enqueue(db, out);
  await queue.enqueue(db, kept);
  await queue.cancel(db, out);
  await queue.close();
  queue = await open();
  await queue.work(1, async (delivery) => void seen.push(delivery));
  await until(() => timesSeen(kept) > 0);
  expect(timesSeen(out)).toBe(0);
});
