import { createClient } from "@platform/core";
import { costops } from "@platform/costops";

// Prices five days of a made-up model, and shows what each day cost.
const { usage, prices, costs } = costops(createClient());
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

for (const day of ["16", "17", "18", "19", "20"]) {
  const units = { input_token: 1_200 * Number(day), output_token: 300 };
  await usage.submit({ ...model, units, runId, occurredAt: `2026-11-${day}T12:00:00Z` });
}

const { totals, groups } = await costs.get({ runId, groupBy: ["day"] });
for (const { key, cost, count } of groups.toSorted((a, b) =>
  (a.key["day"] ?? "").localeCompare(b.key["day"] ?? ""),
)) {
  console.log(key["day"], cost.padStart(8), "USD", `${count} event${count === 1 ? "" : "s"}`);
}
console.log("total     ", totals[0]?.cost.padStart(8), "USD");
