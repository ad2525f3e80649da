import {
  archiveProject,
  createApiKey,
  createMember,
  createProject,
  createTicket,
  createToken,
  createWebhook,
  deleteMember,
  getOrganization,
  getProject,
  listApiKeys,
  listAuditEvents,
  listProjects,
  sendTestEvent,
  updateMember,
  updateOrganization,
  updateProject,
} from "@platform/account";
import { type Client, createClient } from "@platform/core";
import { createBudget, getCosts, listUsage, submitUsage } from "@platform/costops";
import { createTask, getTask, stopTask } from "@platform/tasks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { startSending } from "../src/account/webhooks/sending/start-sending.ts";
import { redeemTicket } from "../src/keys/redeem-ticket.ts";
import { createLog } from "../src/log/create-log.ts";
import { reserveSandbox } from "../src/sandbox/reserve-sandbox.ts";
import { sandboxes } from "../src/store/schema/index.ts";
import { tenant } from "../src/store/tenant.ts";
import { expectSoon, outcomeOf } from "./organization-actors.ts";
import type { TestPlatform } from "./platform.ts";
import { anySandbox } from "./rows.ts";
import { startTasksPlatform } from "./tasks-platform.ts";
import { startReceiver } from "./webhook-receiver.ts";

let platform: TestPlatform;
let client: Client;
beforeAll(async () => {
  platform = await startTasksPlatform({ operations: accountOperations });
  client = platform.client;
});
afterAll(() => platform.stop());

let made = 0;
/** A new project, and a key in it that may do everything. */
async function newProject() {
  const project = await createProject(client, { name: `project ${++made}` });
  const { key, id } = await createApiKey(client, { name: "k", scopes: ["*"], projectId: project.id });
  return { ...project, key, keyId: id, client: platform.clientWith(key) };
}

test("an organization is read and renamed by its own keys, and by nobody else's", async () => {
  const { organizationId: id } = platform.project;
  expect(await getOrganization(client)).toMatchObject({ id, name: "test" });
  expect(await updateOrganization(client, { name: "Acme" })).toMatchObject({ id, name: "Acme" });
  const stranger = await platform.stranger();
  expect(await getOrganization(stranger)).toMatchObject({ name: "test" });
  expect((await getOrganization(stranger)).id).not.toBe(id);
});

test("a project is made, read, listed and renamed; a key made for it acts in it alone", async () => {
  const one = await createProject(client, { name: "search" });
  expect(one).toMatchObject({ name: "search", status: "active", archivedAt: null });
  expect(await getProject(client, { projectId: one.id })).toEqual(one);
  expect(await listProjects(client).all()).toContainEqual(one);
  const { key, ...shown } = await createApiKey(client, { name: "k", scopes: ["*"], projectId: one.id });
  expect(shown).toMatchObject({ projectId: one.id, memberId: null });
  const there = platform.clientWith(key);
  await submitUsage(there, { provider: "p", model: "there", units: { request: 1 } });
  expect(await listUsage(there, { model: "there" }).all()).toHaveLength(1);
  expect(await listUsage(client, { model: "there" }).all()).toEqual([]);
  expect(await listApiKeys(client, { projectId: one.id }).all()).toMatchObject([{ id: shown.id }]);
  expect((await listApiKeys(client).all()).map(({ id }) => id)).not.toContain(shown.id);
  expect(await updateProject(client, { projectId: one.id, name: "find" })).toMatchObject({ name: "find" });
});

test("a name is of one active project, whoever takes it at once", async () => {
  const taken = { status: 409, code: "project_exists", param: "name" };
  const all = await Promise.allSettled([1, 2, 3, 4].map(() => createProject(client, { name: "twice" })));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const one of all) if (one.status === "rejected") expect(one.reason).toMatchObject(taken);
  const { id: projectId } = await newProject();
  await expect(updateProject(client, { projectId, name: "twice" })).rejects.toMatchObject(taken);
  // In another organization it is free.
  await createProject(await platform.stranger(), { name: "twice" });
});

