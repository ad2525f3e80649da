import {
  AuthenticationError,
  ConflictError,
  createClient,
  NotFoundError,
  PermissionError,
} from "@platform/core";
import { listUsage } from "@platform/costops";
import {
  createSandbox,
  getSandbox,
  killSandbox,
  listSandboxes,
  runCode,
  sandbox,
  type SandboxHandle,
} from "@platform/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sandboxOperations } from "../src/sandbox/operations.ts";
import { startTestPlatform } from "./platform.ts";
import { type SandboxPlatform, startSandboxPlatform, until } from "./sandbox-platform.ts";

const never = new AbortController().signal;

let platform: SandboxPlatform;
beforeAll(async () => {
  platform = await startSandboxPlatform();
});
afterAll(() => platform.stop());

test("a sandbox is made, shown, listed, and killed at the end of its block", async () => {
  const { client } = platform;
  let id: string;
  {
    await using box = await platform.box({ size: "medium", ttlMinutes: 5, labels: { team: "a" } });
    id = box.id;
    expect(box).toMatchObject({ status: "running", template: "python", size: "medium", endedAt: null });
    expect(box.labels).toEqual({ team: "a" });
    expect(box.isolation).toContain("bubblewrap");
    expect(Date.parse(box.expiresAt) - Date.parse(box.createdAt)).toBe(300_000);
    expect(await getSandbox(client, { sandboxId: id })).toEqual(
      JSON.parse(JSON.stringify({ ...box, files: undefined })),
    );
    expect((await listSandboxes(client, { status: "running" }).all()).map((box) => box.id)).toContain(id);
  }
  const ended = await getSandbox(client, { sandboxId: id });
  expect(ended.status).toBe("killed");
  expect(await platform.engine.list(never)).not.toContain(id);
  expect(await killSandbox(client, { sandboxId: id })).toEqual(ended);
  expect((await listSandboxes(client, { status: "killed", limit: 1 }).all())[0]?.id).toBe(id);
});

test("the sizes are what the package says, as far as the machine goes", async () => {
  await using box = await platform.box({ size: "large" });
  if (platform.engine.capabilities.memoryLimit) {
    const out = await box.runCode("x = b'x' * (1400 << 20); print(len(x) >> 20)");
    expect(out.stdout).toBe("1400\n");
  }
  expect((await box.runCommand("df -m --output=size /home/user | tail -1")).stdout.trim()).toBe("512");
});

test("an unknown template is refused with the list of them", async () => {
  const refused = createSandbox(platform.client, { template: "cobol" });
  await expect(refused).rejects.toMatchObject({ code: "unknown_template", param: "template", status: 400 });
  await expect(refused).rejects.toThrow("python, node, base");
});

test("whatever is asked of an ended sandbox, the answer says how it ended", async () => {
  const box = await platform.box();
  await box.kill();
  const asks = [
    () => box.runCode("1"),
    () => box.runCommand("true"),
    () => box.files.write("a", "b"),
    () => box.files.read("a"),
    () => box.files.list().all(),
    () => box.files.remove("a"),
    () => box.files.upload("a", "b"),
    () => box.files.download("a"),
  ];
  for (const ask of asks) {
    const answer = ask();
    await expect(answer).rejects.toBeInstanceOf(ConflictError);
    await expect(answer).rejects.toMatchObject({
      code: "sandbox_ended",
      param: "sandboxId",
      retryable: false,
    });
    await expect(answer).rejects.toThrow("was killed");
  }
});

test("a sandbox killed under a running program ends that with the reason", async () => {
  const box = await platform.box();
  const run = box.runCommand("touch begun; sleep 1000", { timeoutMs: 60_000 });
  const ended = expect(run).rejects.toMatchObject({ code: "sandbox_ended", status: 409 });
  await until(async () => (await box.files.list().all()).length > 0);
  await box.kill();
  await ended;
});

