import {
  createApiKey,
  createMember,
  createProject,
  createToken,
  deleteApiKey,
  deleteMember,
  getApiKey,
  rotateApiKey,
  updateApiKey,
  updateMember,
} from "@platform/account";
import type { Client } from "@platform/core";
import { listUsage } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { expectSoon, makeActor, outcomeOf, reading, writing } from "./organization-actors.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
let client: Client;
beforeAll(async () => {
  platform = await startTestPlatform([...accountOperations, ...costopsOperations]);
  client = platform.client;
});
afterAll(() => platform.stop());

const dead = "401 api_key_invalid";
const missing = "403 scope_missing";
const notHeld = "403 scope_not_held";

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

test("what lasts is not made by a key that ended or may do less a moment ago, though the server remembers it", async () => {
  const ends = [
    [missing, (memberId: string) => updateMember(client, { memberId, role: "viewer" })],
    ["401 api_key_invalid", (memberId: string) => deleteMember(client, { memberId })],
  ] as const;
  for (const [outcome, end] of ends) {
    const { client: own, key, member } = await makeActor(platform, "admin");
    const other = await makeActor(platform, "viewer");
    expect(await outcomeOf(reading(own)())).toBe("done");
    await end(member.id);
    const [service, memberId] = [{ name: "x", scopes: ["costops:read"], memberId: null }, other.member.id];
    for (const act of [
      () => createApiKey(own, service),
      () => rotateApiKey(own, { keyId: key.id }),
      () => createMember(own, { email: `late-${memberId}@example.com`, role: "admin" }),
      () => updateMember(own, { memberId, role: "admin" }),
      () => deleteMember(own, { memberId }),
    ]) {
      expect(await outcomeOf(act())).toBe(outcome);
    }
  }
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
