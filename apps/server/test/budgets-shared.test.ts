import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@platform/core";
import {
  createBudget,
  createPrice,
  getBudget,
  getCosts,
  listBudgetAlerts,
  submitUsage,
} from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBudgets } from "../src/costops/budgets/create-budgets.ts";
import { createBudgetFinder } from "../src/costops/budgets/find-budgets.ts";
import { createPricing } from "../src/create-pricing.ts";
import { createMeter } from "../src/http/meter/meter.ts";
import { type Price, recordUsage } from "../src/http/meter/record-usage.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { createKey } from "../src/keys/create-key.ts";
import { createLog } from "../src/log/create-log.ts";
import { newId } from "../src/store/new-id.ts";
import { projects } from "../src/store/schema/index.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
const dated = { effectiveFrom: "2026-01-02T00:00:00Z", amount: "1" };
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
  await createPrice(platform.client, { ...dated, provider: "acme", model: "m", unit: "x" });
});
afterAll(() => platform.stop());

const as = (runId: string, apiKey = platform.project.key) =>
  createClient({ apiKey, baseUrl: platform.url, retry: false, runId });
const getCostsPrice = { ...dated, provider: "platform", model: "getCosts", unit: "request" };

test("an organization's budget holds over two projects at once, and over nobody else's", async () => {
  const { organizationId } = platform.project;
  const projectId = newId("prj");
  const { db } = platform.database;
  await db.insert(projects).values({ id: projectId, organizationId, name: "second" });
  const second = await createKey(db, { organizationId, projectId, name: "test", scopes: ["*"] });
  const [a, b] = [as("both"), as("both", second.key)];
  const stranger = await platform.addProject();
  const other = as("both", stranger.key);
  for (const client of [a, b, other]) await createPrice(client, getCostsPrice);
  const scope = { runId: "both" };
  const { id: budgetId } = await createBudget(a, {
    ...{ name: "both", limit: "5", window: "total" },
    scope: { ...scope, organization: true },
  });
  const all = [a, b].flatMap((client) => Array.from({ length: 6 }, () => getCosts(client)));
  const done = await Promise.allSettled(all);
  // The prices were made before, at a request each: less than one whole call is left after four.
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
  for (const client of [a, b])
    await expect(getCosts(client)).rejects.toMatchObject({ code: "budget_exceeded", param: budgetId });
  for (let n = 0; n < 6; n++) await getCosts(other);
  const { spent, reserved } = await getBudget(a, { budgetId });
  expect([spent, reserved]).toEqual(["4.0000008", "0"]);
});

/** A zone in which it is now this hour, and some minutes. */
function zoneAt(hour: number): string {
  const ahead = (hour - new Date().getUTCHours() + 24) % 24;
  return ahead > 12 ? `Etc/GMT+${24 - ahead}` : `Etc/GMT-${ahead}`;
}

test("a pace that goes beyond the limit is told, once a window, with what it comes to", async () => {
  const make = (name: string, hour: number) =>
    createBudget(platform.client, {
      ...{ name, limit: "10", kind: "soft", window: "daily", thresholds: [], alertOnProjection: true },
      ...{ scope: { runId: name }, timeZone: zoneAt(hour) },
    });
  const spend = (runId: string, x: number) =>
    submitUsage(platform.client, { provider: "acme", model: "m", units: { x }, runId });
  const told = (budgetId: string) => listBudgetAlerts(platform.client, { budgetId }).all();

  // Noon: half of the day is over, or a little more.
  const { id: pace } = await make("pace", 12);
  await spend("pace", 4);
  expect(await told(pace)).toEqual([]);
  await spend("pace", 2);
  await spend("pace", 1);
  const alerts = await told(pace);
  expect(alerts).toMatchObject([{ kind: "projection", percent: null, limit: "10" }]);
  expect(Number(alerts[0]?.amount)).toBeGreaterThan(11);
  expect(Number(alerts[0]?.amount)).toBeLessThanOrEqual(12);
  const { projected } = await getBudget(platform.client, { budgetId: pace });
  expect(Number(projected)).toBeGreaterThan(12);

  // Just after midnight a pace says nothing yet.
  const { id: early } = await make("early", 0);
  await spend("early", 9);
  expect((await getBudget(platform.client, { budgetId: early })).projected).toBeNull();
  expect(await told(early)).toEqual([]);
});

test("what a server set aside is its own while it lives; when it is gone, another one frees it", async () => {
  const { client, runId } = { client: as("lease"), runId: "lease" };
  await createBudget(client, { name: "lease", limit: "10", scope: { runId } });
  const { db, connection } = platform.database;
  const leaseMs = 3_000;
  const gone = createBudgets(db, {
    ...{ instance: "gone", leaseMs, renewing: connection, log: createLog("silent") },
    find: createBudgetFinder(0),
  });
  const { organizationId, projectId } = platform.project;
  const held = await gone.reserve(db, {
    ...{ ids: { organizationId, projectId }, apiKeyId: "k", runId, price: platform.price },
    ...{ provider: "acme", model: "m", units: { x: "10" } },
  });
  expect(held?.units).toEqual({ x: "10" });
  const { id: budgetId } = await createBudget(client, { name: "seen", limit: "99", scope: { runId } });
  const refused = () => getCosts(client).then(String, ({ code }: { code?: string }) => code);
  expect(await refused()).toBe("budget_exceeded");
  // Its lease is renewed as long as it lives.
  await sleep(leaseMs * 1.5);
  expect(await refused()).toBe("budget_exceeded");
  await gone.close();
  await expect.poll(refused, { timeout: 30_000, interval: 200 }).not.toBe("budget_exceeded");
  expect((await getBudget(client, { budgetId })).reserved).toBe("0");
}, 60_000);

test("what a server spent that had not heard of a new budget is seen at once by one that has", async () => {
  const runId = "unheard";
  const { db, connection } = platform.database;
  const { organizationId, projectId } = platform.project;
  const ids = { organizationId, projectId };
  const late = createPricing(createBudgetFinder(3_600_000));
  // It looks which budgets there are, and remembers it.
  await late.charging?.(db, ids);
  const { id: budgetId } = await createBudget(platform.client, { name: runId, limit: "5", scope: { runId } });
  const spend = (price: Price, x: string) => {
    const meter = createMeter();
    meter.add({ x }, { provider: "acme", model: "m" });
    const principal = { ...ids, apiKeyId: "k", keyPrefix: "", scopes: [] };
    const event = { eventId: newId("evt"), operation: "o", runId, startedAt: new Date() };
    return recordUsage(db, price, { ...event, principal, meter });
  };
  await spend(platform.price, "1");
  await spend(late, "3");
  expect((await getBudget(platform.client, { budgetId })).spent).toBe("4");
  const find = createBudgetFinder(0);
  await using aware = Object.assign(
    createBudgets(db, { find, instance: "aware", renewing: connection, log: createLog("silent") }),
    { [Symbol.asyncDispose]: () => aware.close() },
  );
  const ask = { ids, apiKeyId: "k", runId, price: platform.price, provider: "acme", model: "m" };
  const refused = aware.reserve(db, { ...ask, units: { x: "2" } });
  await expect(refused).rejects.toMatchObject({ code: "budget_exceeded", param: budgetId });
  await spend(platform.price, "1");
  expect((await getBudget(platform.client, { budgetId })).spent).toBe("5");
});
