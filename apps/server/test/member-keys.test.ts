import {
  archiveProject,
  createApiKey,
  createProject,
  createTicket,
  createToken,
  deleteApiKey,
  deleteMember,
  getApiKey,
  listApiKeys,
  listMembers,
  type MemberRole,
  rotateApiKey,
  updateApiKey,
  updateMember,
} from "@platform/account";
import { type Client, createClient } from "@platform/core";
import { createPrice, getCosts, listUsage } from "@platform/costops";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { roles } from "../src/account/members/roles.ts";
import { accountOperations } from "../src/account/operations.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { covers } from "../src/http/request/check-scope.ts";
import { createKeyFinder } from "../src/keys/key-finder.ts";
import { redeemTicket } from "../src/keys/redeem-ticket.ts";
import { apiKeys } from "../src/store/schema/index.ts";
import { tenant } from "../src/store/tenant.ts";
import { tasks } from "../src/store/schema/index.ts";
import { makeTaskKey } from "../src/tasks/runner/task-key.ts";
import { chat, serveChat } from "./example-sockets.ts";
import { expectSoon, makeActor, outcomeOf } from "./organization-actors.ts";
import { startTestServer } from "./server.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
let client: Client;
beforeAll(async () => {
  platform = await startTestPlatform([...accountOperations, ...costopsOperations]);
  client = platform.client;
});
afterAll(() => platform.stop());

const reading = (by: Client) => () => listUsage(by).first();
const price = { provider: "p", model: "m", unit: "x", amount: "1" };
const writing = (by: Client) => () =>
  createPrice(by, { ...price, effectiveFrom: `2${String(Math.random()).slice(2, 5)}-01-01T00:00:00Z` });
const dead = "401 api_key_invalid";
const missing = "403 scope_missing";
const notHeld = "403 scope_not_held";

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
  for (const by of [own, page]) expect(await outcomeOf(reading(by)())).toBe("done");
  expect((await redeemTicket(db, ticket))?.scopes).toEqual(["costops:read"]);
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

test("nobody makes a key in the name of one who may do more, nor for another without the organization", async () => {
  const owner = await makeActor(platform, "owner");
  const admin = await makeActor(platform, "admin");
  const developer = await makeActor(platform, "developer");
  const wanted = { name: "x", scopes: ["costops:read"] };
  const asOwner = createApiKey(admin.client, { ...wanted, memberId: owner.member.id });
  await expect(asOwner).rejects.toMatchObject({ status: 403, code: "scope_not_held", param: "memberId" });
  expect(await outcomeOf(createApiKey(admin.client, { ...wanted, scopes: ["*"] }))).toBe(notHeld);
  const made = await createApiKey(admin.client, { ...wanted, memberId: developer.member.id });
  expect(made.memberId).toBe(developer.member.id);
  expect((await createApiKey(admin.client, { ...wanted, memberId: null })).memberId).toBeNull();

  // A member's key makes keys of the same member unless told otherwise, so nobody sheds their role by it.
  const narrow = await createApiKey(admin.client, { name: "narrow", scopes: ["account:*", "costops:read"] });
  expect(narrow.memberId).toBe(admin.member.id);
  const by = platform.clientWith(narrow.key);
  expect((await createApiKey(by, wanted)).memberId).toBe(admin.member.id);
  for (const memberId of [null, developer.member.id, owner.member.id, "mem_none"]) {
    expect(await outcomeOf(createApiKey(by, { ...wanted, memberId }))).toBe(missing);
  }
  const stranger = await platform.stranger();
  expect(await outcomeOf(createApiKey(stranger, { ...wanted, memberId: owner.member.id }))).toBe(
    "404 member_not_found",
  );
});

