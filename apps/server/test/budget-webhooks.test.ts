import { createWebhook, verifyWebhook } from "@platform/account";
import { createBudget, createPrice, listBudgetAlerts, submitUsage } from "@platform/costops";
import { expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { startSending } from "../src/account/webhooks/sending/start-sending.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { createLog } from "../src/log/create-log.ts";
import { startTestPlatform } from "./platform.ts";
import { startReceiver } from "./webhook-receiver.ts";

test("webhooks are told, once and signed, of each threshold that spending reaches", async () => {
  const platform = await startTestPlatform([...accountOperations, ...costopsOperations]);
  await using receiver = await startReceiver();
  const { client, database } = platform;
  const stop = startSending({ db: database.db, log: createLog("silent"), allowPrivate: true });
  const { secret } = await createWebhook(client, { url: receiver.url, eventTypes: ["*"] });
  await createPrice(client, { provider: "acme", model: "m", unit: "x", amount: "1" });
  const scope = { tag: { name: "team", value: "a" } };
  await createBudget(client, {
    name: "team a",
    limit: "10",
    kind: "soft",
    window: "total",
    scope,
    thresholds: [50, 100],
  });
  const use = (x: number) =>
    submitUsage(client, { provider: "acme", model: "m", units: { x }, tags: { team: "a" } });
  for (const x of [4, 2, 1, 5, 5]) await use(x);

  const told = () => receiver.received.filter(({ payload }) => payload.includes("budget."));
  await expect.poll(() => told().length, { timeout: 20_000 }).toBe(2);
  const events = await Promise.all(
    told().map(({ payload, headers }) =>
      verifyWebhook({ payload, headers: headers as Record<string, string>, secret }),
    ),
  );
  const seen = events.map(({ type, data }) => [type, (data as { percent: number }).percent]);
  expect(seen.toSorted()).toEqual([
    ["budget.limit_reached", 100],
    ["budget.threshold_reached", 50],
  ]);
  expect(await listBudgetAlerts(client).all()).toHaveLength(2);
  await stop();
  await platform.stop();
});
