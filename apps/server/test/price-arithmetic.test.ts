import type { Price, PriceTier, ResolvedPrice } from "@platform/costops";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainPrice } from "../src/costops/prices/catalogue/plain-price.ts";
import { costOfUnits } from "../src/costops/prices/price-units.ts";
import { add, type Fraction, fraction, least, most, over, rounded, subtract, times } from "./fractions.ts";

const numRuns = 10_000;

const price = (unit: string, terms: Partial<Price>): Price => ({
  ...plainPrice,
  ...{ id: `prc_${unit}`, provider: "acme", model: "m", unit, amount: null, per: "1" },
  ...{ effectiveFrom: "2026-01-01T00:00:00.000Z", createdAt: "2026-01-01T00:00:00.000Z" },
  ...terms,
});

function bookOf(prices: readonly Price[]): Map<string, ResolvedPrice> {
  const find = (unit: string | undefined) => prices.find((one) => one.unit === unit) ?? null;
  return new Map(
    prices.map((one) => [
      one.unit,
      { unit: one.unit, price: one, matched: "model" as const, base: find(one.relativeTo?.unit) },
    ]),
  );
}

const costOf = (units: Record<string, string>, prices: readonly Price[]): string | null =>
  costOfUnits(units, bookOf(prices)).cost;

const decimal = (most: bigint, places: number) =>
  fc
    .tuple(
      fc.bigInt({ min: 0n, max: most }),
      fc.integer({ min: 0, max: places }),
      fc.bigInt({ min: 0n, max: 10n ** BigInt(places) - 1n }),
    )
    .map(([whole, length, part]) =>
      length === 0 ? `${whole}` : `${whole}.${part.toString().padStart(places, "0").slice(0, length)}`,
    );

const amount = fc.oneof(
  decimal(5_000n, 15),
  fc.constantFrom("0", "0.00000000005", "0.00000000015", "1", "2.5"),
);
const quantity = fc.oneof(decimal(3_000_000n, 3), fc.constantFrom("1", "999", "1000", "1001", "200000"));
const per = fc.constantFrom("1", "3", "7", "1000", "3600", "1000000", "999999999999");
const tier = fc.record({ amount, per, flat: fc.oneof(fc.constant("0"), amount) });
const tiers = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 2_000_000 }), { maxLength: 5 }),
    fc.array(tier, { minLength: 6, maxLength: 6 }),
  )
  .map(([bounds, list]): PriceTier[] => {
    const sorted = bounds.toSorted((a, b) => a - b).map(String);
    return [...sorted, null].map((upTo, place) => ({
      upTo,
      ...(list[place] ?? { amount: "0", per: "1", flat: "0" }),
    }));
  });
const rest = fc.record({
  included: fc.oneof(fc.constant("0"), quantity),
  minimum: fc.oneof(fc.constant("0"), amount),
});
const form = fc.oneof(
  fc.record({ amount, per }),
  fc.record({ tiers, tierMode: fc.constant("graduated" as const) }),
  fc.record({
    tiers,
    tierMode: fc.constant("volume" as const),
    tierUnit: fc.constantFrom(null, "b", "prompt_token"),
  }),
);
const terms = fc.tuple(form, rest).map(([one, more]): Partial<Price> => ({ ...one, ...more }));

/** What the README says, said once more in fractions: nothing here is shared with what is tested. */
function expected(units: Record<string, string>, one: Price, rate: Price, factor: Fraction): Fraction {
  const used = fraction(units[one.unit] ?? "0");
  const zero = fraction("0");
  if (used.top === 0n) return zero;
  const billed = most(zero, subtract(used, fraction(one.included)));
  let cost = zero;
  if (rate.amount !== null) cost = over(times(billed, fraction(rate.amount)), fraction(rate.per));
  else if (billed.top > 0n) {
    const flat = (step: PriceTier) => (rate === one ? fraction(step.flat) : zero);
    if (rate.tierMode === "volume") {
      const names =
        rate.tierUnit === "prompt_token"
          ? ["input_token", "cached_input_token"]
          : [rate.tierUnit ?? rate.unit];
      const whole = names.map((name) => fraction(units[name] ?? "0")).reduce(add, zero);
      const step = rate.tiers.find(({ upTo }) => upTo === null || subtract(whole, fraction(upTo)).top <= 0n);
      if (step) cost = add(over(times(billed, fraction(step.amount)), fraction(step.per)), flat(step));
    } else {
      let start = zero;
      for (const step of rate.tiers) {
        const end = step.upTo === null ? billed : least(billed, fraction(step.upTo));
        const part = subtract(end, start);
        if (part.top <= 0n) break;
        cost = add(cost, add(over(times(part, fraction(step.amount)), fraction(step.per)), flat(step)));
        start = end;
      }
    }
  }
  return most(times(cost, factor), fraction(one.minimum));
}

