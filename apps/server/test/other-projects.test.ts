import { archiveProject, createApiKey, createProject } from "@platform/account";
import type { Client } from "@platform/core";
import {
  createBudget,
  createPrice,
  deleteBudget,
  exportUsage,
  findAnomalies,
  forecastCosts,
  getAnalytics,
  getBudget,
  getCosts,
  listBudgetAlerts,
  listBudgets,
  listUsage,
  submitUsage,
  submitUsageBatch,
  updateBudget,
} from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { outcomeOf } from "./organization-actors.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
let projectId: string;
/** Acts in the other project, and there alone. */
let inside: Client;
/** Costs in its own project, and nothing of the organization. */
let narrow: Client;
beforeAll(async () => {
  platform = await startTestPlatform([...accountOperations, ...costopsOperations]);
  const { client, clientWith } = platform;
  ({ id: projectId } = await createProject(client, { name: "other" }));
  inside = clientWith((await createApiKey(client, { name: "in", scopes: ["costops:*"], projectId })).key);
  narrow = clientWith((await createApiKey(client, { name: "narrow", scopes: ["costops:*"] })).key);
  const price = { provider: "acme", model: "m", unit: "x", effectiveFrom: "2026-01-01T00:00:00Z" };
  await createPrice(inside, { ...price, amount: "2" });
  await createPrice(client, { ...price, amount: "1" });
});
afterAll(() => platform.stop());

const event = { provider: "acme", model: "m", units: { x: 3 }, occurredAt: "2026-03-01T00:00:00Z" };
const span = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" };

test("usage of another project is priced by its book, and is found there", async () => {
  const record = await submitUsage(platform.client, { ...event, projectId, eventId: "one" });
  expect(record).toMatchObject({ projectId, cost: "6" });
  expect(await listUsage(inside, { eventId: "one" }).all()).toEqual([record]);
  expect(await listUsage(platform.client, { eventId: "one" }).all()).toEqual([]);
  expect(await listUsage(platform.client, { eventId: "one", projectId }).all()).toEqual([record]);
  expect(await listUsage(platform.client, { eventId: "one", projectId, sort: "occurredAt" }).all()).toEqual([
    record,
  ]);
});

test("a batch may be of several projects; what is wrong with one event is that event's", async () => {
  const { client } = platform;
  const stranger = await createProject(await platform.stranger(["*"]), { name: "theirs" });
  const of = (eventId: string, more: object = {}) => ({ ...event, eventId, ...more });
  const { results, ...counts } = await submitUsageBatch(client, {
    events: [
      of("b1"),
      of("b2", { projectId }),
      of("b1"),
      of("b3", { projectId: stranger.id }),
      of("b1", { projectId }),
    ],
  });
  expect(counts).toEqual({ recorded: 3, duplicates: 1, rejected: 1 });
  expect(results.map(({ status, record }) => [status, record?.cost])).toEqual([
    ["recorded", "3"],
    ["recorded", "6"],
    ["duplicate", "3"],
    ["rejected", undefined],
    ["recorded", "6"],
  ]);
  expect(results[3]?.error).toMatchObject({ code: "project_not_found", param: "projectId" });
});

test("batches of the same projects at once, in any order, lose and double nothing", async () => {
  const events = Array.from({ length: 40 }, (_, n) => ({
    ...event,
    eventId: `many-${n}`,
    tags: { of: "many" },
    ...(n % 2 ? { projectId } : {}),
  }));
  const orders = [events, events.toReversed(), events.toSorted(() => -1), events];
  const sent = await Promise.all(orders.map((order) => submitUsageBatch(platform.client, { events: order })));
  expect(sent.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(40);
  const tags = { of: "many" };
  expect((await getCosts(platform.client, { tags, everyProject: true })).totals[0]).toMatchObject({
    count: 40,
    cost: "180",
  });
  expect((await getCosts(platform.client, { tags, projectId })).totals[0]).toMatchObject({
    count: 20,
    cost: "120",
  });
});

test("everything that reads costs reads another project's for keys that may", async () => {
  const { client } = platform;
  const all = { projectId, ...span };
  const readings = [
    [getCosts(client, all), getCosts(inside, span)],
    [getAnalytics(client, all), getAnalytics(inside, span)],
    [forecastCosts(client, all), forecastCosts(inside, span)],
  ] as const;
  for (const [far, near] of readings) expect(await far).toEqual(await near);
  const file = async (by: Client, params: object) =>
    (await exportUsage(by, { format: "csv", ...params })).text();
  expect(await file(client, all)).toBe(await file(inside, span));
  expect((await findAnomalies(client, all)).series).toHaveLength(1);
});

test("a budget of another project holds there, and is read, changed and taken away from here", async () => {
  const { client } = platform;
  const budget = await createBudget(client, {
    name: "far",
    limit: "1",
    window: "total",
    kind: "soft",
    projectId,
  });
  expect(budget.projectId).toBe(projectId);
  expect(await listBudgets(inside).all()).toMatchObject([{ id: budget.id }]);
  expect(await listBudgets(client).all()).toEqual([]);
  expect(await listBudgets(client, { projectId }).all()).toMatchObject([{ id: budget.id }]);
  await submitUsage(inside, event);
  expect(await listBudgetAlerts(client, { projectId }).all()).not.toEqual([]);
  const { budgetId } = { budgetId: budget.id };
  expect(await updateBudget(client, { budgetId, name: "new" })).toMatchObject({ name: "new", projectId });
  expect(await getBudget(client, { budgetId })).toEqual(await getBudget(inside, { budgetId }));
  expect(await outcomeOf(getBudget(narrow, { budgetId }))).toBe("404 budget_not_found");
  expect(await outcomeOf(updateBudget(narrow, { budgetId, limit: "9" }))).toBe("404 budget_not_found");
  expect(await outcomeOf(deleteBudget(narrow, { budgetId }))).toBe("404 budget_not_found");
  await deleteBudget(client, { budgetId });
  expect(await listBudgets(inside).all()).toEqual([]);
});

test("without the organization's scopes nothing of another project is read or written", async () => {
  const all = { projectId, ...span };
  for (const call of [
    () => submitUsage(narrow, { ...event, projectId }),
    () => listUsage(narrow, all).first(),
    () => getCosts(narrow, all),
    () => getAnalytics(narrow, all),
    () => forecastCosts(narrow, all),
    () => findAnomalies(narrow, all),
    () => exportUsage(narrow, { format: "csv", ...all }),
    () => createBudget(narrow, { name: "no", limit: "1", projectId }),
    () => listBudgets(narrow, { projectId }).first(),
    () => listBudgetAlerts(narrow, { projectId }).first(),
  ]) {
    expect(await outcomeOf(call())).toBe("403 scope_missing");
  }
  const { results } = await submitUsageBatch(narrow, { events: [{ ...event, projectId }] });
  expect(results[0]?.error?.code).toBe("scope_missing");
});

test("a project of another organization is not found; an archived one is read, and written no more", async () => {
  const { client } = platform;
  const stranger = await platform.stranger(["*"]);
  expect(await outcomeOf(getCosts(stranger, { projectId }))).toBe("404 project_not_found");
  expect(await outcomeOf(submitUsage(stranger, { ...event, projectId }))).toBe("404 project_not_found");
  const { id } = await createProject(client, { name: "ends" });
  await submitUsage(client, { ...event, projectId: id });
  await archiveProject(client, { projectId: id });
  expect((await getCosts(client, { projectId: id })).totals[0]?.count).toBe(1);
  expect(await outcomeOf(submitUsage(client, { ...event, projectId: id }))).toBe("404 project_not_found");
});