test("a sandbox that has gone by itself is lost, and the first to ask is told so", async () => {
  const { client, engine } = platform;
  const asks = [
    (box: SandboxHandle) => box.runCode("1"),
    (box: SandboxHandle) => box.runCommand("true"),
    (box: SandboxHandle) => box.files.read("a"),
  ];
  for (const ask of asks) {
    const box = await platform.box();
    await engine.kill(box.id, never);
    await expect(ask(box)).rejects.toMatchObject({ code: "sandbox_ended", status: 409 });
    expect((await getSandbox(client, { sandboxId: box.id })).status).toBe("lost");
    expect(await platform.lifetimes(box.id)).toHaveLength(1);
  }
});

test("when nobody asks, it is found lost all the same, and its unseen time is not charged", async () => {
  const box = await platform.box();
  const seen = new Date(Date.now() - 60_000);
  await platform.engine.kill(box.id, never);
  await platform.change(box.id, { createdAt: new Date(seen.getTime() - 1_234), meteredUntil: seen });
  await until(async () => (await getSandbox(platform.client, { sandboxId: box.id })).status === "lost");
  expect(await platform.lifetimes(box.id)).toMatchObject([{ units: { sandbox_second: "1.234" } }]);
});

test("a sandbox that no row speaks for is killed", async () => {
  const id = "sbx_nobodys";
  await platform.engine.create(
    { id, env: {}, limits: { memoryMb: 64, cpus: 1, pids: 16, diskMb: 8 } },
    never,
  );
  await until(async () => !(await platform.engine.list(never)).includes(id));
  await expect(platform.engine.listFiles(id, ".", never)).rejects.toMatchObject({ code: "not_found" });
});

test("time up: the sandbox is taken down by itself and said to have expired", async () => {
  const box = await platform.box();
  const run = box.runCommand("sleep 1000", { timeoutMs: 60_000 });
  const ended = expect(run).rejects.toMatchObject({ code: "sandbox_ended" });
  await platform.change(box.id, { expiresAt: new Date() });
  await ended;
  await until(async () => !(await platform.engine.list(never)).includes(box.id));
  const info = await getSandbox(platform.client, { sandboxId: box.id });
  expect(info).toMatchObject({ status: "expired", endedAt: info.expiresAt });
  await expect(box.runCode("1")).rejects.toThrow("reached the end of its time");
});

test("its seconds are in the ledger once, priced, whoever ends it and however many do", async () => {
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, runId: "seconds" });
  const box = await platform.box({ size: "large" }, client);
  const kills = Array.from({ length: 10 }, () => killSandbox(platform.client, { sandboxId: box.id }));
  const infos = await Promise.all([
    ...kills,
    platform.change(box.id, { expiresAt: new Date(Date.now() + 5) }),
  ]);
  expect(new Set(infos.slice(0, 10).map((info) => info?.endedAt)).size).toBe(1);
  const [row, ...more] = await platform.lifetimes(box.id);
  expect(more).toEqual([]);
  const { createdAt, endedAt } = await getSandbox(client, { sandboxId: box.id });
  const seconds = (Date.parse(endedAt ?? "") - Date.parse(createdAt)) / 1000;
  expect(row).toMatchObject({
    operation: "sandboxLifetime",
    provider: "platform",
    model: "large",
    units: { sandbox_second: String(seconds) },
    runId: "seconds",
    durationMs: Math.round(seconds * 1000),
    priceIds: ["prc_default_sandbox_second_large"],
  });
  expect(row?.apiKeyId).toMatch(/^key_/);
  expect(Number(row?.cost)).toBeCloseTo((seconds * 0.2) / 3600, 9);
});

test("every operation leaves one priced row of its run", async () => {
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, runId: "metered" });
  const { sandboxes, ...bound } = sandbox(client);
  const { id: sandboxId } = await sandboxes.create();
  await sandboxes.get({ sandboxId });
  await sandboxes.list().first();
  await bound.runCode({ sandboxId, code: "1" });
  await bound.runCommand({ sandboxId, command: "true" });
  await bound.files.write({ sandboxId, path: "a", content: "b" });
  await bound.files.read({ sandboxId, path: "a" });
  await bound.files.list({ sandboxId }).first();
  await bound.files.upload({ sandboxId, path: "c" }, "d");
  await bound.files.download({ sandboxId, path: "c" });
  await bound.files.remove({ sandboxId, path: "c" });
  await sandboxes.kill({ sandboxId });
  const rows = await listUsage(platform.client, { runId: "metered" }).all();
  const names = sandboxOperations.map(({ contract }) => contract.name);
  expect(rows.map(({ operation }) => operation).toSorted()).toEqual([...names, "sandboxLifetime"].toSorted());
  expect(rows.every(({ cost }) => cost !== null)).toBe(true);
});

