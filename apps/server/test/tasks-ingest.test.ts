import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listUsage } from "@platform/costops";
import { createTask, listBlocks, listTaskLogs, runTask, type TaskEvent } from "@platform/tasks";
import { createIndex, getIndex, searchText } from "@platform/vectors";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocks } from "../src/tasks/blocks/registry.ts";
import { vectorsOperations } from "../src/vectors/operations.ts";
import type { TestPlatform } from "./platform.ts";
import { startTasksPlatform } from "./tasks-platform.ts";
import { openTestEngines, type TestEngines } from "./vector-engines.ts";

let root: string;
let engines: TestEngines;
let platform: TestPlatform;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "platform-test-"));
  const docs = join(root, "docs");
  await mkdir(join(docs, "guide"), { recursive: true });
  await writeFile(join(docs, "cats.md"), "# Cats\n\nCats sleep a lot.\n\n## Food\n\nCats like to eat fish.");
  await writeFile(
    join(docs, "guide/dogs.html"),
    "<title>All of dogs</title><h1>Dogs</h1><p>Dogs bark at night.</p>",
  );
  await writeFile(join(docs, "birds.txt"), "Birds sing in the morning.");
  await writeFile(join(docs, "empty.md"), "\n");
  await writeFile(join(docs, "photo.png"), "x");
  engines = await openTestEngines();
  const url = new URL("../src/tasks/blocks/registry.ts", import.meta.url);
  platform = await startTasksPlatform({
    catalogue: { blocks, url, folders: [docs] },
    engines: engines.engines,
    operations: vectorsOperations,
  });
});
afterAll(async () => {
  await platform.stop();
  await engines.close();
  await rm(root, { recursive: true, force: true });
});

const wait = { intervalMs: 50, backoff: "fixed" } as const;
const block = "docs::ingest";

test("a folder becomes an index that answers, with where each passage is from", async () => {
  const events: TaskEvent[] = [];
  const inputs = { index: "animals", folder: join(root, "docs") };
  const onEvent = (event: TaskEvent) => void events.push(event);
  const task = await runTask(platform.client, { block, inputs }, { ...wait, onEvent });
  expect(task.result).toEqual({ files: 3, chunks: 4, skipped: 2, index: "animals" });
  const lines = events.flatMap((event) => (event.type === "log" ? [event.line] : []));
  expect(lines).toEqual([
    "skipped photo.png: its ending is not asked for",
    "birds.txt: 1 passage",
    "cats.md: 2 passages",
    "skipped empty.md: there is no text in it",
    "guide/dogs.html: 1 passage",
  ]);
  const percents = events.flatMap((event) => (event.type === "progress" ? [event.percent] : []));
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  expect(percents).toHaveLength(3);
  const { hits } = await searchText(platform.client, {
    index: "animals",
    query: "What do cats eat?",
    limit: 1,
  });
  expect(hits[0]).toMatchObject({
    text: "Cats like to eat fish.",
    metadata: { source: "cats.md", title: "Cats", heading: "Cats > Food", chunk: 1 },
  });
  const rows = await listUsage(platform.client, { runId: task.id }).all();
  expect(rows.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(["createIndex", "upsertTexts", "runTask"]),
  );
  expect(rows.every(({ cost }) => cost !== null)).toBe(true);
});

test("the same files again replace themselves; files can be sent, into an index that is there", async () => {
  const { client } = platform;
  await createIndex(client, { name: "sent" });
  const files = [{ name: "a.md", content: "# A\n\nOne.\n\nTwo." }];
  for (const content of ["First.", "Second."]) {
    const inputs = { index: "sent", files: [...files, { name: "b.txt", content }], chunkChars: 100 };
    expect((await runTask(client, { block, inputs }, wait)).result).toMatchObject({ files: 2, chunks: 2 });
  }
  expect((await getIndex(client, { index: "sent" })).count).toBe(2);
  const { hits } = await searchText(client, { index: "sent", query: "Second.", limit: 1 });
  expect(hits[0]?.text).toBe("Second.");
});

test("a task whose key may not write vectors fails with that reason", async () => {
  const { key } = await platform.addProject(["tasks:*"]);
  const inputs = { index: "forbidden", files: [{ name: "a.txt", content: "x" }] };
  await expect(runTask(platform.clientWith(key), { block, inputs }, wait)).rejects.toMatchObject({
    code: "scope_missing",
    message: "This needs a key with the scope vectors:write. Make one, or ask for it.",
    task: { attempt: 1 },
  });
});

const file = { name: "a.md", content: "x" };
test.each([
  ["inputs.index", {}],
  ["inputs.index", { index: "no spaces", files: [file] }],
  ["inputs.folder", { index: "a" }],
  ["inputs.folder", { index: "a", folder: "/etc" }],
  ["inputs.folder", { index: "a", folder: "/nowhere/at/all" }],
  ["inputs.files", { index: "a", files: [file], folder: "/etc" }],
  ["inputs.files", { index: "a", files: [] }],
  ["inputs.files.1.name", { index: "a", files: [file, file] }],
  ["inputs.chunkChars", { index: "a", files: [file], chunkChars: 5 }],
  ["inputs.overlapChars", { index: "a", files: [file], chunkChars: 100, overlapChars: 100 }],
  ["inputs.include.0", { index: "a", files: [file], include: ["*.md"] }],
])("inputs it cannot take are refused before a task is made: %s", async (param, inputs) => {
  const made = createTask(platform.client, { block, inputs });
  await expect(made).rejects.toMatchObject({ status: 400, code: "invalid_inputs", param });
});

test("listBlocks shows its inputs and result", async () => {
  const all = await listBlocks(platform.client).all();
  expect(all.find(({ id }) => id === block)).toMatchObject({
    inputs: {
      required: ["index"],
      additionalProperties: false,
      properties: { chunkChars: { type: "integer", default: 900, minimum: 100, maximum: 8_000 } },
    },
    result: { required: ["files", "chunks", "skipped", "index"] },
  });
  expect(
    await listTaskLogs(platform.client, { taskId: "task_none" })
      .all()
      .catch(({ code }) => code),
  ).toBe("task_not_found");
});
