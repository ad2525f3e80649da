import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@platform/core";
import { createBudget, createPrice, deleteBudget, getBudget, listUsage } from "@platform/costops";
import { streamChatCompletion } from "@platform/inference";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { freeReservations } from "../src/costops/budgets/free.ts";
import { lockBudgets } from "../src/costops/budgets/standing.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { budgetReservations } from "../src/store/schema/index.ts";
import { serveChat } from "./example-sockets.ts";
import { openInference, type TestInference } from "./inference.ts";
import { type ModelServer, startModelServer } from "./model-server.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

const leaseMs = 900;
let models: ModelServer;
let opened: TestInference;
let platform: TestPlatform;
beforeAll(async () => {
  models = await startModelServer();
  opened = await openInference({ upstreamUrl: `${models.url}/v1` });
  const socket = { ...serveChat, worstCase: () => ({ units: { messages: "1" } }) };
  const operations = [...inferenceOperations, ...costopsOperations, socket];
  platform = await startTestPlatform(operations, opened.engines, { leaseMs });
  const dated = { model: "*", amount: "0.001", effectiveFrom: "2026-01-02T00:00:00Z" };
  const upstream = new URL(models.url).host;
  await createPrice(platform.client, { ...dated, provider: "platform", unit: "messages" });
  for (const unit of ["input_token", "output_token"])
    await createPrice(platform.client, { ...dated, provider: upstream, unit });
});
afterAll(async () => {
  await platform.stop();
  await opened.close();
  await models.close();
});

/** A run with a hard budget. */
async function budgeted(runId: string) {
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, retry: false, runId });
  const { id: budgetId } = await createBudget(client, { name: runId, limit: "100000", scope: { runId } });
  return { client, budgetId };
}

/** What another server does with what one holds that was silent beyond its lease. */
const takeOver = (budgetId: string): Promise<number> =>
  platform.database.db.transaction(async (tx) => {
    await lockBudgets(tx, [budgetId]);
    const ofBudget = eq(budgetReservations.budgetId, budgetId);
    const leaseUntil = sql`now() - interval '1 second'`;
    await tx.update(budgetReservations).set({ leaseUntil }).where(ofBudget);
    return freeReservations(tx, sql`${ofBudget} and ${budgetReservations.leaseUntil} < now()`);
  });

const endless = {
  model: "heedless-words",
  messages: [{ role: "user" as const, content: "hello" }],
  max_tokens: 50_000_000,
};

test("a stream whose reservation went to others is ended, and paid for what came", async () => {
  const { client, budgetId } = await budgeted("stream");
  let words = 0;
  const read = async () => {
    for await (const { choices } of streamChatCompletion(client, endless)) {
      if (choices[0]?.delta.content) words++;
      if (words === 1) expect(await takeOver(budgetId)).toBe(1);
    }
  };
  await expect(read()).rejects.toMatchObject({ code: "reservation_lost", retryable: true });
  expect(words).toBeGreaterThan(0);
  await expect.poll(() => models.answering, { timeout: 10_000 }).toBe(0);
  const { spent, reserved } = await getBudget(client, { budgetId });
  expect(Number(spent)).toBeGreaterThan(0);
  expect(reserved).toBe("0");
  expect(await listUsage(platform.client, { runId: "stream" }).all()).toHaveLength(1);
});

test("a socket is closed for it with 1013: to come back is the right thing", async () => {
  const { budgetId } = await budgeted("socket");
  const address = `${platform.url.replace("http", "ws")}/v1/rooms/a/chat`;
  const headers = { authorization: `Bearer ${platform.project.key}`, "x-run-id": "socket" };
  const socket = new WebSocket(address, ["platform.v1"], { headers });
  const closed = new Promise<string>((resolve) =>
    socket.once("close", (code, reason) => resolve(`${code} ${String(reason)}`)),
  );
  await new Promise((resolve) => socket.once("message", resolve));
  expect(await takeOver(budgetId)).toBe(1);
  expect(await closed).toMatch(/^1013 reservation_lost: /);
});

test("one whose budget is deleted goes on", async () => {
  const { client, budgetId } = await budgeted("deleted");
  for await (const { choices } of streamChatCompletion(client, endless)) {
    if (!choices[0]?.delta.content) continue;
    await deleteBudget(client, { budgetId });
    // Leases were renewed meanwhile.
    await sleep(leaseMs);
    expect(models.answering).toBe(1);
    break;
  }
});
