import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@platform/core";
import { listUsage } from "@platform/costops";
import { createTask, listTaskLogs, streamTask, waitForTask } from "@platform/tasks";
import { getIndex, searchText } from "@platform/vectors";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { running, type ServerProcess, startProcess } from "./process.ts";

let root: string;
let apiKey: string;
let server: ServerProcess | undefined;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "platform-crash-"));
  await writeDocuments(join(root, "docs"));
});
afterAll(async () => {
  await server?.end("SIGTERM");
  await rm(root, { recursive: true, force: true });
});

const files = 30;
const passages = 40;

async function writeDocuments(folder: string): Promise<void> {
  await mkdir(folder);
  for (let file = 0; file < files; file++) {
    const lines = Array.from(
      { length: passages },
      (_, at) =>
        `## Part ${at}\n\nDocument ${file} says in part ${at} that number ${file * 1_000 + at} is one of its own.`,
    );
    await writeFile(join(folder, `${file}.md`), `# Document ${file}\n\n${lines.join("\n\n")}\n`);
  }
}

async function start(): Promise<Client> {
  const folders = { PLATFORM_TASK_FOLDERS: join(root, "docs") };
  const settings = { PLATFORM_DATA_DIR: join(root, "data"), PLATFORM_LOG_LEVEL: "error", ...folders };
  server = running(await startProcess(settings));
  apiKey ??= /plat_\w+/.exec(server.out())?.[0] ?? "";
  return createClient({ apiKey, baseUrl: server.url });
}

/** Processes of blocks that this server started. */
async function blockProcesses(parent: number): Promise<number[]> {
  const found: number[] = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const [stat, command] = await Promise.all(
      ["stat", "cmdline"].map((file) => readFile(join("/proc", pid, file), "utf8").catch(() => "")),
    );
    if (command?.includes("block-process") && Number(stat?.split(") ")[1]?.split(" ")[1]) === parent) {
      found.push(Number(pid));
    }
  }
  return found;
}

test(
  "killed in the middle of an ingest, the server finishes it: nothing twice, nothing lost",
  { timeout: 180_000 },
  async () => {
    let client = await start();
    const inputs = { index: "crashed", folder: join(root, "docs") };
    const { id: taskId, runId } = await createTask(client, { block: "docs::ingest", inputs });
    for await (const event of streamTask(client, { taskId })) {
      if (event.type === "progress" && event.percent > 20) break;
    }
    const pid = server?.child.pid ?? 0;
    const orphans = await blockProcesses(pid);
    expect(orphans).toHaveLength(1);
    const killed = Date.now();
    await server?.end("SIGKILL");

    client = await start();
    // It ends by itself once the channel to its server breaks; on a busy machine that may be after the next start.
    const alive = async () => (await readdir("/proc")).filter((name) => orphans.includes(Number(name)));
    await vi.waitFor(async () => expect(await alive()).toEqual([]), { timeout: 10_000 });
    const task = await waitForTask(client, { taskId }, { intervalMs: 100, backoff: "fixed" });
    console.log(`${((Date.now() - killed) / 1000).toFixed(1)} s from the kill to the end`);
    expect(task).toMatchObject({
      attempt: 2,
      result: { files, chunks: files * passages, skipped: 0, index: "crashed" },
    });
    expect((await getIndex(client, { index: "crashed" })).count).toBe(files * passages);
    const query = "Document 7 says in part 5 that number 7005 is one of its own.";
    const { hits } = await searchText(client, { index: "crashed", query, limit: 1 });
    expect(hits[0]?.metadata).toEqual({
      source: "7.md",
      title: "Document 7",
      heading: "Document 7 > Part 5",
      chunk: 5,
    });

    const rows = await listUsage(client, { runId }).all();
    const of = (operation: string) => rows.filter((row) => row.operation === operation);
    const written = of("upsertTexts").map(({ units }) => Number(units["vector_write"]));
    expect(written.reduce((sum, units) => sum + units, 0)).toBe(files * passages);
    expect(written).toHaveLength(files * Math.ceil(passages / 32));
    expect(of("createIndex")).toHaveLength(1);
    expect(of("runTask")).toHaveLength(1);
    expect(rows.every(({ cost }) => cost !== null)).toBe(true);

    const events = await listTaskLogs(client, { taskId, limit: 1_000 }).all();
    expect(events.map(({ id }) => id)).toEqual(events.map((_, at) => at + 1));
    const statuses = events.flatMap((event) => (event.type === "status" ? [event.status] : []));
    expect(statuses).toEqual(["created", "pending", "running", "running", "completed"]);
  },
);

test("stopped in order, the server leaves its tasks to the next one", { timeout: 180_000 }, async () => {
  await server?.end("SIGTERM");
  let client = await start();
  const inputs = { index: "stopped", folder: join(root, "docs") };
  const { id: taskId, runId } = await createTask(client, { block: "docs::ingest", inputs });
  for await (const event of streamTask(client, { taskId })) {
    if (event.type === "progress" && event.percent > 20) break;
  }
  const processes = await blockProcesses(server?.child.pid ?? 0);
  expect(processes).toHaveLength(1);
  expect(await server?.end("SIGTERM")).toBe(0);
  expect((await readdir("/proc")).filter((name) => processes.includes(Number(name)))).toEqual([]);

  client = await start();
  const task = await waitForTask(client, { taskId }, { intervalMs: 100, backoff: "fixed" });
  expect(task).toMatchObject({ attempt: 2, result: { files, chunks: files * passages } });
  const rows = await listUsage(client, { runId, operation: "upsertTexts" }).all();
  expect(rows).toHaveLength(files * Math.ceil(passages / 32));
  const events = await listTaskLogs(client, { taskId, limit: 1_000 }).all();
  const reasons = events.flatMap((event) => (event.type === "status" ? [event.reason] : []));
  expect(reasons).toContain("Attempt 1 was lost. The server was stopped.");
});
