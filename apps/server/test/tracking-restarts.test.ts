import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@platform/core";
import { listUsage, usageTracker } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "./database.ts";
import { running, type ServerProcess, startProcess } from "./process.ts";

const rounds = Number(process.env["CRASH_ROUNDS"] ?? 20);
const seed = Number(process.env["SEED"] ?? Date.now() % 1e9);

let folder: string;
let database: TestDatabase;
let server: ServerProcess;
beforeAll(async () => {
  // One that stays: that it outlives a kill is shown elsewhere, and here many rounds count.
  database = await openTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "platform-tracking-"));
});
afterAll(async () => {
  await server.end("SIGTERM");
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function numbers(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test(`the server is killed ${rounds} times (seed ${seed}): every event arrives, and each once`, async () => {
  const random = numbers(seed);
  const { user, password, host, port: at, database: name } = database.connection;
  const DATABASE_URL = `postgresql://${user}:${String(password)}@/${name}?host=${encodeURIComponent(host ?? "")}&port=${at}`;
  const start = async (port = "0") =>
    running(
      await startProcess({
        ...{ DATABASE_URL, PLATFORM_DATA_DIR: folder, PLATFORM_LOG_LEVEL: "error", PLATFORM_PORT: port },
      }),
    );
  server = await start();
  const { url } = server;
  const apiKey = /plat_\w+/.exec(server.out())?.[0] ?? "";
  const client = createClient({ apiKey, baseUrl: url, retry: false });
  const given: unknown[] = [];
  let failures = 0;
  const tracker = usageTracker(client, {
    ...{ batchSize: 20, flushMs: 20, maxDelayMs: 50, onDrop: (...drop) => given.push(drop) },
    onError: () => failures++,
  });
  const ids: string[] = [];
  const over = new AbortController();
  const load = (async () => {
    while (!over.signal.aborted) {
      ids.push(await tracker.record({ provider: "acme", model: "m", units: { a: 1 }, runId: "restarts" }));
      await sleep(random() * 40);
    }
  })();
  for (let round = 0; round < rounds; round++) {
    await sleep(50 + random() * 250);
    // Now and then in order, mostly not.
    await server.end(random() < 0.2 ? "SIGTERM" : "SIGKILL");
    server = await start(new URL(url).port);
  }
  over.abort();
  await load;
  expect(await tracker.close(120_000)).toBe(0);
  const recorded = (await listUsage(client, { runId: "restarts", limit: 1_000 }).all()).map(
    (one) => one.eventId,
  );
  expect(given).toEqual([]);
  expect(failures).toBeGreaterThan(rounds / 2);
  expect(recorded.length).toBe(ids.length);
  expect(new Set(recorded)).toEqual(new Set(ids));
}, 1_200_000);
