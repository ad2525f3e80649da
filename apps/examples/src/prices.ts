import { createClient } from "@platform/core";
import { costops } from "@platform/costops";

// What a model's public price is and where it was read; then a late price of one's own, and what it changes.
const { prices, usage } = costops(createClient());

const asked = { provider: "openai", model: "gpt-4o-2024-08-06", at: "2026-11-01T00:00:00Z" };
const { prices: found } = await prices.resolve(asked);
for (const { unit, price, matched } of found) {
  console.log(unit.padEnd(20), price.amount?.padStart(5), "USD per million,", matched, price.origin?.page);
}

const model = { provider: "acme", model: `example-${crypto.randomUUID()}` };
for (const tokens of [900, 1_000, 6_000]) {
  await usage.submit({ ...model, units: { input_token: tokens }, occurredAt: "2026-11-02T12:00:00Z" });
}

const price = await prices.create({
  ...model,
  unit: "input_token",
  per: "1000",
  tierMode: "graduated",
  tiers: [
    { upTo: "1000", amount: "0.01" },
    { upTo: null, amount: "0.005" },
  ],
  effectiveFrom: "2026-11-01T00:00:00Z",
});

const range = { from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z", ...model };
const told = await prices.recompute(range);
console.log("would change", told.changed, "events, from unknown to", told.totals[0]?.after, "USD");
const done = await prices.recompute({ ...range, dryRun: false });
console.log(
  "changed",
  done.changed,
  "events; again it would change",
  (await prices.recompute(range)).changed,
);
await prices.delete({ priceId: price.id });
