/** Checked by the compiler, never run: each `@ts-expect-error` fails the check when its line is allowed. */
import { createClient } from "@platform/core";
import {
  costops,
  type CostReport,
  createPrice,
  estimate,
  exportUsage,
  findAnomalies,
  forecastCosts,
  getCosts,
  listUsage,
  submitUsage,
  trackOpenAI,
  usageTracker,
} from "./index.ts";

const client = createClient();
const used = { provider: "openai", model: "gpt", units: { input_token: 1, output_token: "2.5" } };

export async function types(): Promise<void> {
  const { cost, units } = await submitUsage(client, used, { idempotencyKey: "a" });
  const known: string | null = cost;
  const report: CostReport = await getCosts(client);
  for await (const { operation } of listUsage(client)) operation.toUpperCase();
  const { usage, prices } = costops({ apiKey: "key" });
  await usage.submit(used);
  for await (const { source } of prices.list()) void (source satisfies "custom" | "default");
  const bytes: Uint8Array = await (await exportUsage(client, { format: "parquet" })).bytes();
  const { series } = await forecastCosts(client, { groupBy: "model", method: "seasonal" });
  const total: string | null | undefined = series[0]?.total;
  for (const { anomalies } of (await findAnomalies(client)).series) listUsage(client, anomalies[0]?.filter);
  void [known, units, report, bytes, total];
  // @ts-expect-error a file has a format
  await exportUsage(client, {});
  // @ts-expect-error there is no such method
  await forecastCosts(client, { method: "prophet" });
  const worst: string | null | undefined = (await estimate(client, submitUsage, used)).cost?.worst;
  const tracker = usageTracker(client);
  const eventId: string = await tracker.record(used);
  void [worst, eventId];
  // @ts-expect-error the parameters are those of the action
  await estimate(client, submitUsage, { provider: "openai" });
  // @ts-expect-error that is no client of the openai package
  trackOpenAI({}, tracker);
  // @ts-expect-error an unknown cost is null, so it is no string yet
  void cost.length;
  // @ts-expect-error units are missing
  await submitUsage(client, { provider: "openai", model: "gpt" });
  // @ts-expect-error there is no such dimension
  await getCosts(client, { groupBy: ["colour"] });
  // @ts-expect-error money is text: a number would lose digits
  await createPrice(client, { ...used, unit: "input_token", amount: 2.5 });
  // @ts-expect-error a list is iterated, not awaited
  void (await listUsage(client)).data;
}
