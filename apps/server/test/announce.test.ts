import { mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { findLocalServer } from "@platform/core/node";
import { running, startProcess } from "./process.ts";

// It starts two servers, for which a busy machine needs a while.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-announce-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a server is found by its folder while it runs, and leaves nothing behind", async () => {
  const environment = { PLATFORM_DATA_DIR: folder, PLATFORM_HOST: "0.0.0.0" };
  const file = join(folder, "server.json");
  const server = running(await startProcess(environment));
  const baseUrl = server.url.replace("0.0.0.0", "127.0.0.1");
  const { version } = (await (await fetch(`${baseUrl}/version`)).json()) as { version: string };
  expect(await findLocalServer({ folder, ports: [] })).toEqual({ baseUrl, version });
  const ports = [Number(new URL(baseUrl).port)];
  expect(await findLocalServer({ folder: join(folder, "none"), ports })).toEqual({ baseUrl, version });

  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const written = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  expect(written).toEqual({ url: baseUrl, pid: server.child.pid, startedAt: expect.any(String) });
  expect(Date.parse(String(written["startedAt"]))).toBeLessThanOrEqual(Date.now());

  expect(await server.end("SIGTERM")).toBe(0);
  await expect(stat(file)).rejects.toThrow("ENOENT");
  expect(await findLocalServer({ folder, ports: [] })).toBeUndefined();

  const killed = running(await startProcess(environment));
  await killed.end("SIGKILL");
  await stat(file);
  expect(await findLocalServer({ folder, ports: [] })).toBeUndefined();
});

test("a server that cannot write there serves all the same, and says so", async () => {
  const own = join(folder, "taken");
  // A folder in the place of the file.
  await mkdir(join(own, "server.json", "full"), { recursive: true });
  const server = running(await startProcess({ PLATFORM_DATA_DIR: own }));
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(server.err() + server.out()).toContain("server.json cannot be written");
  expect(await server.end("SIGTERM")).toBe(0);
  expect(await readdir(own)).not.toContain(`server.json.${server.child.pid}`);
});