test("a rotation keeps the member, and gives nobody the text of a key that may do more", async () => {
  const owner = await makeActor(platform, "owner");
  const admin = await makeActor(platform, "admin");
  const developer = await makeActor(platform, "developer", { scopes: ["costops:read", "vectors:*"] });
  const ids = [owner, admin, developer].map(({ key }) => key.id);
  expect(await outcomeOf(rotateApiKey(developer.client, { keyId: ids[0]! }))).toBe(missing);
  expect(await outcomeOf(rotateApiKey(admin.client, { keyId: ids[0]! }))).toBe(notHeld);
  const nobodys = await createApiKey(client, { name: "root", scopes: ["*"] });
  expect(await outcomeOf(rotateApiKey(admin.client, { keyId: nobodys.id }))).toBe(notHeld);
  // A key of the owner with few scopes would still act in the owner's name.
  const few = await createApiKey(client, {
    name: "few",
    scopes: ["costops:read"],
    memberId: owner.member.id,
  });
  expect(await outcomeOf(rotateApiKey(admin.client, { keyId: few.id }))).toBe(notHeld);
  // Whoever has every scope within a role that may grow.
  const dormant = await makeActor(platform, "viewer");
  expect(await outcomeOf(rotateApiKey(admin.client, { keyId: dormant.key.id }))).toBe(notHeld);

  const next = await rotateApiKey(admin.client, { keyId: ids[2]! });
  expect(next).toMatchObject({ memberId: developer.member.id, scopes: ["costops:read", "vectors:*"] });
  const { key, memberId } = await rotateApiKey(admin.client, { keyId: ids[1]! });
  expect(memberId).toBe(admin.member.id);
  const itself = platform.clientWith(key);
  expect(await outcomeOf(writing(itself)())).toBe("done");
  await updateMember(client, { memberId: admin.member.id, role: "viewer" });
  await expectSoon(writing(itself), missing);

  const limited = await makeActor(platform, "admin", { projectIds: [platform.project.projectId] });
  const service = await createApiKey(client, { name: "service", scopes: ["costops:read"] });
  expect(await outcomeOf(rotateApiKey(limited.client, { keyId: service.id }))).toBe(missing);
});

test("a key is given no more time by one who may do less", async () => {
  const admin = await makeActor(platform, "admin");
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const owner = await makeActor(platform, "owner", { expiresAt });
  const longer = updateApiKey(admin.client, { keyId: owner.key.id, expiresAt: null });
  await expect(longer).rejects.toMatchObject({ status: 403, code: "scope_not_held", param: "expiresAt" });
});

test("keys of other projects are reached with the organization, and by no other key", async () => {
  const { id: projectId } = await createProject(client, { name: "third" });
  const made = await createApiKey(client, { name: "there", scopes: ["costops:read"], projectId });
  const keyId = made.id;
  const { key } = await createApiKey(client, {
    name: "k",
    scopes: ["account:*", "costops:*", "organization:read"],
  });
  const by = platform.clientWith(key);
  expect(await getApiKey(by, { keyId })).toMatchObject({ id: keyId, projectId });
  const { key: few } = await createApiKey(client, { name: "k", scopes: ["account:*", "costops:*"] });
  expect(await outcomeOf(getApiKey(platform.clientWith(few), { keyId }))).toBe("404 key_not_found");
  for (const act of [updateApiKey, rotateApiKey, deleteApiKey]) {
    expect(await outcomeOf(act(by, { keyId }))).toBe("404 key_not_found");
    expect(await outcomeOf(act(await platform.stranger(), { keyId }))).toBe("404 key_not_found");
  }
  expect(await updateApiKey(client, { keyId, name: "new" })).toMatchObject({ name: "new" });
  const next = await rotateApiKey(client, { keyId });
  expect(next).toMatchObject({ projectId, name: "new" });
  await deleteApiKey(client, { keyId: next.id });
  await expectSoon(reading(platform.clientWith(next.key)), dead);
  // Nor does a key of that project see what is in this one.
  const there = platform.clientWith(made.key);
  expect(await listUsage(there).all()).toEqual([]);
});

test.each(["organization:read", "organization:write", "organization:*"])(
  "a token may not hold %s",
  async (scope) => {
    const refused = createToken(client, { scopes: ["costops:read", scope] });
    await expect(refused).rejects.toMatchObject({
      status: 400,
      code: "scope_not_for_tokens",
      param: "scopes.1",
    });
  },
);

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
  await expect(ended).rejects.toMatchObject({ code: "api_key_invalid" });
  await server.stop();
});

test("an archived project's member keys stop like any other", async () => {
  const { id: projectId } = await createProject(client, { name: "fourth" });
  const { client: own } = await makeActor(platform, "owner", { projectId });
  expect(await outcomeOf(reading(own)())).toBe("done");
  await archiveProject(client, { projectId });
  await expectSoon(reading(own), dead);
});
