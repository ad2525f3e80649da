import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@platform/core";
import { createBudget, createPrice, getBudget, getCosts, listUsage } from "@platform/costops";
import { streamChatCompletion } from "@platform/inference";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { serveKeepBytes } from "./example-upload.ts";
import { openInference, type TestInference } from "./inference.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let opened: TestInference;
let platform: TestPlatform;
beforeAll(async () => {
  opened = await openInference({ gguf: "endless" });
  const { operation: upload } = serveKeepBytes();
  platform = await startTestPlatform([...inferenceOperations, ...costopsOperations, upload], opened.engines);
  const dated = { provider: "platform", model: "*", effectiveFrom: "2026-01-02T00:00:00Z" };
  for (const unit of ["request", "input_token", "output_token"])
    await createPrice(platform.client, { ...dated, unit, amount: "0.001" });
});
afterAll(async () => {
  await platform.stop();
  await opened.close();
});

const messages = [{ role: "user" as const, content: "hello" }];
const endless = { model: "endless", messages, temperature: 0 };

/** A run with a hard budget: how that stands, and what the ledger says. */
async function budgeted(runId: string, limit: string) {
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, retry: false, runId });
  const { id: budgetId } = await createBudget(client, { name: runId, limit, scope: { runId } });
  const stands = async () => {
    const { spent, reserved } = await getBudget(client, { budgetId });
    return { spent, reserved };
  };
  const ledger = async () => (await getCosts(platform.client, { runId })).totals[0]?.cost ?? "0";
  return { client, stands, ledger };
}

/** Bytes that never end, and come slowly. */
const slowBytes = () =>
  new ReadableStream({ pull: async (body) => sleep(5).then(() => body.enqueue(new Uint8Array(100))) });

const kinds = {
  call: () => ["POST", "/v1/chat/completions", JSON.stringify(endless)] as const,
  stream: () => ["POST", "/v1/chat/completions", JSON.stringify({ ...endless, stream: true })] as const,
  upload: () => ["PUT", "/v1/kept/left", slowBytes()] as const,
  download: () => ["GET", "/v1/usage/export?format=csv", null] as const,
};

test.each(Object.entries(kinds))(
  "a %s that is left at any stage gives back what it did not use",
  async (kind, of) => {
    const { stands, ledger } = await budgeted(`left-${kind}`, "1000");
    const leave = async (afterMs: number) => {
      const [method, path, body] = of();
      const caller = new AbortController();
      setTimeout(() => caller.abort(), afterMs);
      const isText = typeof body === "string";
      const headers = {
        ...{ authorization: `Bearer ${platform.project.key}`, "x-run-id": `left-${kind}` },
        ...(body !== null && { "content-type": isText ? "application/json" : "application/octet-stream" }),
      };
      const init = { method, headers, body, signal: caller.signal, duplex: "half" as const };
      await fetch(platform.url + path, init)
        .then((response) => response.text())
        .catch((error: Error) => expect(error.name).toBe("AbortError"));
    };
    for (let round = 0; round < 5; round++)
      await Promise.all(Array.from({ length: 8 }, (_, n) => leave(round * 20 + n * 3)));
    await expect.poll(() => platform.inflight.size, { timeout: 20_000 }).toBe(0);
    expect(await stands()).toEqual({ spent: await ledger(), reserved: "0" });
  },
);

test("a stream whose end meets a lost connection to the database is paid for all the same, and once", async () => {
  const { client, stands, ledger } = await budgeted("lost", "1000");
  const { pool } = platform.database;
  const other = await pool.connect();
  // The stream has its money set aside and cannot be settled, as long as another has the budget's row.
  let text = "";
  const read = async () => {
    for await (const { choices } of streamChatCompletion(client, { ...endless, max_tokens: 40 })) {
      if (text === "") {
        await other.query("begin");
        await other.query("select 1 from budgets where name = 'lost' for update");
      }
      text += choices[0]?.delta.content ?? "";
    }
  };
  const whole = read();
  const cut = async () => {
    const { rows } = await pool.query<{ done: boolean }>(
      `select pg_terminate_backend(pid) as done from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like '%"budgets"%'`,
    );
    return rows.length;
  };
  await expect.poll(cut, { timeout: 20_000 }).toBe(1);
  await other.query("commit");
  other.release();
  await whole;
  expect(text.length).toBeGreaterThan(0);
  expect(await listUsage(platform.client, { runId: "lost", model: "endless" }).all()).toHaveLength(1);
  const { spent, reserved } = await stands();
  expect(Number(spent)).toBeGreaterThan(0);
  expect({ spent, reserved }).toEqual({ spent: await ledger(), reserved: "0" });
});
