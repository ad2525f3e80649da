import { setTimeout as sleep } from "node:timers/promises";
import { BudgetExceededError, createClient } from "@platform/core";
import { costops } from "@platform/costops";

// Gives a run of its own two dollars, spends them on dear requests at once, and shows what was refused.
const runId = `example-${crypto.randomUUID()}`;
const client = createClient({ runId, retry: false });
const { budgets, usage } = costops(client);

const { id: budgetId } = await budgets.create({
  name: "example",
  limit: "2",
  scope: { runId },
  window: "total",
});
// By now every server has heard of it.
await sleep(1_000);

// All that is left but the price of three requests.
await usage.submit({ provider: "platform", model: "dear", units: { request: 4_999_997 } });

const calls = await Promise.allSettled(Array.from({ length: 8 }, () => usage.list().first()));
const refused = calls.filter(
  (call) => call.status === "rejected" && call.reason instanceof BudgetExceededError,
);
console.log(`${calls.length - refused.length} answered, ${refused.length} refused`);

const { spent, limit, status } = await budgets.get({ budgetId });
console.log(`${spent} of ${limit} USD spent: ${status}`);
for (const { percent, amount } of await budgets.alerts({ budgetId }).all()) {
  console.log(`${percent} % reached with ${amount} USD`);
}
await budgets.delete({ budgetId });