test("every form of price costs what fractions say, rounded by hand", () => {
  fc.assert(
    fc.property(
      ...([terms, terms, rest, decimal(3n, 12)] as const),
      ...([quantity, quantity, quantity] as const),
      (first, second, relative, factor, a, b, c) => {
        const units = { input_token: a, b, cached_input_token: c };
        const input = price("input_token", first);
        const other = price("b", second);
        const cached = price("cached_input_token", {
          ...relative,
          relativeTo: { unit: "input_token", factor },
        });
        const parts = [
          expected(units, input, input, fraction("1")),
          expected(units, other, other, fraction("1")),
          expected(units, cached, input, fraction(factor)),
        ].map(rounded);
        const total = parts.reduce((sum, part) => sum + part, 0n);
        expect(fraction(costOf(units, [input, other, cached]) ?? "")).toEqual(fraction(inTenPlaces(total)));
      },
    ),
    { numRuns, seed: 20261121 },
  );
});

const inTenPlaces = (value: bigint): string => {
  const text = value.toString().padStart(11, "0");
  return `${text.slice(0, -10)}.${text.slice(-10)}`;
};

describe("laws", () => {
  test("graduated sums have no step at a bound: a unit more costs no more than the dearest rate", () => {
    fc.assert(
      fc.property(tiers, fc.integer({ min: 0, max: 4 }), (steps, place) => {
        const plain = steps.map((step) => ({ ...step, amount: step.amount, per: "1", flat: "0" }));
        const bound = plain[Math.min(place, plain.length - 1)]?.upTo;
        if (bound === null || bound === undefined) return;
        const one = price("u", { tiers: plain, tierMode: "graduated" });
        const at = fraction(costOf({ u: bound }, [one]) ?? "");
        const beyond = fraction(costOf({ u: `${bound}.0000000001` }, [one]) ?? "");
        const dearest = plain.map(({ amount: rate }) => fraction(rate)).reduce(most);
        const step = subtract(beyond, at);
        expect(step.top >= 0n).toBe(true);
        const limit = add(times(dearest, fraction("0.0000000001")), fraction("0.0000000001"));
        expect(subtract(step, limit).top <= 0n).toBe(true);
      }),
      { numRuns: 2_000, seed: 20261121 },
    );
  });

  test("a volume price is the price of one tier, that which holds the amount", () => {
    fc.assert(
      fc.property(tiers, quantity, (steps, used) => {
        const one = price("u", { tiers: steps, tierMode: "volume" });
        const holds = steps.findIndex(
          ({ upTo }) => upTo === null || subtract(fraction(used), fraction(upTo)).top <= 0n,
        );
        const step = steps[holds];
        if (step === undefined || fraction(used).top === 0n) return;
        const value = add(
          over(times(fraction(used), fraction(step.amount)), fraction(step.per)),
          fraction(step.flat),
        );
        expect(fraction(costOf({ u: used }, [one]) ?? "")).toEqual(fraction(inTenPlaces(rounded(value))));
      }),
      { numRuns: 2_000, seed: 20261121 },
    );
  });

  test("the order of units, and units priced apart, never change a total", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(quantity, terms), { minLength: 1, maxLength: 8 }), (list) => {
        const named = list.map(
          ([used, one], place) =>
            [`u${place}`, used, price(`u${place}`, { ...one, tierUnit: null })] as const,
        );
        const prices = named.map(([, , one]) => one);
        const units = Object.fromEntries(named.map(([unit, used]) => [unit, used]));
        const backwards = Object.fromEntries(named.toReversed().map(([unit, used]) => [unit, used]));
        const total = fraction(costOf(units, prices) ?? "");
        expect(fraction(costOf(backwards, prices.toReversed()) ?? "")).toEqual(total);
        const apart = named.map(([unit, used]) => fraction(costOf({ [unit]: used }, prices) ?? ""));
        expect(apart.reduce(add)).toEqual(total);
      }),
      { numRuns: 2_000, seed: 20261121 },
    );
  });
});

test("what cannot be known is not zero", () => {
  const cached = price("cached_input_token", { relativeTo: { unit: "input_token", factor: "0.1" } });
  expect(costOf({ cached_input_token: "5" }, [cached])).toBeNull();
  const euros = price("input_token", { amount: "1", currency: "EUR" });
  expect(costOf({ cached_input_token: "5" }, [cached, euros])).toBeNull();
  const circle = price("input_token", { relativeTo: { unit: "cached_input_token", factor: "1" } });
  expect(costOf({ cached_input_token: "5" }, [cached, circle])).toBeNull();
  expect(
    costOf({ cached_input_token: "5", input_token: "0" }, [cached, price("input_token", { amount: "1" })]),
  ).toBe("0.5");
});
