import { createClient } from "@platform/core";
import { costops } from "@platform/costops";

// Six weeks of a made-up model with one day that ran away: found, the coming week estimated, the ledger as a file.
const { usage, prices, costs } = costops(createClient());
const runId = `example-${crypto.randomUUID()}`;
const model = { provider: "acme", model: runId };
const today = Date.parse(new Date().toISOString().slice(0, 10));
const days = 42;
const noonOf = (daysAgo: number) => new Date(today - (daysAgo - 0.5) * 86_400_000).toISOString();

await prices.create({
  ...model,
  unit: "input_token",
  amount: "2.50",
  per: "1000000",
  effectiveFrom: noonOf(days),
});
for (let daysAgo = days; daysAgo >= 1; daysAgo--) {
  const usual = 400_000 + (daysAgo % 3) * 2_000;
  const units = { input_token: daysAgo === 10 ? 9 * usual : usual };
  await usage.submit({ ...model, units, runId, occurredAt: noonOf(daysAgo) });
}

const found = await costs.anomalies({ runId, sensitivity: "low" });
for (const { from, severity, actual, filter } of found.series[0]?.anomalies ?? []) {
  const events = await usage.list(filter).all();
  console.log(from.slice(0, 10), severity, actual, "USD in", events.length, "event");
}

const { series } = await costs.forecast({ runId, horizonDays: 7, method: "moving_average" });
for (const { date, expected, low, high } of series[0]?.points ?? [])
  console.log(date, expected, `${low} to ${high}`);

const file = await usage.export({ runId, format: "csv" });
const lines = (await file.text()).trimEnd().split("\r\n");
console.log(`${lines.length - 1} rows of ${lines[0]?.split(",").length} columns`);
