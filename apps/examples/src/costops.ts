import { createClient } from "@platform/core";
import { costops } from "@platform/costops";

// Prices four days of a made-up model, sent as one batch, and shows what each day cost.
const { usage, prices, costs, analytics } = costops(createClient());
const runId = `example-${crypto.randomUUID()}`;
const model = { provider: "acme", model: runId };

await prices.create({
  ...model,
  unit: "input_token",
  amount: "2.50",
  per: "1000000",
  effectiveFrom: "2026-11-01T00:00:00Z",
});
await prices.create({
  ...model,
  unit: "output_token",
  amount: "10",
  per: "1000000",
  effectiveFrom: "2026-11-01T00:00:00Z",
});

const { recorded, rejected } = await usage.submitBatch({
  events: ["16", "17", "19", "20"].map((day) => ({
    ...{ ...model, runId, eventId: `${runId}-${day}`, occurredAt: `2026-11-${day}T12:00:00Z` },
    units: { input_token: 1_200 * Number(day), output_token: 300 },
  })),
});
console.log(`${recorded} recorded, ${rejected} rejected`);

const { totals } = await costs.get({ runId });
const { series } = await analytics.get({
  ...{ runId, interval: "day", from: "2026-11-16T00:00:00Z", to: "2026-11-21T00:00:00Z" },
});
// The 18th has a point too, though nothing happened.
for (const { start, values } of series[0]?.points ?? []) {
  console.log(start.slice(0, 10), values.cost?.padStart(8), "USD", `events: ${values.requests}`);
}
console.log("total     ", totals[0]?.cost.padStart(8), "USD");
