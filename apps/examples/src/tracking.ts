import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient, trackUsage } from "@platform/core";
import { costops, usageTracker, usageUnits } from "@platform/costops";
import { createChatCompletion } from "@platform/inference";

// Tracks calls of another service, which tells its usage as OpenAI and Anthropic do, and shows what they cost.
const usage = {
  prompt_tokens: 400,
  completion_tokens: 20,
  total_tokens: 420,
  prompt_tokens_details: { cached_tokens: 300 },
};
const message = { role: "assistant", content: "Hello." };
const choices = [{ index: 0, message, finish_reason: "stop" }];
const vendor = createServer((_, response) => {
  const answer = { id: "chatcmpl-1", object: "chat.completion", created: 1, model: "large", choices, usage };
  response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
});
await new Promise<void>((resolve) => void vendor.listen(0, "127.0.0.1", resolve));
const baseUrl = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;

const platform = createClient();
const { prices, costs } = costops(platform);
const runId = `example-${crypto.randomUUID()}`;
const provider = runId;
const price = { provider, model: "*", per: "1000000", effectiveFrom: "2026-01-01T00:00:00Z" };
await prices.create({ ...price, unit: "input_token", amount: "2.50" });
await prices.create({ ...price, unit: "cached_input_token", amount: "1.25" });
await prices.create({ ...price, unit: "output_token", amount: "10" });

{
  // Leaving the block sends what is left.
  await using tracker = usageTracker(platform, { tags: { app: "example" } });
  const client = createClient({ baseUrl, apiKey: "none", runId, use: [trackUsage(tracker, { provider })] });
  for (const content of ["Good morning.", "Good evening."])
    await createChatCompletion(client, { model: "large", messages: [{ role: "user", content }] });

  // What another client answered: here a message of Anthropic's.
  const answered = { input_tokens: 100, cache_read_input_tokens: 88, output_tokens: 15 };
  const units = usageUnits(answered);
  if (units) await tracker.record({ provider, model: "other", operation: "message", units, runId });
}

vendor.close();
const { groups, totals } = await costs.get({ runId, groupBy: ["model"] });
for (const { key, cost, count } of groups)
  console.log(key["model"]?.padEnd(8), cost, "USD", `${count} calls`);
const [total] = totals;
console.log("total   ", total?.cost, `USD, ${total?.count} calls, ${total?.unpriced} not measured`);
