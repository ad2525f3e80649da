import {
  archiveProject,
  createApiKey,
  createProject,
  createTicket,
  createToken,
  deleteMember,
  getApiKey,
  getInfo,
  listApiKeys,
  listMembers,
  type MemberRole,
  rotateApiKey,
  updateApiKey,
  updateMember,
} from "@platform/account";
import { type Client, createClient } from "@platform/core";
import { getCosts } from "@platform/costops";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { roles } from "../src/account/members/roles.ts";
import { accountOperations } from "../src/account/operations.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { covers } from "../src/http/request/check-scope.ts";
import { createKeyFinder } from "../src/keys/key-finder.ts";
import { redeemTicket } from "../src/keys/redeem-ticket.ts";
import { apiKeys, tasks } from "../src/store/schema/index.ts";
import { tenant } from "../src/store/tenant.ts";
import { makeTaskKey } from "../src/tasks/runner/task-key.ts";
import { chat, serveChat } from "./example-sockets.ts";
import { expectSoon, makeActor, outcomeOf, reading, writing } from "./organization-actors.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { startTestServer } from "./server.ts";

let platform: TestPlatform;
let client: Client;
beforeAll(async () => {
  platform = await startTestPlatform([...accountOperations, ...costopsOperations]);
  client = platform.client;
});
afterAll(() => platform.stop());

const dead = "401 api_key_invalid";
const missing = "403 scope_missing";

const everything = ["account", "costops", "inference", "organization", "sandbox", "tasks", "vectors"].flatMap(
  (domain) => [`${domain}:read`, `${domain}:write`],
);
/** The table of the page on organizations. */
const table: Record<MemberRole, (scope: string) => boolean> = {
  owner: () => true,
  admin: () => true,
  developer: (scope) =>
    /^(inference|sandbox|tasks|vectors):/.test(scope) || /^(costops|account):read$/.test(scope),
  billing: (scope) => scope.startsWith("costops:") || scope.endsWith(":read"),
  auditor: (scope) => /^(account|costops|organization):read$/.test(scope),
  viewer: (scope) => scope.endsWith(":read"),
};

test.each(Object.keys(roles) as MemberRole[])(
  "a %s's key may do what the role allows, and no more",
  async (role) => {
    const { key } = await makeActor(platform, role);
    const found = await createKeyFinder(platform.database.db)(key.key);
    const held = found?.scopes ?? [];
    const allowed = (scope: string) => held.some((one) => covers(one, scope));
    expect(everything.filter(allowed)).toEqual(everything.filter(table[role]));
    expect(held.includes("*")).toBe(role === "owner");
    // Its scopes narrow it further.
    const { key: narrow } = await makeActor(platform, role, { scopes: ["costops:read", "vectors:write"] });
    const wanted = ["costops:read", "vectors:write"].filter(table[role]);
    expect((await createKeyFinder(platform.database.db)(narrow.key))?.scopes).toEqual(wanted);
  },
);

test("a role that changes is in force within a second, for key, token and ticket, and no row is rewritten", async () => {
  const { key, client: own, member } = await makeActor(platform, "admin");
  const { db } = platform.database;
  const rows = () =>
    db
      .select({ scopes: apiKeys.scopes, member: apiKeys.memberId })
      .from(apiKeys)
      .where(eq(apiKeys.memberId, member.id))
      .orderBy(apiKeys.id);
  const { token } = await createToken(own, { scopes: ["costops:*"] });
  const page = platform.clientWith(token);
  const { ticket } = await createTicket(own, { scopes: ["sandbox:write", "costops:read"] });
  const before = await rows();
  expect([await outcomeOf(writing(own)()), await outcomeOf(writing(page)())]).toEqual(["done", "done"]);

  await updateMember(client, { memberId: member.id, role: "viewer" });
  for (const by of [own, page]) await expectSoon(writing(by), missing);
  const { key: told } = await getInfo(own);
  expect(told).toMatchObject({ id: key.id, memberId: member.id });
  expect(told.scopes.every((scope) => scope.endsWith(":read"))).toBe(true);
  for (const by of [own, page]) expect(await outcomeOf(reading(by)())).toBe("done");
  expect((await redeemTicket(db, ticket))?.key.scopes).toEqual(["costops:read"]);
  await expectSoon(() => createApiKey(own, { name: "x", scopes: ["costops:read"] }), missing);

  await updateMember(client, { memberId: member.id, role: "admin" });
  for (const by of [own, page]) await expectSoon(writing(by), "done");
  expect(await rows()).toEqual(before);
  expect(await getApiKey(client, { keyId: key.id })).toMatchObject({ scopes: ["*"], memberId: member.id });
});

