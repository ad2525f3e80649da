import { count, eq, or, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../test/database.ts";
import { anySandbox } from "../../test/rows.ts";
import { organization } from "./organization.ts";
import { organizations, projects, sandboxes } from "./schema/index.ts";
import { tenant } from "./tenant.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.db.insert(organizations).values(["a", "b"].map((id) => ({ id, name: id })));
});
afterAll(() => database.close());

const bound = (id: string) => organization(database.db, id);
const row = (id: string) => ({ id, template: "t", ...anySandbox }) as const;

test("whatever the filter, only the organization's rows are read, changed or removed, of all its projects", async () => {
  const [a, b] = [bound("a"), bound("b")];
  for (const [organizationId, projectId] of [
    ["a", "a1"],
    ["a", "a2"],
    ["b", "b1"],
  ] as const) {
    await tenant(database.db, { organizationId, projectId }).insert(sandboxes, row(`box_${projectId}`));
  }
  const everything = or(sql`true`, eq(sandboxes.id, "box_b1"));
  const ids = (await a.select(sandboxes, { where: everything })).map(({ id }) => id).toSorted();
  expect(ids).toEqual(["box_a1", "box_a2"]);
  expect(await a.first(sandboxes, eq(sandboxes.id, "box_b1"))).toBeUndefined();
  expect(await a.count(sandboxes, everything)).toBe(2);
  expect(await a.pick(sandboxes, { n: count() })).toEqual([{ n: 2 }]);
  expect(await a.update(sandboxes, { template: "x" }, everything)).toHaveLength(2);
  expect(await a.remove(sandboxes, everything)).toHaveLength(2);
  expect(await b.select(sandboxes)).toMatchObject([{ id: "box_b1", template: "t" }]);
});

test("a row cannot be put into another organization, nor taken over", async () => {
  const [a, b] = [bound("a"), bound("b")];
  const smuggled = { id: "prj_1", name: "one", organizationId: "b" };
  expect(await a.insert(projects, smuggled)).toMatchObject([{ organizationId: "a" }]);
  expect(await a.update(projects, { organizationId: "b" } as object)).toMatchObject([
    { organizationId: "a" },
  ]);
  const stolen = { target: projects.id, set: { name: "stolen" } };
  expect(await b.upsert(projects, { id: "prj_1", name: "two" }, stolen)).toEqual([]);
  expect(await a.first(projects)).toMatchObject({ name: "one" });
});

test("of organizations it knows its own row, and can change no other", async () => {
  expect(await bound("a").select(organizations, { where: sql`true` })).toMatchObject([{ id: "a" }]);
  expect(await bound("a").update(organizations, { name: "new" }, sql`true`)).toHaveLength(1);
  expect(await bound("b").first(organizations)).toMatchObject({ id: "b", name: "b" });
});

test("a transaction is of the same organization, whole or nothing", async () => {
  const broken = bound("b").transaction(async (tx) => {
    await tx.insert(projects, { id: "prj_b", name: "b" });
    expect(await tx.count(projects)).toBe(1);
    throw new Error("no");
  });
  await expect(broken).rejects.toThrow("no");
  expect(await bound("b").snapshot((tx) => tx.count(projects))).toBe(0);
});
