import { createTicket } from "@platform/account";
import { createClient } from "@platform/core";
import { createBudget, createPrice, getBudget, getCosts, listUsage } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { accountOperations } from "../src/account/operations.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { chat, serveChat } from "./example-sockets.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform([
    ...[...accountOperations, ...costopsOperations],
    // A conversation of at most three messages.
    { ...serveChat, worstCase: () => ({ units: { messages: "3" } }) },
  ]);
  const price = { provider: "platform", effectiveFrom: "2026-01-02T00:00:00Z" };
  await createPrice(platform.client, { ...price, model: "*", unit: "messages", amount: "1" });
  await createPrice(platform.client, { ...price, model: "createTicket", unit: "request", amount: "0" });
});
afterAll(() => platform.stop());

/** A run with a hard budget, how that stands, and what sockets of the run have cost. */
async function budgeted(runId: string, limit: string) {
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, retry: false, runId });
  const { id: budgetId } = await createBudget(client, { name: runId, limit, scope: { runId } });
  const stands = async () => {
    const { spent, reserved } = await getBudget(client, { budgetId });
    return [spent, reserved];
  };
  const rows = () => listUsage(platform.client, { runId, operation: "chat" }).all();
  const ticket = async () => (await createTicket(client, { scopes: ["sandbox:write"] })).ticket;
  return { client, stands, rows, ticket };
}
/** A page's client, which knows tickets and nothing else. */
const page = () => createClient({ apiKey: () => "", baseUrl: platform.url });

/** Opens a socket as a program may that sets its own headers; gives how it was closed. */
async function openRaw(protocols: string[], runId: string): Promise<number> {
  const socket = new WebSocket(`${platform.url.replace("http", "ws")}/v1/rooms/a/chat`, protocols, {
    headers: { "x-run-id": runId },
  });
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", resolve);
    socket.once("message", () => socket.send(JSON.stringify({ text: "bye" })));
  });
}

test("a socket opened by a ticket belongs to the run the ticket was made in, and is held and charged there", async () => {
  const { stands, rows, ticket } = await budgeted("talk", "5");
  const socket = await chat(page(), { room: "a" }, { ticket });
  const messages = socket[Symbol.asyncIterator]();
  expect((await messages.next()).value).toEqual({ text: "a 0" });
  expect(await stands()).toEqual(["0", "3"]);

  const refused = await chat(page(), { room: "b" }, { ticket });
  const read = async () => {
    for await (const message of refused) expect(message).toBeUndefined();
  };
  await expect(read()).rejects.toMatchObject({ closeCode: 4002 });
  expect(await stands()).toEqual(["0", "3"]);

  socket.send({ text: "bye" });
  expect((await messages.next()).done).toBe(true);
  await expect.poll(stands, { timeout: 20_000 }).toEqual(["1", "0"]);
  expect(await rows()).toMatchObject([{ cost: "1", runId: "talk" }]);
});

test("a program that sets headers says the run there, with its key", async () => {
  const { stands, rows } = await budgeted("program", "5");
  expect(await openRaw(["platform.v1", `platform.key.${platform.project.key}`], "program")).toBe(1000);
  await expect.poll(stands, { timeout: 20_000 }).toEqual(["1", "0"]);
  expect(await rows()).toMatchObject([{ cost: "1", runId: "program" }]);
});

test("who has a ticket cannot give what it costs to another run", async () => {
  const mine = await budgeted("mine", "5");
  const theirs = await budgeted("theirs", "5");
  expect(await openRaw(["platform.v1", `platform.ticket.${await mine.ticket()}`], "theirs")).toBe(1000);
  await expect.poll(mine.stands, { timeout: 20_000 }).toEqual(["1", "0"]);
  expect(await theirs.stands()).toEqual(["0", "0"]);
  expect(await theirs.rows()).toEqual([]);
});

test("a ticket made in no run opens a socket of none", async () => {
  const { ticket } = await createTicket(platform.client, { scopes: ["sandbox:write"] });
  for await (const { text } of await chat(page(), { room: "a" }, { ticket: () => ticket })) {
    expect(text).toBe("a 0");
    break;
  }
  const unnamed = async () => (await listUsage(platform.client, { operation: "chat" }).all())[0]?.runId;
  await expect.poll(unnamed, { timeout: 20_000 }).toBeNull();
  expect((await getCosts(platform.client, { operation: "chat" })).totals[0]?.count).toBeGreaterThan(0);
});
