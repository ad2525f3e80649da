import fc from "fast-check";
import type { NewUsage } from "../src/http/meter/write-usage.ts";

/** A few values each, so that many events fall into the same sums. */
const name = (...values: string[]) => fc.constantFrom(...values);
const amount = fc
  .tuple(fc.nat(1_000_000), fc.nat(999))
  .map(([whole, part]) => (part === 0 ? `${whole}` : `${whole}.${part}`.replace(/0+$/, "")));

/** Around a change of the clocks in Berlin and New York, thick enough that ends of spans cut through quarters. */
export const randomTime: fc.Arbitrary<Date> = fc
  .integer({ min: 0, max: 4000 })
  .map((step) => new Date(Date.parse("2026-10-24T00:00:00Z") + step * 97_001));

/** An event of the ledger, without its id. Its model says what it costs: `price` below. */
export const randomUsage: fc.Arbitrary<Omit<NewUsage, "eventId">> = fc
  .record({
    operation: name("usage", "runTask", "createEmbedding"),
    provider: name("acme", "platform"),
    model: name("priced", "unknown", "euro"),
    units: fc.dictionary(name("input_token", "output_token", "request"), amount, {
      minKeys: 1,
      noNullPrototype: true,
    }),
    userId: fc.option(name("u1", "u2")),
    apiKeyId: fc.option(name("k1", "k2")),
    runId: fc.option(name("r1", "r2")),
    tags: fc.dictionary(name("team", "step"), name("a", "b"), { noNullPrototype: true }),
    durationMs: fc.option(fc.nat(10_000)),
    occurredAt: randomTime,
  })
  .map((event) => ({ ...event, startedAt: event.occurredAt }));

/** The price of these events: to ten places, in two currencies, or unknown. */
export const price = async (
  _: unknown,
  { model, units }: { model: string; units: Readonly<Record<string, string>> },
) => ({
  cost:
    model === "unknown"
      ? null
      : `${Object.keys(units).length}.${Object.values(units).join("").replaceAll(".", "").slice(0, 9)}1`,
  currency: model === "euro" ? "EUR" : "USD",
  priceIds: [],
});
