import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@platform/core";
import { listUsage, usageTracker } from "@platform/costops";
import { fileSpool } from "@platform/costops/node";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
let folder: string;
let path: string;
let runId: string;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
});
afterAll(() => platform.stop());
beforeEach(async () => {
  runId = crypto.randomUUID();
  folder = await mkdtemp(join(tmpdir(), "platform-spool-"));
  path = join(folder, "usage");
});
afterEach(() => rm(folder, { recursive: true }));

const nowhere = () => createClient({ baseUrl: "http://127.0.0.1:9", apiKey: "k", retry: false });
const used = () => ({ provider: "acme", model: "large", units: { input_token: 3 }, runId });
const inLedger = async () =>
  (await listUsage(platform.client, { runId, limit: 1_000 }).all()).map(({ eventId }) => eventId);

/** A program of a user's, which prints an event's id once `record` has settled for it. */
async function program(body: string, until: (out: string) => boolean = () => false) {
  const code = `
    import { createClient } from "@platform/core";
    import { usageTracker } from "@platform/costops";
    import { fileSpool } from "@platform/costops/node";
    const client = createClient({ retry: false });
    const used = ${JSON.stringify(used())};
    ${body}`;
  const args = ["--conditions=platform-source", "--input-type=module", "-e", code];
  const child = spawn(process.execPath, args, {
    cwd: new URL("..", import.meta.url),
    env: { ...process.env, PLATFORM_BASE_URL: platform.url, PLATFORM_API_KEY: platform.project.key },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    out += part;
    if (until(out)) child.kill("SIGKILL");
  });
  const [exitCode, signal] = (await once(child, "close")) as [number | null, string | null];
  // The last line may be cut off.
  return { end: exitCode ?? signal, ids: out.split("\n").slice(0, -1) };
}

test("what a killed program was told is kept is sent by the next one, once", async () => {
  const endless = `
    const gone = createClient({ baseUrl: "http://127.0.0.1:9", apiKey: "k", retry: false });
    const tracker = usageTracker(gone, { spool: fileSpool(${JSON.stringify(path)}) });
    for (;;) await Promise.all([1, 2, 3].map(async () => console.log(await tracker.record(used))));`;
  const first = await program(endless, (out) => out.length > 4_000);
  const second = await program(endless, (out) => out.length > 4_000);
  expect([first.end, second.end]).toEqual(["SIGKILL", "SIGKILL"]);
  // Two at once take up what is there: each event is one of theirs.
  const trackers = [1, 2].map(() => usageTracker(platform.client, { spool: fileSpool(path) }));
  expect(await Promise.all(trackers.map((tracker) => tracker.close()))).toEqual([0, 0]);
  const recorded = await inLedger();
  expect(new Set(recorded).size).toBe(recorded.length);
  expect([...first.ids, ...second.ids].filter((id) => !recorded.includes(id))).toEqual([]);
  expect(first.ids.length).toBeGreaterThan(50);
  expect(await readdir(folder)).toEqual([]);
}, 120_000);

test("an orderly end while the server is gone leaves events to the next process", async () => {
  const dropped: unknown[] = [];
  const gone = usageTracker(nowhere(), { spool: fileSpool(path), onDrop: (...drop) => dropped.push(drop) });
  const ids = [await gone.record(used()), await gone.record(used())];
  expect(await gone.close(10)).toBe(2);
  expect(dropped).toEqual([]);
  const [name = ""] = await readdir(folder);
  expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  await using next = usageTracker(platform.client, { spool: fileSpool(path) });
  expect(await next.flush()).toBe(0);
  expect((await inLedger()).toSorted()).toEqual(ids.toSorted());
});

test("a living process keeps its file, and a line that was cut off spoils no other", async () => {
  const living = usageTracker(nowhere(), { spool: fileSpool(path) });
  await living.record(used());
  await using other = usageTracker(platform.client, { spool: fileSpool(path) });
  expect(await other.flush()).toBe(0);
  expect(await inLedger()).toEqual([]);
  await living.close(10);
  const [name = ""] = await readdir(folder);
  const event = { ...used(), eventId: `${runId}-2`, occurredAt: "2026-11-21T09:30:00Z" };
  await appendFile(join(folder, name), `${JSON.stringify({ add: event })}\n{"add":{"eventId":"torn`);
  await using next = usageTracker(platform.client, { spool: fileSpool(path) });
  expect(await next.flush()).toBe(0);
  expect(await inLedger()).toHaveLength(2);
});

test("the file is written anew while events come and go, and is empty when they have arrived", async () => {
  await using tracker = usageTracker(platform.client, { spool: fileSpool(path), flushMs: 3_600_000 });
  for (let n = 0; n < 3; n++) {
    await tracker.record(used());
    expect(await tracker.flush()).toBe(0);
  }
  const [name = ""] = await readdir(folder);
  await expect.poll(() => readFile(join(folder, name), "utf8")).toBe("");
});

test("a disk that refuses is told of, and the events are sent from memory", async () => {
  await writeFile(path, "");
  const errors: unknown[] = [];
  const spool = fileSpool(join(path, "no-folder"));
  const tracker = usageTracker(platform.client, { spool, onError: (error) => errors.push(error) });
  await tracker.record(used());
  expect(errors).toMatchObject([{ code: expect.stringMatching(/ENOTDIR|EEXIST/) }]);
  expect(await tracker.close()).toBe(0);
  expect(await inLedger()).toHaveLength(1);
});

test("a program that just ends has sent everything", async () => {
  const { end, ids } = await program(`
    const tracker = usageTracker(client);
    for (let n = 0; n < 250; n++) console.log(await tracker.record(used));`);
  expect(end).toBe(0);
  expect(ids).toHaveLength(250);
  expect((await inLedger()).toSorted()).toEqual(ids.toSorted());
}, 120_000);
