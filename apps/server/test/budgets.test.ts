import { BudgetExceededError, createClient, NotFoundError, ValidationError } from "@platform/core";
import {
  checkBudget,
  createBudget,
  type CreateBudgetParams,
  createPrice,
  deleteBudget,
  getBudget,
  getCosts,
  listBudgetAlerts,
  listBudgets,
  listUsage,
  submitUsage,
  updateBudget,
} from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { createKey } from "../src/keys/create-key.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
  const dated = { provider: "acme", model: "m", effectiveFrom: "2020-01-01T00:00:00Z" };
  await createPrice(platform.client, { ...dated, unit: "x", amount: "1" });
});
afterAll(() => platform.stop());

const usage = { provider: "acme", model: "m" };
/** A run of its own, so that budgets of one test say nothing to another. */
let runs = 0;
const newRun = () => {
  const runId = `run-${++runs}`;
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, retry: false, runId });
  return { runId, client, scope: { runId } };
};
const spend = (runId: string, x: number | string, more: object = {}) =>
  submitUsage(platform.client, { ...usage, units: { x }, runId, ...more });
const make = (params: Partial<CreateBudgetParams>) =>
  createBudget(platform.client, { name: "test", limit: "10", ...params });

test("a budget is made, read, listed, changed and deleted", async () => {
  const { scope } = newRun();
  const made = await make({ scope, limit: "10.50", window: "daily", thresholds: [50] });
  expect(made).toMatchObject({
    ...{
      name: "test",
      limit: "10.5",
      currency: "USD",
      scope,
      kind: "hard",
      window: "daily",
      thresholds: [50],
    },
    ...{ spent: "0", reserved: "0", remaining: "10.5", status: "ok", timeZone: "UTC" },
  });
  const budgetId = made.id;
  expect(await getBudget(platform.client, { budgetId })).toMatchObject({ id: budgetId, limit: "10.5" });
  const { data } = await listBudgets(platform.client, { limit: 1 }).first();
  expect(data[0]?.id).toBe(budgetId);
  const changed = await updateBudget(platform.client, { budgetId, limit: "3", kind: "soft" });
  expect(changed).toMatchObject({ id: budgetId, limit: "3", kind: "soft", name: "test", scope });
  expect(await deleteBudget(platform.client, { budgetId })).toEqual({ id: budgetId });
  await expect(getBudget(platform.client, { budgetId })).rejects.toMatchObject({ code: "budget_not_found" });
});

test("rolling windows and every kind of scope come back as they were given", async () => {
  const scope = {
    organization: true,
    userId: "u",
    tag: { name: "team", value: "a" },
    runId: "none",
    apiKeyId: "k",
  };
  const made = await make({ scope, window: { rollingHours: 36 } });
  expect(made).toMatchObject({ scope, window: { rollingHours: 36 }, windowEnd: null, projected: null });
});

test("what was spent before a budget was made counts, and late rows go to the window they happened in", async () => {
  const { runId, scope } = newRun();
  await spend(runId, 2);
  const { id: budgetId } = await make({ scope, window: "daily" });
  await spend(runId, "1.5");
  await spend(runId, 4, { occurredAt: "2026-03-01T12:00:00Z" });
  expect(await getBudget(platform.client, { budgetId })).toMatchObject({ spent: "3.5", remaining: "6.5" });
  const { id: whole } = await make({ scope, window: "total" });
  expect(await getBudget(platform.client, { budgetId: whole })).toMatchObject({
    spent: "7.5",
    windowStart: null,
  });
});

test("the same event twice is charged once", async () => {
  const { runId, scope } = newRun();
  const { id: budgetId } = await make({ scope });
  await spend(runId, 1, { eventId: "charged-once" });
  await spend(runId, 1, { eventId: "charged-once" });
  expect((await getBudget(platform.client, { budgetId })).spent).toBe("1");
});

test("scopes: key, user and tag each count their own", async () => {
  const user = await make({ scope: { userId: "ada" } });
  const tag = await make({ scope: { tag: { name: "team", value: "red" } } });
  await spend("scoped", 1, { userId: "ada" });
  await spend("scoped", 2, { tags: { team: "red", more: "x" } });
  await spend("scoped", 4, { userId: "bob", tags: { team: "blue" } });
  const spentOf = async (budgetId: string) => (await getBudget(platform.client, { budgetId })).spent;
  expect(await spentOf(user.id)).toBe("1");
  expect(await spentOf(tag.id)).toBe("2");
});

