import { chmod, mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerProcess, running, startProcess } from "./process.ts";

const slowServer = new URL("./slow-server.ts", import.meta.url);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-life-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const post = (server: ServerProcess, key: string, path: string, json: unknown) =>
  fetch(server.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(json),
  });
const keyIn = (server: ServerProcess) => /plat_\w+/.exec(server.out())?.[0] ?? "";

test("the first start shows the key once; a second server on the folder is refused", async () => {
  const environment = {
    PLATFORM_DATA_DIR: join(folder, "first"),
    PLATFORM_CHAT_MODEL: join(folder, "none.gguf"),
  };
  const server = running(await startProcess(environment));
  const file = join(folder, "first", "bootstrap-key");
  expect((await readFile(file, "utf8")).trim()).toBe(keyIn(server));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(server.out()).toMatch(/^Missing: .*PLATFORM_CHAT_MODEL/m);

  const second = await startProcess(environment);
  expect(second).toMatchObject({ code: 1 });
  expect(second.err).toMatch(/Another server \(process \d+\) uses .*PLATFORM_DATA_DIR/);

  expect(await server.end("SIGTERM")).toBe(0);
  const again = running(await startProcess(environment));
  expect(keyIn(again)).toBe("");
  expect(again.out()).toContain(file);
  expect(server.err() + again.err()).not.toContain("plat_");
  expect(await again.end("SIGINT")).toBe(0);
});

test("kill -9 loses no acknowledged row, leaves no PostgreSQL, and the next start takes over", async () => {
  const environment = { PLATFORM_DATA_DIR: join(folder, "killed") };
  const server = running(await startProcess(environment, { script: slowServer }));
  const key = keyIn(server);
  const pidFile = join(folder, "killed", "postgres", "data", "postmaster.pid");
  const [postmaster] = (await readFile(pidFile, "utf8")).split("\n");
  const acknowledged: string[] = [];
  const writers = Array.from({ length: 4 }, async () => {
    for (;;) {
      const response = await post(server, key, "/v1/boxes", { template: "kept" });
      acknowledged.push(((await response.json()) as { id: string }).id);
    }
  });
  const silenced = Promise.allSettled(writers);
  while (acknowledged.length < 50) await sleep(10);
  expect(await server.end("SIGKILL")).toBe("SIGKILL");
  await silenced;

  const again = running(await startProcess(environment, { script: slowServer }));
  const response = await fetch(`${again.url}/v1/boxes?limit=100`, { headers: { "x-api-key": key } });
  const { data } = (await response.json()) as { data: { id: string }[] };
  const kept = new Set(data.map(({ id }) => id));
  expect(acknowledged.slice(0, 50).filter((id) => !kept.has(id))).toEqual([]);
  await expect(stat(`/proc/${postmaster}`)).rejects.toThrow("ENOENT");
  expect(await again.end("SIGTERM")).toBe(0);
});

test("a stop lets calls finish and ends streams with an error that can be retried", async () => {
  const environment = { PLATFORM_DATA_DIR: join(folder, "stopped") };
  const server = running(await startProcess(environment, { script: slowServer }));
  const key = keyIn(server);
  const call = post(server, key, "/v1/slow", { template: "a", memoryMb: 700 });
  const stream = await post(server, key, "/v1/count", { upTo: 100_000 });
  await sleep(200);
  const ended = server.end("SIGTERM");
  const text = await stream.text();
  expect(text).toContain('"code":"server_stopping"');
  expect(text).toContain('"retryable":true');
  expect(text).not.toContain("[DONE]");
  expect((await call).status).toBe(200);
  expect(await ended).toBe(0);
});

test.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const)("a second %s ends at once with its own code", async (signal, code) => {
  const environment = { PLATFORM_DATA_DIR: join(folder, signal) };
  const server = running(await startProcess(environment, { script: slowServer }));
  const call = post(server, keyIn(server), "/v1/slow", { template: "a", memoryMb: 60_000 }).catch(
    () => "cut",
  );
  await sleep(200);
  server.child.kill(signal);
  while (!server.err().includes("stopping")) await sleep(10);
  expect(await server.end(signal)).toBe(code);
  expect(await call).toBe("cut");
});

test("settings that are wrong end the start with the whole list", async () => {
  const environment = {
    PLATFORM_DATA_DIR: join(folder, "x"),
    PLATFORM_PROT: "1",
    PLATFORM_LOG_LEVEL: "loud",
  };
  const ended = await startProcess(environment);
  expect(ended).toMatchObject({ code: 1 });
  expect(ended.err).toContain("PLATFORM_PROT is not a setting. Did you mean PLATFORM_PORT?");
  expect(ended.err).toContain("PLATFORM_LOG_LEVEL must be one of");
});

test("the data folder may lie below one that only its owner can enter", async () => {
  const locked = join(folder, "locked");
  await mkdir(locked);
  await chmod(locked, 0o700);
  const server = running(await startProcess({ PLATFORM_DATA_DIR: join(locked, "data") }));
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(await server.end("SIGTERM")).toBe(0);
});
