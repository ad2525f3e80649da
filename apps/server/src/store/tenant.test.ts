import { count, eq, or, sql, sum } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../test/database.ts";
import { anySandbox } from "../../test/rows.ts";
import { sandboxes } from "./schema/index.ts";
import { tenant } from "./tenant.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const row = (id: string, template = "a") => ({ id, template, ...anySandbox, memoryMb: 1 }) as const;
const bound = (projectId: string) => tenant(database.db, { organizationId: "org", projectId });

test("whatever the filter, only one's own rows are read, changed or removed", async () => {
  const [a, b] = [bound("a"), bound("b")];
  await a.insert(sandboxes, [row("a1"), row("a2")]);
  await b.insert(sandboxes, row("b1"));
  const everything = or(sql`true`, eq(sandboxes.id, "b1"));
  expect((await a.select(sandboxes, { where: everything })).map(({ id }) => id).toSorted()).toEqual([
    "a1",
    "a2",
  ]);
  expect(await a.first(sandboxes, eq(sandboxes.id, "b1"))).toBeUndefined();
  expect(await a.count(sandboxes, everything)).toBe(2);
  expect(await a.pick(sandboxes, { n: count(), mb: sum(sandboxes.memoryMb) })).toEqual([{ n: 2, mb: "2" }]);
  expect(await a.update(sandboxes, { template: "x" }, everything)).toHaveLength(2);
  expect(await a.remove(sandboxes, everything)).toHaveLength(2);
  expect(await b.select(sandboxes)).toMatchObject([{ id: "b1", template: "a" }]);
});

test("a row cannot be put into another project, nor taken over by an upsert", async () => {
  const [c, d] = [bound("c"), bound("d")];
  const smuggled = { ...row("c1"), projectId: "d", organizationId: "other" };
  expect(await c.insert(sandboxes, smuggled)).toMatchObject([{ projectId: "c", organizationId: "org" }]);
  expect(await c.update(sandboxes, { projectId: "d", template: "y" } as object)).toMatchObject([
    { projectId: "c" },
  ]);
  expect(await d.upsert(sandboxes, row("c1"), { target: sandboxes.id, set: { template: "stolen" } })).toEqual(
    [],
  );
  expect(await c.first(sandboxes)).toMatchObject({ template: "y" });
});

test("a transaction is whole or nothing, and done again when it lost a race", async () => {
  const e = bound("e");
  let tries = 0;
  await e.transaction(async (tx) => {
    await tx.insert(sandboxes, row("e1"));
    if (++tries === 1) throw Object.assign(new Error("lost"), { code: "40001" });
  });
  expect(tries).toBe(2);
  const broken = e.transaction(async (tx) => {
    await tx.insert(sandboxes, row("e2"));
    throw new Error("no");
  });
  await expect(broken).rejects.toThrow("no");
  expect((await e.select(sandboxes)).map(({ id }) => id)).toEqual(["e1"]);
});
