import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient, type Client } from "@platform/core";
import { createBudget, createPrice, getBudget, getCosts, listPrices } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { running, type ServerProcess, startProcess } from "./process.ts";

const rounds = Number(process.env["CRASH_ROUNDS"] ?? 2);

let folder: string;
let server: ServerProcess;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-budgets-"));
});
afterAll(async () => {
  await server?.end("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

test(`${rounds} times killed under load: nothing stays set aside, and what was spent is what the ledger says`, async () => {
  const start = async (): Promise<ServerProcess> =>
    running(await startProcess({ PLATFORM_DATA_DIR: folder, PLATFORM_LOG_LEVEL: "error" }));
  server = await start();
  const apiKey = /plat_\w+/.exec(server.out())?.[0] ?? "";
  const clientOf = (runId: string): Client =>
    createClient({ apiKey, baseUrl: server.url, retry: false, runId });
  const price = { provider: "platform", model: "listPrices", unit: "request", amount: "1" };
  await createPrice(clientOf("before"), { ...price, effectiveFrom: "2026-01-02T00:00:00Z" });
  const limit = "100000";
  const { id: budgetId } = await createBudget(clientOf("before"), {
    name: "b",
    limit,
    scope: { runId: "load" },
  });
  await sleep(1_000);

  let answered = 0;
  for (let round = 0; round < rounds; round++) {
    const life = new AbortController();
    const client = clientOf("load");
    const call = async () => {
      while (!life.signal.aborted) {
        await listPrices(client)
          .first()
          .then(
            () => answered++,
            () => sleep(5),
          );
      }
    };
    const loading = Promise.all(Array.from({ length: 20 }, call));
    const enough = answered + 10;
    await expect.poll(() => answered, { timeout: 120_000 }).toBeGreaterThan(enough);
    await server.end("SIGKILL");
    life.abort();
    await loading;
    server = await start();
  }
  const looker = clientOf("after");
  const { totals } = await getCosts(looker, { runId: "load" });
  const budget = await getBudget(looker, { budgetId });
  expect(budget).toMatchObject({ spent: totals[0]?.cost, reserved: "0" });
  // What was answered is in the ledger; of what was not, some may be.
  expect(answered).toBeGreaterThan(rounds);
  expect(totals[0]?.count).toBeGreaterThanOrEqual(answered);
}, 300_000);
