import {
  createMember,
  deleteMember,
  getMember,
  listAuditEvents,
  listMembers,
  type Member,
  type MemberRole,
  updateMember,
} from "@platform/account";
import type { Client } from "@platform/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { roles } from "../src/account/members/roles.ts";
import { expectSoon, makeActor, outcomeOf } from "./organization-actors.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
let client: Client;
beforeAll(async () => {
  platform = await startTestPlatform(accountOperations);
  client = platform.client;
});
afterAll(() => platform.stop());

const everyRole = Object.keys(roles) as MemberRole[];
let people = 0;
const someone = () => `person-${++people}@example.com`;
const add = (role: MemberRole, by = client): Promise<Member> => createMember(by, { email: someone(), role });

/** A further organization, whose every member is told. */
async function newOrganization(...members: MemberRole[]) {
  const { key } = await platform.addProject();
  const there = { ...platform, client: platform.clientWith(key) };
  const actors = [];
  for (const role of members) actors.push(await makeActor(there, role));
  return { client: there.client, actors };
}

test("a member is added, read, listed, changed and removed", async () => {
  const { projectId } = platform.project;
  const email = "Ada@Example.com";
  const ada = await createMember(client, { email, role: "developer", name: "Ada", projectIds: [projectId] });
  expect(ada).toMatchObject({ email, role: "developer", name: "Ada", projectIds: [projectId] });
  const memberId = ada.id;
  expect(await getMember(client, { memberId })).toEqual(ada);
  expect(await listMembers(client, { role: "developer" }).all()).toEqual([ada]);
  expect(await listMembers(client, { role: "billing" }).all()).toEqual([]);
  const changed = await updateMember(client, { memberId, role: "viewer", projectIds: null });
  expect(changed).toMatchObject({ email, role: "viewer", name: "Ada", projectIds: null });
  expect(await updateMember(client, { memberId, name: null })).toMatchObject({ name: null, role: "viewer" });
  expect(await deleteMember(client, { memberId })).toMatchObject({ id: memberId });
  for (const act of [getMember, updateMember, deleteMember]) {
    const missing = { status: 404, code: "member_not_found", param: "memberId" };
    await expect(act(client, { memberId })).rejects.toMatchObject(missing);
  }
  // The address is free again.
  expect((await createMember(client, { email, role: "viewer" })).id).not.toBe(memberId);
});

test("an address is one member's, however it is written and whoever adds it at once", async () => {
  const taken = { status: 409, code: "member_exists", param: "email" };
  const spellings = ["twice@example.com", "Twice@example.com", "TWICE@EXAMPLE.COM"];
  const all = await Promise.allSettled(
    spellings.map((email) => createMember(client, { email, role: "viewer" })),
  );
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const one of all) if (one.status === "rejected") expect(one.reason).toMatchObject(taken);
  await createMember(await platform.stranger(), { email: "twice@example.com", role: "viewer" });
});

test("a repeated request adds one member", async () => {
  const wanted = { email: someone(), role: "viewer" } as const;
  const one = await createMember(client, wanted, { idempotencyKey: "member-once" });
  expect(await createMember(client, wanted, { idempotencyKey: "member-once" })).toEqual(one);
});

test.each([
  "ada",
  "ada@",
  "@example.com",
  "a b@example.com",
  "ada@example.com@b",
  `${"a".repeat(65)}@example.com`,
])("the server refuses the address %j", async (email) => {
  const response = await platform.call("/v1/members", { json: { email, role: "viewer" } });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: "invalid_params", param: "email" } });
});

test("projects must be active ones of the organization, and owners have them all", async () => {
  const { projectId } = platform.project;
  const stranger = await platform.addProject();
  const missing = { status: 404, code: "project_not_found", param: "projectIds.1" };
  for (const projectIds of [
    [projectId, "prj_none"],
    [projectId, stranger.projectId],
  ]) {
    const made = createMember(client, { email: someone(), role: "viewer", projectIds });
    await expect(made).rejects.toMatchObject(missing);
  }
  const { id: memberId } = await createMember(client, {
    ...{ email: someone(), role: "viewer", projectIds: [projectId] },
  });
  const beyond = updateMember(client, { memberId, projectIds: [projectId, "prj_none"] });
  await expect(beyond).rejects.toMatchObject(missing);
  const limited = { status: 400, code: "owner_not_limited", param: "projectIds" };
  const owner = createMember(client, { email: someone(), role: "owner", projectIds: [projectId] });
  await expect(owner).rejects.toMatchObject(limited);
  await expect(updateMember(client, { memberId, role: "owner" })).rejects.toMatchObject(limited);
  expect(await updateMember(client, { memberId, role: "owner", projectIds: null })).toMatchObject({
    ...{ role: "owner", projectIds: null },
  });
});

