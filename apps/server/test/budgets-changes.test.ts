import {
  createBudget,
  createPrice,
  deleteBudget,
  getBudget,
  listUsage,
  updateBudget,
} from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { chat, serveChat } from "./example-sockets.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

// Budgets that change while what was set aside in them is in use: a socket of five messages at the most.
let platform: TestPlatform;
beforeAll(async () => {
  const socket = { ...serveChat, worstCase: () => ({ units: { messages: "5" } }) };
  platform = await startTestPlatform([...costopsOperations, socket]);
});
afterAll(() => platform.stop());

/** A tenant of its own with a budget of ten messages, and a socket that holds five of them. */
async function talking() {
  const client = await platform.stranger();
  const price = { provider: "platform", effectiveFrom: "2026-01-02T00:00:00Z" };
  await createPrice(client, { ...price, model: "*", unit: "messages", amount: "1" });
  const make = () => createBudget(client, { name: "talk", limit: "10", scope: {}, window: "total" });
  const { id: budgetId } = await make();
  const stands = async (id = budgetId) => {
    const { spent, reserved, remaining } = await getBudget(client, { budgetId: id });
    // Without the request that made the price.
    return { spent: Math.floor(Number(spent)), reserved, remaining: Math.round(Number(remaining)) };
  };
  const open = async () => {
    const socket = await chat(client, { room: "a" });
    const messages = socket[Symbol.asyncIterator]();
    return {
      first: () => messages.next(),
      async end(said: number) {
        for (let n = 1; n < said; n++) {
          socket.send({ text: "word" });
          await messages.next();
        }
        socket.send({ text: "bye" });
        expect((await messages.next()).done).toBe(true);
      },
    };
  };
  const socket = await open();
  await socket.first();
  expect(await stands()).toEqual({ spent: 0, reserved: "5", remaining: 5 });
  return { client, budgetId, stands, open, socket, make };
}

test("one that is lowered below what is held lets that go on and lets nothing more in", async () => {
  const { client, budgetId, stands, open, socket } = await talking();
  await updateBudget(client, { budgetId, limit: "3" });
  expect(await stands()).toEqual({ spent: 0, reserved: "5", remaining: -2 });
  const refused = await open();
  await expect(refused.first()).rejects.toMatchObject({ closeCode: 4002 });
  await socket.end(4);
  await expect.poll(() => stands(), { timeout: 20_000 }).toEqual({ spent: 4, reserved: "0", remaining: -1 });
  await updateBudget(client, { budgetId, limit: "10" });
  const again = await open();
  await again.first();
  expect(await stands()).toEqual({ spent: 4, reserved: "5", remaining: 1 });
  await again.end(1);
});

test("one that is deleted and made anew counts what was begun before it, and holds nothing of it", async () => {
  const { client, budgetId, stands, socket, make } = await talking();
  await deleteBudget(client, { budgetId });
  const { id } = await make();
  expect(await stands(id)).toEqual({ spent: 0, reserved: "0", remaining: 10 });
  await socket.end(3);
  await expect.poll(() => stands(id), { timeout: 20_000 }).toEqual({ spent: 3, reserved: "0", remaining: 7 });
  expect(await listUsage(client, { operation: "chat" }).all()).toHaveLength(1);
});

test("one that becomes soft, and hard again, gives back what was held", async () => {
  const { client, budgetId, stands, open, socket } = await talking();
  await updateBudget(client, { budgetId, kind: "soft" });
  // Beside a soft one nothing is held.
  const [free, more] = [await open(), await open()];
  for (const one of [free, more]) await one.first();
  expect((await stands()).reserved).toBe("5");
  await updateBudget(client, { budgetId, kind: "hard" });
  for (const one of [free, more, socket]) await one.end(2);
  await expect.poll(() => stands(), { timeout: 20_000 }).toEqual({ spent: 6, reserved: "0", remaining: 4 });
});
