import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@platform/core";
import { listUsage } from "@platform/costops";
import { createSandbox, getSandbox } from "@platform/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { running, type ServerProcess, startProcess } from "./process.ts";
import { until } from "./sandbox-platform.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-restart-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const keyIn = (server: ServerProcess) => /plat_\w+/.exec(server.out())?.[0] ?? "";

/** Whether the host has a process with this command line. */
const hostRuns = (mark: string): boolean =>
  readdirSync("/proc").some((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith(`sleep\0${mark}`);
    } catch {
      return false;
    }
  });

test.each([
  ["SIGKILL", "31313"],
  ["SIGTERM", "32323"],
] as const)(
  "after a %s nothing runs, the row is lost, and its seconds are charged once",
  async (signal, mark) => {
    const environment = { PLATFORM_DATA_DIR: join(folder, signal) };
    const server = running(await startProcess(environment));
    const apiKey = keyIn(server);
    const client = createClient({ apiKey, baseUrl: server.url, runId: "cut", retry: false });
    const box = await createSandbox(client);
    await box.runCommand(`setsid sleep ${mark} >/dev/null 2>&1 &`);
    await until(async () => hostRuns(mark));
    await server.end(signal);
    const stoppedAt = Date.now();
    await until(async () => !hostRuns(mark));

    for (const _ of ["once", "twice"]) {
      const again = running(await startProcess(environment));
      const later = createClient({ apiKey, baseUrl: again.url });
      const info = await getSandbox(later, { sandboxId: box.id });
      expect(info.status).toBe("lost");
      expect(Date.parse(info.endedAt ?? "")).toBeLessThanOrEqual(stoppedAt);
      const rows = await listUsage(later, { runId: "cut", operation: "sandboxLifetime" }).all();
      const seconds = (Date.parse(info.endedAt ?? "") - Date.parse(info.createdAt)) / 1000;
      expect(rows).toMatchObject([
        { units: { sandbox_second: String(seconds) }, eventId: `sandbox:${box.id}` },
      ]);
      expect(rows[0]?.cost).not.toBeNull();
      expect(await again.end("SIGTERM")).toBe(0);
    }
  },
);
