import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@platform/core";
import { createBudget, getBudget } from "@platform/costops";
import { createSandbox, listSandboxes } from "@platform/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase, urlOf } from "./database.ts";
import { running, type ServerProcess, startProcess } from "./process.ts";

let folder: string;
let database: TestDatabase;
let server: ServerProcess;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-crash-sandbox-"));
  database = await openTestDatabase();
});
afterAll(async () => {
  await server?.end("SIGTERM");
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

const start = async () =>
  running(await startProcess({ PLATFORM_DATA_DIR: folder, DATABASE_URL: urlOf(database.connection) }));
/** What the server has its connections do that wait for a lock. */
const waiting = async (): Promise<string[]> => {
  const { rows } = await database.pool.query<{ query: string }>(
    "select query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows.map(({ query }) => query);
};

test("killed after money was set aside for a sandbox and before its row is there, a server leaves neither", async () => {
  server = await start();
  const apiKey = /plat_\w+/.exec(server.out())?.[0] ?? "";
  const clientOf = () => createClient({ apiKey, baseUrl: server.url, retry: false, runId: "box" });
  const { id: budgetId } = await createBudget(clientOf(), {
    ...{ name: "box", limit: "1", scope: { runId: "box" } },
  });
  const reserved = async () => (await getBudget(clientOf(), { budgetId })).reserved;
  // By now the server has heard of the budget: another sandbox is held against it.
  await expect
    .poll(
      async () => {
        await using box = await createSandbox(clientOf(), { ttlMinutes: 30 });
        expect(box.status).toBe("running");
        return reserved();
      },
      { timeout: 20_000 },
    )
    .toBe("0.025");
  expect(await reserved()).toBe("0");

  // Nobody can write a row of a sandbox, as long as another has the table.
  const other = await database.pool.connect();
  await other.query("begin; lock table sandboxes in share mode");
  const lost = createSandbox(clientOf(), { ttlMinutes: 30 }).catch(({ name }: Error) => name);
  await expect
    .poll(waiting, { timeout: 20_000 })
    .toEqual([expect.stringMatching(/^insert into "sandboxes"/)]);
  await server.end("SIGKILL");
  expect(await lost).toBe("ConnectionError");
  await other.query("commit");
  other.release();
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([]);

  server = await start();
  // Only the request itself, until its lease has passed.
  expect(await reserved()).toBe("0.0000004");
  expect(await listSandboxes(clientOf(), { status: "running" }).all()).toEqual([]);
  await using again = await createSandbox(clientOf(), { ttlMinutes: 30 });
  expect(again.status).toBe("running");
}, 120_000);