test("a repeated request makes one project", async () => {
  const options = { idempotencyKey: "project-once" };
  const [one, two] = [
    await createProject(client, { name: "once" }, options),
    await createProject(client, { name: "once" }, options),
  ];
  expect(two).toEqual(one);
});

test("what reaches beyond one project asks for the organization", async () => {
  const { id: projectId } = await newProject();
  const { key } = await createApiKey(client, { name: "k", scopes: ["account:*", "costops:*"] });
  const narrow = platform.clientWith(key);
  const refused = "403 scope_missing";
  expect(await outcomeOf(createApiKey(narrow, { name: "x", scopes: ["costops:read"], projectId }))).toBe(
    refused,
  );
  for (const call of [
    () => getOrganization(narrow),
    () => updateOrganization(narrow, { name: "mine" }),
    () => createProject(narrow, { name: "mine" }),
    () => listProjects(narrow).first(),
    () => getProject(narrow, { projectId }),
    () => updateProject(narrow, { projectId, name: "mine" }),
    () => archiveProject(narrow, { projectId }),
    () => listApiKeys(narrow, { projectId }).first(),
    () => listAuditEvents(narrow, { everyProject: true }).first(),
    () => getCosts(narrow, { everyProject: true }),
  ]) {
    expect(await outcomeOf(call())).toBe(refused);
  }
  const noted = await listAuditEvents(client, { operation: "createProject", outcome: "refused" }).all();
  expect(noted).toMatchObject([{ code: "scope_missing" }]);
});

test("another organization's project is not found, by whatever way", async () => {
  const { id: projectId } = await newProject();
  const stranger = await platform.stranger();
  const missing = "404 project_not_found";
  for (const id of [projectId, "prj_none"]) {
    for (const call of [
      () => getProject(stranger, { projectId: id }),
      () => updateProject(stranger, { projectId: id, name: "theirs" }),
      () => archiveProject(stranger, { projectId: id }),
      () => listApiKeys(stranger, { projectId: id }).first(),
      () => createApiKey(stranger, { name: "x", scopes: ["costops:read"], projectId: id }),
    ]) {
      expect(await outcomeOf(call())).toBe(missing);
    }
  }
  expect((await listProjects(stranger).all()).map(({ id }) => id)).not.toContain(projectId);
  expect(await getProject(client, { projectId })).toMatchObject({ status: "active" });
});

test("an archived project's keys, tokens and tickets stop, its name is free, its costs and its log stay", async () => {
  const there = await newProject();
  const { id: projectId } = there;
  await submitUsage(there.client, { provider: "p", model: "kept", units: { request: 1 } });
  const { token } = await createToken(there.client, { scopes: ["costops:read"] });
  const { ticket } = await createTicket(there.client, { scopes: ["sandbox:write"] });
  const page = platform.clientWith(token);
  expect(await outcomeOf(listUsage(page).first())).toBe("done");

  const archived = await archiveProject(client, { projectId });
  expect(archived).toMatchObject({ id: projectId, status: "archived", archivedAt: expect.any(String) });
  expect(await archiveProject(client, { projectId })).toEqual(archived);
  for (const ended of [there.client, page]) {
    await expectSoon(() => listUsage(ended).first(), "401 api_key_invalid");
  }
  expect(await redeemTicket(platform.database.db, ticket)).toBeUndefined();
  expect(await outcomeOf(listApiKeys(client, { projectId }).first())).toBe("404 project_not_found");
  expect((await createProject(client, { name: there.name })).id).not.toBe(projectId);

  const { groups } = await getCosts(client, { everyProject: true, groupBy: ["projectId"], model: "kept" });
  expect(groups).toMatchObject([{ key: { projectId }, count: 1 }]);
  const log = await listAuditEvents(client, { everyProject: true, operation: "createToken" }).all();
  expect(log).toMatchObject([{ projectId, keyId: there.keyId }]);
  expect(await listAuditEvents(client, { operation: "createToken" }).all()).toEqual([]);
  expect(await listProjects(client, { status: "archived" }).all()).toEqual([archived]);
  const active = await listProjects(client, { status: "active" }).all();
  expect(active.map(({ id }) => id)).not.toContain(projectId);
});

