import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  createApiKey,
  createToken,
  deleteApiKey,
  getInfo,
  getLimits,
  rotateApiKey,
  updateLimits,
  archiveProject,
  createMember,
  createProject,
  deleteMember,
  listMembers,
  updateMember,
} from "@platform/account";
import { createClient, type Client } from "@platform/core";
import { createBudget, createPrice, getBudget, getCosts, listUsage, submitUsage } from "@platform/costops";
import { createSandbox, getSandbox, killSandbox, runCommand } from "@platform/sandbox";
import { createTask, waitForTask } from "@platform/tasks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase, urlOf } from "./database.ts";
import { running, type ServerProcess, startProcess } from "./process.ts";
import { until } from "./sandbox-platform.ts";

let folder: string;
let database: TestDatabase;
let servers: ServerProcess[];
let clients: Client[];
let apiKey: string;

const environment = (name: string) => ({
  PLATFORM_DATA_DIR: join(folder, name),
  DATABASE_URL: urlOf(database.connection),
});
const start = async (name: string) => running(await startProcess(environment(name)));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-two-"));
  database = await openTestDatabase();
  // At one moment, on an empty database.
  servers = await Promise.all([start("a"), start("b")]);
  const keys = servers.flatMap((server) => /plat_\w+/.exec(server.out()) ?? []);
  expect(keys).toHaveLength(1);
  apiKey = keys[0] ?? "";
  clients = servers.map(clientOf);
});
afterAll(async () => {
  for (const server of servers ?? []) await server.end("SIGTERM");
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});
const clientOf = ({ url }: ServerProcess) => createClient({ apiKey, baseUrl: url, retry: false });
const at = (place: 0 | 1): Client => clients[place]!;

test("one event sent to both at once is one row, priced once", async () => {
  const event = { provider: "p", model: "m", units: { request: "1" }, eventId: "both" };
  const sent = await Promise.all(
    clients.flatMap((client) => [1, 2, 3].map(() => submitUsage(client, event))),
  );
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  const rows = await listUsage(at(1), { model: "m" }).all();
  expect(rows).toHaveLength(1);
});

test("one idempotency key at both at once takes effect once", async () => {
  const event = { provider: "p", model: "once", units: { request: "1" } };
  const options = { idempotencyKey: "shared-key" };
  const done = await Promise.allSettled(
    clients.flatMap((client) => [1, 2, 3].map(() => submitUsage(client, event, options))),
  );
  const ids = new Set(done.flatMap((one) => (one.status === "fulfilled" ? [one.value.id] : [])));
  expect(ids.size).toBe(1);
  expect(await listUsage(at(0), { model: "once" }).all()).toHaveLength(1);
});

test("one budget holds over both, to the cent", async () => {
  const price = { provider: "platform", model: "getCosts", unit: "request", amount: "1" };
  await createPrice(at(0), { ...price, effectiveFrom: "2026-01-02T00:00:00Z" });
  const runId = "shared-budget";
  const both = servers.map(({ url }) => createClient({ apiKey, baseUrl: url, retry: false, runId }));
  const { id: budgetId } = await createBudget(at(0), { name: "both", limit: "7.5", scope: { runId } });
  // By now the other one has heard of it.
  await sleep(1_000);
  const done = await Promise.allSettled(
    both.flatMap((client) => Array.from({ length: 20 }, () => getCosts(client))),
  );
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(7);
  expect(await getBudget(at(1), { budgetId })).toMatchObject({ spent: "7", reserved: "0", remaining: "0.5" });
});

test("one rate limit holds over both, to the request, and a change at one is known at the other", async () => {
  const { id: keyId, key } = await createApiKey(at(0), { name: "limited", scopes: ["costops:read"] });
  await updateLimits(at(0), { keyId, requestsPerMinute: 1, burst: 50 });
  const both = servers.map(({ url }) => createClient({ apiKey: key, baseUrl: url, retry: false }));
  const admitted = async () => {
    const done = await Promise.allSettled(
      both.flatMap((client) => Array.from({ length: 100 }, () => getInfo(client))),
    );
    const refused = done.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
    for (const error of refused) expect(error).toMatchObject({ status: 429, code: "rate_limited" });
    return done.length - refused.length;
  };
  expect(await admitted()).toBe(50);
  expect(await getLimits(at(1), { keyId })).toMatchObject({ rates: [{ burst: 50, remaining: 0 }] });
  await updateLimits(at(0), { keyId, burst: 80 });
  // By now both have heard of it.
  await sleep(1_000);
  expect(await admitted()).toBe(30);
});

