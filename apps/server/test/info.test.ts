import { account, createApiKey, createToken, deleteApiKey, getInfo, getReadiness } from "@platform/account";
import { createClient } from "@platform/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { run } from "./database.ts";
import { openInference } from "./inference.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { startWholePlatform } from "./whole-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform([...accountOperations, ...costopsOperations, ...inferenceOperations]);
});
afterAll(() => platform.stop());

const nameless = () => createClient({ baseUrl: platform.url, apiKey: "", retry: false });

test("any key is told whom it acts for, and never itself", async () => {
  const { organizationId, projectId } = platform.project;
  const expiresAt = "2090-01-01T00:00:00.000Z";
  const { id, key, prefix } = await createApiKey(platform.client, {
    ...{ name: "who", scopes: ["costops:read"], expiresAt },
  });
  const answer = await platform.call("/v1/info", { key });
  expect(answer.status).toBe(200);
  const text = await answer.text();
  expect(text).not.toContain(key);
  const info = JSON.parse(text) as unknown;
  expect(info).toEqual(await account(platform.clientWith(key)).info());
  expect(info).toMatchObject({
    version: "0.0.0",
    organization: { id: organizationId, name: "test" },
    project: { id: projectId, name: "test" },
    key: { id, name: "who", prefix, scopes: ["costops:read"], expiresAt },
  });
});

test("a token is told of itself, a stranger of its own", async () => {
  const { token, expiresAt } = await createToken(platform.client, { scopes: ["costops:read"] });
  const { key, project } = await getInfo(platform.clientWith(token));
  expect(key).toMatchObject({
    name: "token",
    prefix: token.slice(0, 11),
    scopes: ["costops:read"],
    expiresAt,
  });
  expect(project.id).toBe(platform.project.projectId);
  const { organization } = await getInfo(await platform.stranger([]));
  expect(organization.id).not.toBe(platform.project.organizationId);
});

test("without a key in force nothing is told", async () => {
  await expect(getInfo(nameless())).rejects.toMatchObject({ code: "missing_api_key" });
  expect((await platform.call("/v1/info", { key: "" })).status).toBe(401);
  const { id: keyId, key } = await createApiKey(platform.client, { name: "gone", scopes: ["*"] });
  await deleteApiKey(platform.client, { keyId });
  await expect(getInfo(platform.clientWith(key))).rejects.toMatchObject({ status: 401 });
});

test("domains that are served are named, with what they lack", async () => {
  const { domains } = await getInfo(platform.client);
  const lacking = "The test has no such engine. Give the test one.";
  expect(domains).toEqual([
    { name: "account", ok: true, reason: null },
    { name: "costops", ok: true, reason: null },
    { name: "inference", ok: false, reason: `${lacking} ${lacking}` },
    { name: "organization", ok: true, reason: null },
  ]);
});

test("a domain works while one of its engines does, and says what the other lacks", async () => {
  const opened = await openInference({ brokenEncoder: true, gguf: "scripted" });
  const { chat, embedding } = opened.engines;
  const half = await startTestPlatform([...accountOperations, ...inferenceOperations], { chat, embedding });
  const { domains } = await getInfo(half.client);
  const lacking = embedding.ok ? "" : `${embedding.reason} ${embedding.fix}`;
  expect(lacking).not.toBe("");
  expect(domains.find(({ name }) => name === "inference")).toEqual({
    ...{ name: "inference", ok: true, reason: expect.stringContaining(lacking) },
  });
  await half.stop();
  await opened.close();
});

test("a server that works is ready, whatever engines it lacks", async () => {
  const state = await getReadiness(nameless());
  expect(state).toMatchObject({ ready: true, stopping: false, database: { ok: true, reason: null } });
  expect(state.engines.find(({ name }) => name === "sandbox")).toEqual({
    ...{ name: "sandbox", ok: false, reason: "The test has no such engine. Give the test one." },
  });
});

test("without its database it is not, says so, and is again when that is back", async () => {
  const other = await startTestPlatform(accountOperations);
  const { connection } = other.database;
  const admin = { ...connection, database: "postgres" };
  const client = createClient({ baseUrl: other.url, apiKey: "", retry: false });
  await run(admin, `alter database ${connection.database} with allow_connections false`);
  await run(
    admin,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${connection.database}'`,
  );
  const away = { ok: false, reason: "The database does not answer." };
  expect(await getReadiness(client)).toMatchObject({ ready: false, stopping: false, database: away });
  expect((await other.call("/readyz")).status).toBe(503);
  await run(admin, `alter database ${connection.database} with allow_connections true`);
  expect(await getReadiness(client)).toMatchObject({ ready: true, database: { ok: true } });
  expect((await other.call("/readyz")).status).toBe(200);
  await other.stop();
});

test("a server that stops says so to whoever asks, and takes nothing else", async () => {
  const whole = await startWholePlatform();
  whole.refuse();
  const answers = await Promise.all(
    ["/v1/readiness", "/readyz", "/v1/health", "/v1/info"].map((path) => whole.ask("GET", path)),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 503, 503, 503]);
  expect(await answers[0]!.json()).toMatchObject({ ready: false, stopping: true, database: { ok: true } });
  await whole.stop();
});
