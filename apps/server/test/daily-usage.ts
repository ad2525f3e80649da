import { type Client } from "@platform/core";
import { createPrice, submitUsage } from "@platform/costops";

const dayMs = 86_400_000;

/** One event a day at noon UTC, of as many dollars as `value` says; a day of nothing has no event. */
export async function dailyUsage(
  client: Client,
  {
    runId,
    model,
    from,
    days,
    value,
  }: { runId: string; model: string; from: string; days: number; value: (day: number) => number },
): Promise<void> {
  const price = {
    provider: "daily",
    model,
    unit: "dollar",
    amount: "1",
    effectiveFrom: "2024-01-01T00:00:00Z",
  };
  await createPrice(client, price).catch(({ code }) => code);
  const events = Array.from({ length: days }, (_, day) => ({ day, dollars: value(day) }));
  const all = events.map(({ day, dollars }) => {
    const occurredAt = new Date(Date.parse(from) + (day + 0.5) * dayMs).toISOString();
    const used = { provider: "daily", model, units: { dollar: dollars.toFixed(4) }, runId, occurredAt };
    return dollars === 0 ? undefined : submitUsage(client, used);
  });
  await Promise.all(all);
}