test("a key rotated or deleted at one ends within a second at the other, and its tokens too", async () => {
  const ends = [
    (keyId: string) => deleteApiKey(at(0), { keyId }),
    (keyId: string) => rotateApiKey(at(0), { keyId, overlapSeconds: 0 }),
  ];
  for (const end of ends) {
    const { id, key } = await createApiKey(at(0), { name: "k", scopes: ["account:write", "costops:read"] });
    const maker = createClient({ apiKey: key, baseUrl: servers[0]!.url, retry: false });
    const { token } = await createToken(maker, { scopes: ["costops:read"] });
    const there = [key, token].map((text) =>
      createClient({ apiKey: text, baseUrl: servers[1]!.url, retry: false }),
    );
    // By now the other one remembers them.
    for (const client of there) await listUsage(client).first();
    await end(id);
    await sleep(1_000);
    for (const client of there) {
      await expect(listUsage(client).first()).rejects.toMatchObject({ status: 401, code: "api_key_invalid" });
    }
  }
});

test("a member's role and a project's end, changed at one, hold at the other within a second", async () => {
  const there = (key: string) => createClient({ apiKey: key, baseUrl: servers[1]!.url, retry: false });
  const { id: memberId } = await createMember(at(0), { email: "ada@example.com", role: "admin" });
  const { id: projectId } = await createProject(at(0), { name: "short" });
  const key = await createApiKey(at(0), { name: "k", scopes: ["*"], memberId });
  const { token } = await createToken(there(key.key), { scopes: ["costops:*"] });
  const gone = await createApiKey(at(0), { name: "k", scopes: ["*"], projectId });
  const event = { provider: "p", model: "m", units: { request: "1" } };
  // By now the other one remembers them.
  for (const text of [key.key, token, gone.key]) await submitUsage(there(text), event);

  await updateMember(at(0), { memberId, role: "auditor" });
  await archiveProject(at(0), { projectId });
  await sleep(1_000);
  for (const text of [key.key, token]) {
    await expect(submitUsage(there(text), event)).rejects.toMatchObject({ code: "scope_missing" });
    await listUsage(there(text)).first();
  }
  const ended = { status: 401, code: "api_key_invalid" };
  await expect(listUsage(there(gone.key)).first()).rejects.toMatchObject(ended);
  await deleteMember(at(0), { memberId });
  await sleep(1_000);
  for (const text of [key.key, token]) {
    await expect(listUsage(there(text)).first()).rejects.toMatchObject(ended);
  }
});

test("of two last owners, each demoted at another server at once, one is left", async () => {
  for (let round = 0; round < 5; round++) {
    const add = (name: string) =>
      createMember(at(0), { email: `${name}-${round}@example.com`, role: "owner" });
    const owners = [await add("one"), await add("two")];
    const done = await Promise.allSettled(
      owners.map(({ id: memberId }, place) => updateMember(clients[place]!, { memberId, role: "admin" })),
    );
    expect(done.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const left = await listMembers(at(1), { role: "owner" }).all();
    expect(left).toHaveLength(1);
    // The next round begins without owners, which no call would allow.
    await database.pool.query("delete from members where role = 'owner'");
  }
});

test("a task made at one is seen and awaited at the other, and runs once", async () => {
  const inputs = { index: "shared", files: [{ name: "a.md", content: "# Cats\n\nCats sleep." }] };
  const made = await createTask(at(0), { block: "docs::ingest", inputs });
  const task = await waitForTask(at(1), { taskId: made.id });
  expect(task).toMatchObject({ status: "completed", attempt: 1 });
});

test("a server leaves the sandboxes of another alone, also when it starts and stops", async () => {
  await using box = await createSandbox(at(0));
  const { id: sandboxId } = box;
  const there = { sandboxId, command: "true" };
  await expect(runCommand(at(1), there)).rejects.toMatchObject({ code: "sandbox_elsewhere", status: 503 });
  await servers[1]?.end("SIGTERM");
  servers[1] = await start("b");
  clients[1] = clientOf(servers[1]);
  expect(await runCommand(at(0), there)).toMatchObject({ exitCode: 0 });
});

test("a sandbox killed at the other server ends where it lives", async () => {
  const { id: sandboxId } = await createSandbox(at(0));
  await runCommand(at(0), { sandboxId, command: "setsid sleep 34343 >/dev/null 2>&1 &" });
  await until(async () => hostRuns("sleep\x0034343"));
  expect(await killSandbox(at(1), { sandboxId })).toMatchObject({ status: "killed" });
  expect(await getSandbox(at(0), { sandboxId })).toMatchObject({ status: "killed" });
  await until(async () => !hostRuns("sleep\x0034343"));
});

/** Whether the host has a process whose command line begins so. */
const hostRuns = (mark: string): boolean =>
  readdirSync("/proc").some((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith(mark);
    } catch {
      return false;
    }
  });
