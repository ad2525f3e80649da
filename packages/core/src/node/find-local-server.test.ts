import { getEventListeners } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { failure, json, serve, type TestServer } from "../../test/server.ts";
import { findLocalServer } from "../node.ts";

// That the real server is found is shown beside it, in apps/server/test/announce.test.ts.
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "core-find-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const tell = (content: unknown) =>
  writeFileSync(join(folder, "server.json"), typeof content === "string" ? content : JSON.stringify(content));
const ours = () => serve((response) => json(response, { name: "platform", version: "1.2.3" }));
const portOf = ({ url }: TestServer) => Number(new URL(url).port);

test("what is written in the folder counts before the ports, and the folder may be named by the environment", async () => {
  await using first = await ours();
  await using second = await ours();
  tell({ url: first.url, pid: process.pid });
  const ports = [portOf(second)];
  expect(await findLocalServer({ folder, ports })).toEqual({ baseUrl: first.url, version: "1.2.3" });
  vi.stubEnv("PLATFORM_DATA_DIR", folder);
  expect((await findLocalServer({ ports }))?.baseUrl).toBe(first.url);
  expect(second.seen).toEqual([]);
  expect(first.seen[0]?.url).toBe("/version");
  expect(first.seen[0]?.headers.authorization).toBeUndefined();
});

test.each([
  ["", "nothing"],
  ["{", "half a file"],
  ["null", "null"],
  [{ pid: process.pid }, "no address"],
  [{ url: "file:///etc", pid: process.pid }, "another protocol"],
  [{ url: "http://user@127.0.0.1:1", pid: process.pid }, "a user"],
])("a file of %j (%s) counts as none, and the ports are tried", async (...[content]) => {
  await using server = await ours();
  tell(content);
  expect((await findLocalServer({ folder, ports: [1, portOf(server)] }))?.baseUrl).toBe(server.url);
});

test.each([0, -1, 2 ** 22 + 1, "1"])("a server whose process %j is gone is not asked", async (pid) => {
  await using server = await ours();
  tell({ url: server.url, pid });
  expect(await findLocalServer({ folder, ports: [] })).toBeUndefined();
  expect(server.seen).toEqual([]);
});

test("other services are not taken for ours", async () => {
  await using server = await serve((response, _, count) => {
    if (count === 1) return json(response, { name: "other", version: "1" });
    if (count === 2) return response.writeHead(302, { location: "/version" }).end();
    if (count === 3) return response.end("<html>");
    if (count === 4) return json(response, null);
    return undefined;
  });
  const ports = Array<number>(5).fill(portOf(server));
  expect(await findLocalServer({ folder, ports, timeoutMs: 50 })).toBeUndefined();
  expect(server.seen).toHaveLength(5);
});

test("an abort ends the search, and no listener stays", async () => {
  await using server = await serve((_, __, count) => void (count === 1 && controller.abort()));
  const controller = new AbortController();
  const { signal } = controller;
  const options = { folder, ports: [portOf(server), portOf(server)], timeoutMs: 60_000, signal };
  expect(await failure(findLocalServer(options))).toMatchObject({ name: "AbortedError" });
  expect(await failure(findLocalServer(options))).toMatchObject({ name: "AbortedError" });
  expect(server.seen).toHaveLength(1);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
