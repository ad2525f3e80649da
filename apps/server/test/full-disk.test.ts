import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type Client } from "@platform/core";
import { listUsage, submitUsage } from "@platform/costops";
import { createTask } from "@platform/tasks";
import { createIndex, deleteIndex, searchVectors, upsertVectors } from "@platform/vectors";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { running, type ServerProcess, startProcess } from "./process.ts";

const canMount = process.platform === "linux" && process.getuid?.() === 0 && mounts();
if (!canMount)
  console.warn("full-disk.test.ts is skipped: it mounts a small disk, which only root on Linux may.");

function mounts(): boolean {
  try {
    execFileSync("unshare", ["--mount", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!canMount)("a full disk", () => {
  let folder: string;
  let server: ServerProcess;
  let client: Client;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "platform-full-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256m", "tmpfs", folder]);
    server = running(await startProcess({ PLATFORM_DATA_DIR: join(folder, "data") }));
    const apiKey = /plat_\w+/.exec(server.out())?.[0] ?? "";
    client = createClient({ apiKey, baseUrl: server.url, retry: false });
  });
  afterAll(async () => {
    await server?.end("SIGTERM");
    execFileSync("umount", ["--lazy", folder]);
    await rm(folder, { recursive: true, force: true });
  });

  const fill = (name: string, mib: number) => {
    const file = openSync(join(folder, name), "w");
    try {
      for (let i = 0; i < mib; i++) writeSync(file, Buffer.alloc(1024 * 1024));
    } catch {
      // Full, as wanted.
    } finally {
      closeSync(file);
    }
  };
  const event = (eventId: string) =>
    submitUsage(client, { provider: "p", model: "m", units: { a: "1" }, eventId });
  const vectors = [{ id: "v", values: [1, 2, 3] }];

  test("writing is refused with its reason, reading and removing go on, and all works again with space", async () => {
    await createIndex(client, { name: "first", dimension: 3 });
    await createIndex(client, { name: "second", dimension: 3 });
    await upsertVectors(client, { index: "first", vectors });
    await event("before");

    fill("filler", 256);
    const full = { code: "storage_full", status: 503, retryable: true };
    await expect(event("refused")).rejects.toMatchObject(full);
    await expect(upsertVectors(client, { index: "first", vectors })).rejects.toMatchObject(full);
    await expect(createIndex(client, { name: "third", dimension: 3 })).rejects.toMatchObject(full);
    const inputs = { index: "docs", files: [{ name: "a.md", content: "a" }] };
    await expect(createTask(client, { block: "docs::ingest", inputs })).rejects.toMatchObject(full);
    expect((await listUsage(client, { provider: "p" }).all()).map(({ eventId }) => eventId)).toEqual([
      "before",
    ]);
    const { hits } = await searchVectors(client, { index: "first", vector: [1, 2, 3] });
    expect(hits.map(({ id }) => id)).toEqual(["v"]);
    await deleteIndex(client, { index: "second" });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

    rmSync(join(folder, "filler"));
    await event("after");
    await upsertVectors(client, { index: "first", vectors: [{ id: "w", values: [3, 2, 1] }] });
    const found = await searchVectors(client, { index: "first", vector: [3, 2, 1] });
    expect(found.hits.map(({ id }) => id).toSorted()).toEqual(["v", "w"]);
    expect(server.child.exitCode).toBeNull();
  });
});
