import { createHash } from "node:crypto";
import { createClient, poll } from "@platform/core";
import { costops } from "@platform/costops";

// Yesterday's costs by model, every morning at six in Berlin; here run once at once, and its file checked.
const { usage, prices, reports } = costops(createClient());
const runId = `example-${crypto.randomUUID()}`;
const yesterday = new Date(Date.now() - 86_400_000).toISOString();
const effectiveFrom = "2026-01-01T00:00:00Z";

for (const [model, amount] of Object.entries({ large: "10", small: "1" })) {
  const named = { provider: "acme", model: `${runId}-${model}` };
  await prices.create({ ...named, unit: "input_token", amount, per: "1000000", effectiveFrom });
  await usage.submit({ ...named, units: { input_token: 123_456 }, runId, occurredAt: yesterday });
}

const report = await reports.create({
  name: "costs by model",
  source: "costs",
  params: { groupBy: ["model"], runId },
  format: "csv",
  cron: "0 6 * * *",
  timeZone: "Europe/Berlin",
  period: "previous_day",
});
console.log("next at", report.nextRunAt);

// The day in Berlin that yesterday's usage fell into, which may be today by now.
const at = new Date(Date.parse(yesterday) + 86_400_000).toISOString();
const { id: reportRunId } = await reports.run({ reportId: report.id, at });
const over = ({ endedAt }: { endedAt: string | null }) => endedAt !== null;
const run = await poll(() => reports.getRun({ reportRunId }), over);
console.log(run.status, run.from, run.to, run.fileName);

const bytes = await (await reports.download({ reportRunId })).bytes();
const [head, ...rows] = new TextDecoder().decode(bytes).trimEnd().split("\r\n");
const costs = head?.split(",").indexOf("cost") ?? 0;
for (const row of rows) console.log(row.split(",")[costs], "USD");
console.log(createHash("sha256").update(bytes).digest("hex") === run.sha256 ? "the file is whole" : "broken");
await reports.delete({ reportId: report.id });
