import { BudgetExceededError, ConnectionError, createClient } from "@platform/core";
import { createBudget, createPrice, getBudget, getCosts, listBudgets, listUsage } from "@platform/costops";
import { createChatCompletion, streamChatCompletion } from "@platform/inference";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { openInference, type TestInference } from "./inference.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let opened: TestInference;
let platform: TestPlatform;
beforeAll(async () => {
  opened = await openInference({ gguf: "endless" });
  platform = await startTestPlatform([...inferenceOperations, ...costopsOperations], opened.engines);
});
afterAll(async () => {
  await platform.stop();
  await opened.close();
});

const as = (runId: string) =>
  createClient({ apiKey: platform.project.key, baseUrl: platform.url, retry: false, runId });
/** The last of a thousand waits for all others. */
const patient = { timeoutMs: 880_000 };
const messages = [{ role: "user" as const, content: "hello" }];
const endless = { model: "endless", messages, temperature: 0 };
/** What the platform charges for a request, ten million times over: exact, and in one digit. */
const request = { provider: "platform", unit: "request", effectiveFrom: "2026-01-02T00:00:00Z" };

test("a thousand callers at once: as many succeed as the budget pays for, to the cent", async () => {
  const client = as("crowd");
  await createPrice(platform.client, { ...request, model: "getCosts", amount: "0.03" });
  const { id: budgetId } = await createBudget(client, {
    name: "crowd",
    limit: "10",
    scope: { runId: "crowd" },
  });
  const done = await Promise.allSettled(Array.from({ length: 1_000 }, () => getCosts(client, {}, patient)));
  const reasons = done.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  // A busy machine may not take a thousand connections at once; those callers asked for nothing.
  const turnedAway = reasons.filter((error) => error instanceof ConnectionError);
  const refused = reasons.filter((error) => error instanceof BudgetExceededError);
  expect(refused.length + turnedAway.length).toBe(reasons.length);
  expect(done.length - reasons.length).toBe(333);
  expect(await getBudget(client, { budgetId })).toMatchObject({
    spent: "9.99",
    reserved: "0",
    remaining: "0.01",
  });
  const { totals } = await getCosts(platform.client, { runId: "crowd", operation: "getCosts" });
  expect(totals).toMatchObject([{ cost: "9.99", count: 333 }]);
}, 900_000);

test("calls that change something are held just so, a hundred of them with one key count once", async () => {
  const client = as("keyed");
  await createPrice(platform.client, { ...request, model: "createPrice", amount: "1" });
  const { id: budgetId } = await createBudget(client, {
    name: "keyed",
    limit: "2",
    scope: { runId: "keyed" },
  });
  const price = { ...request, provider: "other", model: "a", amount: "1" };
  const once = () => createPrice(client, price, { idempotencyKey: "budget-key" });
  await Promise.allSettled(Array.from({ length: 100 }, once));
  expect((await getBudget(client, { budgetId })).spent).toBe("1");
  await createPrice(client, { ...price, model: "b" });
  await expect(createPrice(client, { ...price, model: "c" })).rejects.toBeInstanceOf(BudgetExceededError);
  // What was answered before is answered again, though nothing is left.
  expect(await once()).toMatchObject({ model: "a" });
});

test("a stream is cut when what was left is used up: paid for what came, not a cent over", async () => {
  const client = as("cut");
  await createPrice(platform.client, { ...request, model: "endless", unit: "output_token", amount: "1" });
  await createPrice(platform.client, { ...request, model: "endless", unit: "input_token", amount: "0" });
  const { id: budgetId } = await createBudget(client, { name: "cut", limit: "7", scope: { runId: "cut" } });
  let text = "";
  const read = async () => {
    for await (const { choices } of streamChatCompletion(client, endless))
      text += choices[0]?.delta.content ?? "";
  };
  await expect(read()).rejects.toMatchObject({ code: "budget_exceeded" });
  expect(text).toBe("abababa");
  expect(await getBudget(client, { budgetId })).toMatchObject({ spent: "7", remaining: "0", reserved: "0" });
  // The next one does not begin.
  await expect(read()).rejects.toBeInstanceOf(BudgetExceededError);
  expect(text).toBe("abababa");
});