test("a used-up hard budget refuses with 402, what was left and when it begins anew", async () => {
  const { runId, scope, client } = newRun();
  const { id: budgetId, windowEnd } = await make({ scope, limit: "5", window: "daily", name: "team" });
  await listUsage(client).first();
  await spend(runId, 5);
  const refused = listUsage(client).first();
  await expect(refused).rejects.toBeInstanceOf(BudgetExceededError);
  await expect(refused).rejects.toMatchObject({ code: "budget_exceeded", status: 402, param: budgetId });
  await expect(refused).rejects.toThrow(
    `The budget "team" (${budgetId}) has 0 USD left of its 5 USD; this may cost up to 0.0000004 USD. It begins anew at ${windowEnd}.`,
  );
  // Whoever has used it up may look at it and raise it, and the very next call goes through.
  expect(await getBudget(client, { budgetId })).toMatchObject({ status: "exceeded", reserved: "0" });
  await updateBudget(client, { budgetId, limit: "6" });
  await listUsage(client).first();
});

test("several budgets apply at once, and all must allow", async () => {
  const { runId, scope, client } = newRun();
  const wide = await make({ scope, limit: "100" });
  const narrow = await make({ scope, limit: "1", window: "total" });
  await spend(runId, 1);
  await expect(getCosts(client)).rejects.toMatchObject({ param: narrow.id });
  const { allowed, budgets } = await checkBudget(client, { amount: "1" });
  expect(allowed).toBe(false);
  expect(budgets.filter(({ budgetId }) => [wide.id, narrow.id].includes(budgetId))).toMatchObject([
    { budgetId: wide.id, fits: true, remaining: "99" },
    { budgetId: narrow.id, fits: false, remaining: "0", resetsAt: null },
  ]);
  // Nothing of the refused call is left in the one that had room.
  expect((await getBudget(client, { budgetId: wide.id })).reserved).toBe("0");
});

test("a soft budget never refuses, and says that it is exceeded", async () => {
  const { runId, scope, client } = newRun();
  const { id: budgetId } = await make({ scope, limit: "1", kind: "soft" });
  await spend(runId, 3);
  await listUsage(client).first();
  const shown = await getBudget(client, { budgetId });
  expect(shown).toMatchObject({ status: "exceeded", remaining: "-2.0000004", spent: "3.0000004" });
  expect((await checkBudget(client, { amount: "9" })).allowed).toBe(true);
});

test("what is priced in another currency does not count", async () => {
  const stranger = await platform.stranger();
  const { id: budgetId } = await createBudget(stranger, { name: "dollars", limit: "1" });
  await createPrice(stranger, {
    ...{ provider: "platform", model: "listUsage", unit: "request", amount: "5", currency: "EUR" },
    effectiveFrom: "2026-01-02T00:00:00Z",
  });
  await listUsage(stranger).first();
  expect(await listUsage(stranger, { operation: "listUsage" }).all()).toMatchObject([
    { cost: "5", currency: "EUR" },
  ]);
  // The one request that made the price.
  expect((await getBudget(stranger, { budgetId })).spent).toBe("0.0000004");
});

test("days begin where the zone's calendar says, also those of 23 and 25 hours", async () => {
  const { runId, scope } = newRun();
  const berlin = {
    window: "daily" as const,
    timeZone: "Europe/Berlin",
    thresholds: [1],
    kind: "soft" as const,
  };
  const { id: budgetId } = await make({ scope, ...berlin });
  const days = [
    "2026-03-28T22:59:59Z",
    "2026-03-28T23:00:00Z",
    "2026-03-29T21:59:59Z",
    "2026-03-29T22:00:00Z",
  ];
  const autumn = ["2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"];
  for (const occurredAt of [...days, ...autumn]) await spend(runId, 1, { occurredAt });
  const told = await listBudgetAlerts(platform.client, { budgetId }).all();
  expect(told.map(({ windowStart }) => windowStart?.slice(0, 13)).toReversed()).toEqual([
    ...["2026-03-27T23", "2026-03-28T23", "2026-03-29T22"],
    ...["2026-10-24T22", "2026-10-25T23"],
  ]);
});