test("another organization's members are not found, not listed and not changed", async () => {
  const { id: memberId } = await add("viewer");
  const stranger = await platform.stranger();
  for (const act of [getMember, updateMember, deleteMember]) {
    expect(await outcomeOf(act(stranger, { memberId }))).toBe("404 member_not_found");
  }
  expect(await listMembers(stranger).all()).toEqual([]);
  expect(await getMember(client, { memberId })).toMatchObject({ role: "viewer" });
});

test.each(everyRole)("a %s gives and takes roles as far as their own goes", async (role) => {
  const { client: asked } = await makeActor(platform, role);
  const mayWrite = role === "owner" || role === "admin";
  for (const other of everyRole) {
    const beyond = other === "owner" ? role !== "owner" : false;
    const wanted = mayWrite ? (beyond ? "403 scope_not_held" : "done") : "403 scope_missing";
    const { id: memberId } = await add(other);
    const { id: plain } = await add("viewer");
    // To make one, to raise one to it, to change one, and to remove one.
    expect(await outcomeOf(add(other, asked)), `make ${other}`).toBe(wanted);
    expect(await outcomeOf(updateMember(asked, { memberId: plain, role: other })), other).toBe(wanted);
    expect(await outcomeOf(updateMember(asked, { memberId, role: "viewer" })), other).toBe(wanted);
    expect(await outcomeOf(deleteMember(asked, { memberId: (await add(other)).id })), other).toBe(wanted);
  }
});

test("a role takes all of its scopes to give, not only those of the organization", async () => {
  const { actors } = await newOrganization("admin");
  const [admin] = actors;
  const some = { scopes: ["organization:*", "inference:*"], memberId: admin!.member.id };
  const narrow = await makeActor({ ...platform, client: admin!.client }, "admin", some);
  const refused = { status: 403, code: "scope_not_held", param: "role" };
  await expect(add("developer", narrow.client)).rejects.toMatchObject(refused);
});

test("an organization that has owners keeps one, whoever goes at once", async () => {
  for (const leave of [
    (by: Client, memberId: string) => updateMember(by, { memberId, role: "viewer" }),
    (by: Client, memberId: string) => deleteMember(by, { memberId }),
  ]) {
    for (let round = 0; round < 5; round++) {
      const { client: service, actors } = await newOrganization("owner", "owner");
      const [one, two] = actors.map(({ member }) => member.id);
      // Each removes itself, or the service does: two ways, at once.
      const all = await Promise.all([
        outcomeOf(leave(actors[0]!.client, one!)),
        outcomeOf(leave(service, two!)),
      ]);
      expect(all.toSorted()).toEqual(["409 last_owner", "done"]);
      expect(await listMembers(service, { role: "owner" }).all()).toHaveLength(1);
    }
  }
});

test("one that has no owner may stay so, and the last one goes when there is another", async () => {
  const { client: service, actors } = await newOrganization("admin", "owner");
  const [admin, owner] = actors;
  await deleteMember(service, { memberId: admin!.member.id });
  const memberId = owner!.member.id;
  await expect(updateMember(service, { memberId, role: "admin" })).rejects.toMatchObject({
    ...{ status: 409, code: "last_owner", param: "memberId" },
  });
  expect(await updateMember(service, { memberId, name: "still" })).toMatchObject({ role: "owner" });
  await add("owner", service);
  await deleteMember(service, { memberId });
  await expectSoon(() => listMembers(owner!.client).first(), "401 api_key_invalid");
});

test("what members do is noted with who they are; their addresses are not", async () => {
  const { client: service, actors } = await newOrganization("admin");
  const { client: asked, member } = actors[0]!;
  const email = someone();
  const { id } = await createMember(asked, { email, role: "viewer" });
  await outcomeOf(createMember(asked, { email: someone(), role: "owner" }));
  const log = await listAuditEvents(service, { memberId: member.id }).all();
  expect(log).toMatchObject([
    { operation: "createMember", outcome: "refused", code: "scope_not_held", memberId: member.id },
    { operation: "createMember", outcome: "done", targetId: id, memberId: member.id },
  ]);
  expect(log[1]?.changes).toEqual({ email: "hidden", role: "viewer" });
  const own = await listAuditEvents(service, { targetId: member.id }).all();
  expect(own).toMatchObject([{ operation: "createMember", memberId: null }]);
});
