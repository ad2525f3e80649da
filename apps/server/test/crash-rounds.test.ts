import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient, type Client } from "@platform/core";
import { listUsage, submitUsage } from "@platform/costops";
import { createSandbox, getSandbox } from "@platform/sandbox";
import { createTask, getTask } from "@platform/tasks";
import { createIndex, getIndex, searchVectors, upsertVectors } from "@platform/vectors";
import { afterAll, beforeAll, expect, test } from "vitest";
import { processName } from "../src/sandbox/engines/bubblewrap/leftovers.ts";
import { descendants } from "../src/sandbox/engines/bubblewrap/testing.ts";
import { running, type ServerProcess, startProcess } from "./process.ts";

const rounds = Number(process.env["CRASH_ROUNDS"] ?? 4);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-rounds-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the server said it has. */
interface Acknowledged {
  readonly events: string[];
  readonly vectors: string[];
  readonly tasks: string[];
  readonly sandboxes: string[];
}

/** Writes of every kind, several at a time, until the server is gone. */
async function load(client: Client, got: Acknowledged, round: number, gone: () => boolean): Promise<void> {
  let n = 0;
  const until = async (work: (n: number) => Promise<unknown>) => {
    while (!gone()) await work(n++).catch(() => sleep(5));
  };
  const event = async (n: number) => {
    const eventId = `${round}-${n}`;
    const usage = { provider: "load", model: "m", units: { a: "1" }, eventId };
    // Each is sent twice, as a client does that is not sure.
    await Promise.all([submitUsage(client, usage), submitUsage(client, usage)]);
    got.events.push(eventId);
  };
  const vector = async (n: number) => {
    const id = `${round}-${n}`;
    await upsertVectors(client, { index: "load", vectors: [{ id, values: [n, round, 1] }] });
    got.vectors.push(id);
  };
  const task = async (n: number) => {
    const inputs = {
      index: "docs",
      files: [{ name: `${round}-${n}.md`, content: `# Part ${n}\n\nSome words.` }],
    };
    got.tasks.push((await createTask(client, { block: "docs::ingest", inputs })).id);
    await sleep(100);
  };
  const box = async () => {
    got.sandboxes.push((await createSandbox(client, { ttlMinutes: 5 })).id);
    await sleep(200);
  };
  await Promise.all([until(event), until(event), until(vector), until(task), until(box)]);
}

test(`${rounds} times killed under load: what was acknowledged is there, once, and nothing is left running`, async () => {
  const got: Acknowledged = { events: [], vectors: [], tasks: [], sandboxes: [] };
  const start = async (): Promise<ServerProcess> =>
    running(await startProcess({ PLATFORM_DATA_DIR: folder, PLATFORM_LOG_LEVEL: "error" }));
  let server = await start();
  const apiKey = /plat_\w+/.exec(server.out())?.[0] ?? "";
  const clientOf = ({ url }: ServerProcess) => createClient({ apiKey, baseUrl: url, retry: false });
  await createIndex(clientOf(server), { name: "load", dimension: 3 });

  const family: (readonly [pid: number, name: string | undefined])[] = [];

  for (let round = 0; round < rounds; round++) {
    let dead = false;
    const loading = load(clientOf(server), got, round, () => dead);
    await sleep(300 + Math.random() * 1500);
    family.push(...descendants(server.child.pid).map((pid) => [pid, processName(pid)] as const));
    await server.end("SIGKILL");
    dead = true;
    await loading;
    server = await start();
    expect(server.err()).toBe("");
  }

  const client = clientOf(server);
  const ids = (await listUsage(client, { provider: "load" }).all()).map(({ eventId }) => eventId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(got.events.length).toBeGreaterThan(rounds);
  expect(got.events.filter((id) => !ids.includes(id))).toEqual([]);

  const { count } = await getIndex(client, { index: "load" });
  expect(count).toBeGreaterThanOrEqual(got.vectors.length);
  for (const id of got.vectors.slice(-20)) {
    const [round = 0, n = 0] = id.split("-").map(Number);
    const { hits } = await searchVectors(client, { index: "load", vector: [n, round, 1], limit: 1 });
    expect(hits[0]?.score).toBeCloseTo(1, 2);
  }

  for (const sandboxId of got.sandboxes) {
    expect(await getSandbox(client, { sandboxId })).toMatchObject({ status: "lost" });
  }
  const charged = (await listUsage(client, { operation: "sandboxLifetime" }).all()).map(
    ({ eventId }) => eventId,
  );
  expect(new Set(charged).size).toBe(charged.length);
  expect(charged.length).toBeGreaterThanOrEqual(got.sandboxes.length);

  for (const taskId of got.tasks) {
    await expect
      .poll(async () => (await getTask(client, { taskId })).status, { timeout: 90_000, interval: 200 })
      .toBe("completed");
  }
  await server.end("SIGKILL");
  // PostgreSQL, sandboxes, blocks: all that each server had started by the time it was killed.
  expect(family.length).toBeGreaterThan(rounds * 3);
  const alive = () => family.filter(([pid, name]) => name !== undefined && processName(pid) === name);
  await expect.poll(alive, { timeout: 20_000 }).toEqual([]);
  server = await start();
  expect(await readdir(join(folder, "sandboxes", "live"))).toHaveLength(1);
  expect(await server.end("SIGTERM")).toBe(0);
  expect(await readdir(join(folder, "sandboxes", "live"))).toEqual([]);
}, 300_000);