test("a member who is removed leaves no key, token or ticket that works, nor any to be found", async () => {
  const { key, client: own, member } = await makeActor(platform, "admin");
  const { token } = await createToken(own, { scopes: ["costops:read"] });
  const { ticket } = await createTicket(own, { scopes: ["sandbox:write"] });
  const page = platform.clientWith(token);
  expect(await outcomeOf(reading(page)())).toBe("done");
  await deleteMember(client, { memberId: member.id });
  for (const by of [own, page]) await expectSoon(reading(by), dead);
  expect(await redeemTicket(platform.database.db, ticket)).toBeUndefined();
  const keyId = key.id;
  for (const act of [getApiKey, updateApiKey, rotateApiKey]) {
    expect(await outcomeOf(act(client, { keyId }))).toBe("404 key_not_found");
  }
  expect((await listApiKeys(client).all()).map(({ id }) => id)).not.toContain(keyId);
  const late = createApiKey(client, { name: "x", scopes: ["*"], memberId: member.id });
  await expect(late).rejects.toMatchObject({ status: 404, code: "member_not_found", param: "memberId" });
});

test("of removing a member and making keys for them at once, no key works afterwards", async () => {
  for (let round = 0; round < 5; round++) {
    const { member } = await makeActor(platform, "viewer");
    const wanted = { name: "late", scopes: ["costops:read"], memberId: member.id };
    const make = () => createApiKey(client, wanted).catch(() => undefined);
    const [, ...made] = await Promise.all([
      deleteMember(client, { memberId: member.id }),
      make(),
      make(),
      make(),
    ]);
    for (const one of made) {
      if (one) expect(await outcomeOf(reading(platform.clientWith(one.key))())).toBe(dead);
    }
  }
});

test("a member acts in the projects they may use now, and reaches nothing of the organization then", async () => {
  const { id: second } = await createProject(client, { name: "second" });
  const first = platform.project.projectId;
  const { key, client: own, member } = await makeActor(platform, "admin", { projectIds: [first] });
  expect(await outcomeOf(reading(own)())).toBe("done");
  // Reaching beyond the project would let them give themselves the others.
  for (const call of [
    () => listMembers(own).first(),
    () => updateMember(own, { memberId: member.id, projectIds: null }),
    () => createApiKey(own, { name: "x", scopes: ["costops:read"], projectId: second }),
    () => createApiKey(own, { name: "x", scopes: ["costops:read"], memberId: null }),
    () => getCosts(own, { everyProject: true }),
  ]) {
    expect(await outcomeOf(call())).toBe(missing);
  }
  const elsewhere = createApiKey(client, {
    name: "x",
    scopes: ["*"],
    memberId: member.id,
    projectId: second,
  });
  await expect(elsewhere).rejects.toMatchObject({
    status: 409,
    code: "project_not_allowed",
    param: "memberId",
  });

  await updateMember(client, { memberId: member.id, projectIds: [second] });
  await expectSoon(reading(own), dead);
  // It is there, so that it can be deleted, and works again when the project is given back.
  expect((await listApiKeys(client, { memberId: member.id }).all()).map(({ id }) => id)).toEqual([key.id]);
  await updateMember(client, { memberId: member.id, projectIds: [first, second] });
  await expectSoon(reading(own), "done");
});

test("a task's key is its maker's, and may do no more than the maker now", async () => {
  const { key, member } = await makeActor(platform, "developer");
  const home = tenant(platform.database.db, platform.project);
  const [task] = await home.insert(tasks, {
    ...{ id: "task_1", block: "b", status: "running", inputs: {}, runId: "r", timeoutMs: 1_000 },
    apiKeyId: key.id,
  });
  const text = await makeTaskKey(home, task!);
  const run = platform.clientWith(text ?? "");
  expect(await outcomeOf(reading(run)())).toBe("done");
  expect(await outcomeOf(writing(run)())).toBe(missing);
  await deleteMember(client, { memberId: member.id });
  await expectSoon(reading(run), dead);
  expect(await makeTaskKey(home, task!)).toBeUndefined();
});

test("a socket that is open ends when the role no longer allows it", async () => {
  const server = await startTestServer([...accountOperations, serveChat], { heartbeatMs: 100 });
  const clientWith = (apiKey: string) => createClient({ apiKey, baseUrl: server.url, retry: false });
  const by = clientWith(server.project.key);
  const { client: own, member } = await makeActor({ client: by, clientWith }, "developer");
  const ended = (async () => {
    for await (const { text } of await chat(own, { room: "a" })) {
      expect(text).toBe("a 0");
      await updateMember(by, { memberId: member.id, role: "auditor" });
    }
  })();
  await expect(ended).rejects.toMatchObject({ closeCode: 4001 });
  await server.stop();
});

test("an archived project's member keys stop like any other", async () => {
  const { id: projectId } = await createProject(client, { name: "fourth" });
  const { client: own } = await makeActor(platform, "owner", { projectId });
  expect(await outcomeOf(reading(own)())).toBe("done");
  await archiveProject(client, { projectId });
  await expectSoon(reading(own), dead);
});