test("an answer in one piece is as long as what was left pays for, and says so", async () => {
  const client = as("short");
  const { id: budgetId } = await createBudget(client, {
    name: "short",
    limit: "5",
    scope: { runId: "short" },
  });
  const { choices, usage } = await createChatCompletion(client, endless);
  expect(choices[0]).toMatchObject({ finish_reason: "length", message: { content: "ababa" } });
  expect(usage.completion_tokens).toBe(5);
  expect((await getBudget(client, { budgetId })).remaining).toBe("0");
});

test("where more is cheaper, what an answer that stays short would cost is what is set aside", async () => {
  const stranger = await platform.stranger();
  const dated = { provider: "platform", model: "endless", effectiveFrom: "2026-01-02T00:00:00Z" };
  const tiers = [
    { upTo: "3", amount: "10" },
    { upTo: null, amount: "0.01" },
  ];
  await createPrice(stranger, { ...dated, unit: "output_token", tiers, tierMode: "volume" });
  await createPrice(stranger, { ...dated, unit: "input_token", amount: "0" });
  const { id: budgetId } = await createBudget(stranger, { name: "falling", limit: "15" });
  // A hundred tokens would cost 1; the two that come before the stop would cost 20.
  const { usage } = await createChatCompletion(stranger, { ...endless, max_tokens: 100, stop: "ab" });
  expect(usage.completion_tokens).toBe(1);
  const { spent, reserved } = await getBudget(stranger, { budgetId });
  expect(Number(spent)).toBeLessThan(15);
  expect(reserved).toBe("0");
});

test("leaving a stream gives back what it did not use", async () => {
  const client = as("left");
  const { id: budgetId } = await createBudget(client, {
    name: "left",
    limit: "1000",
    scope: { runId: "left" },
  });
  for await (const { choices } of streamChatCompletion(client, endless)) {
    if ((choices[0]?.delta.content ?? "") === "") continue;
    const { reserved } = await getBudget(client, { budgetId });
    expect(Number(reserved)).toBeGreaterThan(0);
    break;
  }
  await expect
    .poll(async () => (await getBudget(client, { budgetId })).reserved, { timeout: 10_000 })
    .toBe("0");
  expect(Number((await getBudget(client, { budgetId })).spent)).toBeGreaterThan(0);
});

test("a call that fails gives everything back", async () => {
  const client = as("failed");
  const { id: budgetId } = await createBudget(client, {
    name: "failed",
    limit: "1000",
    scope: { runId: "failed" },
  });
  const long = [{ role: "user" as const, content: "ab".repeat(5_000) }];
  await expect(createChatCompletion(client, { ...endless, messages: long })).rejects.toThrow();
  expect(await getBudget(client, { budgetId })).toMatchObject({ spent: "0", reserved: "0" });
});

test("what has no price is refused under a hard budget, and under no other", async () => {
  const stranger = await platform.stranger();
  await createChatCompletion(stranger, { ...endless, max_tokens: 1 });
  const unpriced = { provider: "platform", model: "endless", amount: "1", currency: "EUR" };
  // Prices in two currencies make the whole unknown.
  await createPrice(stranger, { ...unpriced, unit: "input_token", effectiveFrom: "2026-01-02T00:00:00Z" });
  await createBudget(stranger, { name: "hard", limit: "1" });
  const refused = createChatCompletion(stranger, { ...endless, max_tokens: 1 });
  await expect(refused).rejects.toMatchObject({
    code: "price_unknown_under_budget",
    status: 402,
    param: "model",
  });
  const { totals } = await getCosts(stranger, { model: "endless" });
  expect(totals).toMatchObject([{ count: 1 }]);
  expect(await listUsage(stranger, { model: "endless" }).all()).toHaveLength(1);
  expect(await listBudgets(stranger).all()).toMatchObject([{ reserved: "0" }]);
});