test("a project is not archived by its own key", async () => {
  const { projectId } = platform.project;
  expect(await outcomeOf(archiveProject(client, { projectId }))).toBe("409 project_in_use");
});

test("a project is not archived while a task is unfinished or a sandbox runs in it", async () => {
  const { id: projectId, client: there } = await newProject();
  const { id: taskId } = await createTask(there, { block: "test::sleeps" });
  expect(await outcomeOf(archiveProject(client, { projectId }))).toBe("409 project_busy");
  await stopTask(there, { taskId });
  await expect
    .poll(async () => (await getTask(there, { taskId })).status, { timeout: 20_000 })
    .toBe("stopped");

  const home = tenant(platform.database.db, { ...platform.project, projectId });
  await reserveSandbox(home, { id: "sbx_busy", template: "python", ...anySandbox });
  expect(await outcomeOf(archiveProject(client, { projectId }))).toBe("409 project_busy");
  await home.update(sandboxes, { status: "killed" });
  expect(await archiveProject(client, { projectId })).toMatchObject({ status: "archived" });
  // The server may remember the key for a moment: nothing is begun all the same.
  expect(await outcomeOf(createTask(there, { block: "test::echo", inputs: { text: "x" } }))).toBe(
    "401 api_key_invalid",
  );
  const late = reserveSandbox(home, { id: "sbx_late", template: "python", ...anySandbox });
  expect(await outcomeOf(late)).toBe("401 api_key_invalid");
});

test("a budget that is used up keeps neither a project nor a role", async () => {
  const { id: projectId } = await newProject();
  const { id: memberId } = await createMember(client, { email: "spent@example.com", role: "admin" });
  const runId = "spent";
  await createBudget(client, { name: "spent", limit: "0", scope: { runId } });
  const spent = createClient({ apiKey: platform.project.key, baseUrl: platform.url, retry: false, runId });
  expect(await outcomeOf(createProject(spent, { name: "more" }))).toMatch(/^402/);
  expect(await archiveProject(spent, { projectId })).toMatchObject({ status: "archived" });
  expect(await updateMember(spent, { memberId, role: "viewer" })).toMatchObject({ role: "viewer" });
  expect(await deleteMember(spent, { memberId })).toMatchObject({ id: memberId });
});

test("of archiving a project and beginning a task in it at once, one happens", async () => {
  for (let round = 0; round < 8; round++) {
    const { id: projectId, client: there } = await newProject();
    await listUsage(there).first();
    const begin = () => createTask(there, { block: "test::sleeps" });
    const [archived, begun] = await Promise.all([
      outcomeOf(archiveProject(client, { projectId })),
      outcomeOf(begin()),
    ]);
    expect(["done 401 api_key_invalid", "409 project_busy done"]).toContain(`${archived} ${begun}`);
  }
});

test("an archived project's webhooks are sent nothing more, also of what was due", async () => {
  await using receiver = await startReceiver();
  const { id: projectId, client: there } = await newProject();
  const hook = await createWebhook(there, { url: receiver.url, eventTypes: ["*"] });
  await sendTestEvent(there, { webhookId: hook.id });
  await archiveProject(client, { projectId });
  const { db, pool } = platform.database;
  const stop = startSending({ db, log: createLog("silent"), allowPrivate: true });
  const left = async () => {
    const { rows } = await pool.query("select id from webhook_deliveries where status = 'pending'");
    return rows.length;
  };
  await expect.poll(left, { timeout: 8_000 }).toBe(0);
  await stop();
  expect(receiver.received).toEqual([]);
});