test("a rolling window forgets what is older than it", async () => {
  const { runId, scope } = newRun();
  const { id: budgetId } = await make({ scope, window: { rollingHours: 2 } });
  const ago = (hours: number) => ({ occurredAt: new Date(Date.now() - hours * 3_600_000).toISOString() });
  await spend(runId, 1, ago(3));
  await spend(runId, 2, ago(1.5));
  await spend(runId, 4);
  expect((await getBudget(platform.client, { budgetId })).spent).toBe("6");
});

test("an alert is told once a threshold and window", async () => {
  const { runId, scope } = newRun();
  const { id: budgetId } = await make({ scope, thresholds: [50, 100], kind: "soft" });
  const told = async () =>
    (await listBudgetAlerts(platform.client, { budgetId }).all()).map(({ percent, amount }) => [
      percent,
      amount,
    ]);
  await spend(runId, "4.9");
  expect(await told()).toEqual([]);
  await Promise.all([spend(runId, "0.1"), spend(runId, "0.1"), spend(runId, "0.1")]);
  expect(await told()).toEqual([[50, "5"]]);
  await spend(runId, 20);
  expect(await told()).toHaveLength(2);
  const [alert] = await listBudgetAlerts(platform.client, { budgetId }).all();
  expect(alert).toMatchObject({
    kind: "threshold",
    percent: 100,
    amount: "25.2",
    limit: "10",
    currency: "USD",
  });
});

test("one project sees and changes nothing of another's, and an organization's budget needs its organization", async () => {
  const stranger = await platform.stranger();
  const { id: budgetId } = await make({ scope: { organization: true, runId: "theirs" }, limit: "0" });
  for (const ask of [getBudget, deleteBudget]) {
    await expect(ask(stranger, { budgetId })).rejects.toBeInstanceOf(NotFoundError);
  }
  await expect(updateBudget(stranger, { budgetId, limit: "9" })).rejects.toMatchObject({
    code: "budget_not_found",
  });
  expect(await listBudgets(stranger).all()).toEqual([]);
  expect(await listBudgetAlerts(stranger, { budgetId }).all()).toEqual([]);
  expect((await checkBudget(stranger, { amount: "1", runId: "theirs" })).budgets).toEqual([]);
});

test("a budget of the whole organization is not of one project's making, changing or taking away", async () => {
  const { db } = platform.database;
  const { organizationId, projectId } = platform.project;
  const keyOf = async (scopes: string[]) =>
    platform.clientWith((await createKey(db, { organizationId, projectId, name: "k", scopes })).key);
  const narrow = await keyOf(["costops:*", "account:*", "organization:read"]);
  const wide = await keyOf(["costops:*", "organization:write"]);
  const scope = { organization: true, runId: "whole" };
  const wanted = { name: "whole", limit: "5", scope };
  const refused = {
    status: 403,
    code: "scope_missing",
    message: expect.stringContaining("organization:write"),
  };
  await expect(createBudget(narrow, wanted)).rejects.toMatchObject(refused);
  const { id: budgetId } = await createBudget(wide, wanted);
  await expect(updateBudget(narrow, { budgetId, limit: "500" })).rejects.toMatchObject(refused);
  await expect(deleteBudget(narrow, { budgetId })).rejects.toMatchObject(refused);
  expect(await getBudget(narrow, { budgetId })).toMatchObject({ limit: "5", scope });
  expect(await updateBudget(wide, { budgetId, limit: "6" })).toMatchObject({ limit: "6" });
  expect(await deleteBudget(wide, { budgetId })).toEqual({ id: budgetId });
  // Those of the project are still its own affair.
  const own = await createBudget(narrow, { ...wanted, scope: { organization: false, runId: "whole" } });
  expect(await deleteBudget(narrow, { budgetId: own.id })).toEqual({ id: own.id });
});

test.each([
  ["limit", { limit: "-1" }],
  ["window", { window: "hourly" }],
  ["window", { window: { rollingHours: 0 } }],
  ["timeZone", { timeZone: "Mars/Base" }],
  ["thresholds.0", { thresholds: [0] }],
  ["scope.colour", { scope: { colour: "red" } }],
])("the server refuses a bad %s", async (param, more) => {
  const response = await platform.call("/v1/budgets", { json: { name: "n", limit: "1", ...more } });
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: object }).error).toMatchObject({ param });
  await expect(make({ limit: "1e9" })).rejects.toBeInstanceOf(ValidationError);
});