test("the same creation twice makes one sandbox", async () => {
  const idempotencyKey = crypto.randomUUID();
  const first = await createSandbox(platform.client, {}, { idempotencyKey });
  const again = await createSandbox(platform.client, {}, { idempotencyKey });
  expect(again.id).toBe(first.id);
  const ran = { idempotencyKey: crypto.randomUUID() };
  await first.runCommand("echo once >> log", {}, ran);
  await first.runCommand("echo once >> log", {}, ran);
  expect((await first.files.read("log")).content).toBe("once\n");
  await first.kill();
});

test("twenty at once: each runs its own, and none is left", async () => {
  const numbers = Array.from({ length: 20 }, (_, n) => n);
  const outs = await Promise.all(
    numbers.map(async (n) => {
      await using box = await platform.box({ env: { N: String(n) } });
      return (await box.runCode("import os; print(os.environ['N'])")).stdout;
    }),
  );
  expect(outs).toEqual(numbers.map((n) => `${n}\n`));
  expect(await platform.engine.list(never)).toEqual([]);
});

test("another organization's sandbox is a 404 in every operation, and stays", async () => {
  const box = await platform.box();
  const { sandboxes, ...bound } = sandbox(await platform.stranger());
  const where = { sandboxId: box.id };
  const asks = [
    () => sandboxes.get(where),
    () => sandboxes.kill(where),
    () => bound.runCode({ ...where, code: "1" }),
    () => bound.runCommand({ ...where, command: "true" }),
    () => bound.files.write({ ...where, path: "a", content: "b" }),
    () => bound.files.read({ ...where, path: "a" }),
    () => bound.files.list(where).all(),
    () => bound.files.remove({ ...where, path: "a" }),
    () => bound.files.upload({ ...where, path: "a" }, "b"),
    () => bound.files.download({ ...where, path: "a" }),
  ];
  for (const ask of asks) {
    const answer = ask();
    await expect(answer).rejects.toBeInstanceOf(NotFoundError);
    await expect(answer).rejects.toMatchObject({ code: "sandbox_not_found", param: "sandboxId" });
  }
  expect(await sandboxes.list().all()).toEqual([]);
  expect((await box.runCode("print(1)")).stdout).toBe("1\n");
  await box.kill();
});

test("a wrong key and a missing scope are refused", async () => {
  await expect(createSandbox(platform.clientWith("plat_wrong"))).rejects.toBeInstanceOf(AuthenticationError);
  const reader = await platform.stranger(["sandbox:read"]);
  await expect(createSandbox(reader)).rejects.toBeInstanceOf(PermissionError);
  await expect(runCode(reader, { sandboxId: "sbx_x", code: "1" })).rejects.toBeInstanceOf(PermissionError);
  await expect(listSandboxes(await platform.stranger(["costops:*"])).first()).rejects.toBeInstanceOf(
    PermissionError,
  );
});

test.each([
  ["size", { size: "huge" }],
  ["ttlMinutes", { ttlMinutes: 0 }],
  ["ttlMinutes", { ttlMinutes: 1.5 }],
  ["env.1X", { env: { "1X": "a" } }],
  ["labels.a", { labels: { a: 1 } }],
  ["surprise", { surprise: 1 }],
])("the server itself refuses a bad %s", async (param, json) => {
  const response = await platform.call("/v1/sandboxes", { json });
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: object }).error).toMatchObject({
    param,
    code: "invalid_params",
  });
});

test("without an engine the answer is a 503 with reason and fix, and no row is left", async () => {
  const bare = await startTestPlatform(sandboxOperations);
  const refused = createSandbox(bare.client);
  await expect(refused).rejects.toMatchObject({ code: "engine_unavailable", status: 503, retryable: false });
  await expect(refused).rejects.toThrow("The test has no such engine. Give the test one.");
  expect(await listSandboxes(bare.client).all()).toEqual([]);
  await bare.stop();
});
