import { ConflictError, NotFoundError, ValidationError } from "@platform/core";
import {
  createPrice,
  type CreatePriceParams,
  deletePrice,
  getPrice,
  listPrices,
  resolvePrice,
  submitUsage,
  updatePrice,
} from "@platform/costops";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
});
afterAll(() => platform.stop());

const january = "2026-01-01T00:00:00.000Z";
const june = "2026-06-01T00:00:00.000Z";
const july = "2026-07-01T00:00:00.000Z";
const named = (model: string) => ({ provider: "acme", model, unit: "x", effectiveFrom: january });

const costAt = async (model: string, occurredAt: string, provider = "acme") =>
  (await submitUsage(platform.client, { provider, model, units: { x: 1 }, occurredAt })).cost;

describe("versions", () => {
  test("an update begins a version, ends the old one, and leaves what was recorded", async () => {
    const { client } = platform;
    const first = await createPrice(client, { ...named("versions"), amount: "1", minimum: "0.5" });
    const before = await submitUsage(client, {
      ...{ provider: "acme", model: "versions", units: { x: 1 }, eventId: "versions", occurredAt: july },
    });
    const second = await updatePrice(client, { priceId: first.id, amount: "2", effectiveFrom: june });
    expect(second).toMatchObject({ amount: "2", minimum: "0.5", effectiveFrom: june, effectiveTo: null });
    expect(await getPrice(client, { priceId: first.id })).toEqual({ ...first, effectiveTo: june });
    expect(await costAt("versions", "2026-05-31T23:59:59.999Z")).toBe("1");
    expect(await costAt("versions", june)).toBe("2");
    const again = await submitUsage(client, {
      ...{ provider: "acme", model: "versions", units: { x: 1 }, eventId: "versions", occurredAt: july },
    });
    expect(again).toEqual(before);
    expect(again.cost).toBe("1");
  });

  test("an update may change the form: what was said before of another form goes", async () => {
    const { client } = platform;
    const plain = await createPrice(client, { ...named("form"), amount: "1", per: "1000" });
    const tiers = [
      { upTo: "10", amount: "1" },
      { upTo: null, amount: "2" },
    ];
    const tiered = await updatePrice(client, {
      ...{ priceId: plain.id, tiers, tierMode: "graduated", effectiveFrom: june },
    });
    expect(tiered).toMatchObject({ amount: null, per: "1000", tierMode: "graduated" });
    expect(tiered.tiers[1]).toEqual({ upTo: null, amount: "2", per: "1000", flat: "0" });
    const relative = await updatePrice(client, {
      ...{ priceId: tiered.id, relativeTo: { unit: "y", factor: "0.1" }, effectiveFrom: july },
    });
    expect(relative).toMatchObject({ tiers: [], tierMode: null, relativeTo: { unit: "y", factor: "0.1" } });
    const kept = await updatePrice(client, { priceId: relative.id, included: "3" });
    expect(kept).toMatchObject({ relativeTo: { unit: "y", factor: "0.1" }, included: "3" });
  });

  test("two updates at once to one moment make one version", async () => {
    const { client } = platform;
    const { id } = await createPrice(client, { ...named("race"), amount: "1" });
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        updatePrice(client, { priceId: id, amount: `${n}`, effectiveFrom: june }),
      ),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await listPrices(client, { model: "race" }).all()).toHaveLength(2);
  });

  test("an update must begin after the version it follows and before its end", async () => {
    const { client } = platform;
    const first = await createPrice(client, { ...named("order"), amount: "1" });
    const update = (effectiveFrom: string) =>
      updatePrice(client, { priceId: first.id, amount: "3", effectiveFrom });
    await expect(update(january)).rejects.toMatchObject({ code: "invalid_params", param: "effectiveFrom" });
    await updatePrice(client, { priceId: first.id, amount: "2", effectiveFrom: june });
    await expect(update(june)).rejects.toMatchObject({ code: "price_exists", status: 409 });
    await expect(update(july)).rejects.toMatchObject({ code: "price_ended", status: 409 });
    await expect(update(july)).rejects.toBeInstanceOf(ConflictError);
    // What was refused left nothing behind.
    expect(await listPrices(client, { model: "order" }).all()).toHaveLength(2);
  });

  test("a price ends when it is told to, and what ranks next holds then", async () => {
    const { client } = platform;
    const fallback = await createPrice(client, { ...named("*"), unit: "x", amount: "9", provider: "ends" });
    const own = await createPrice(client, { ...named("m"), amount: "1", provider: "ends" });
    const ended = await deletePrice(client, { priceId: own.id, effectiveTo: june });
    expect(ended).toEqual({ ...own, effectiveTo: june });
    expect(await costAt("m", "2026-05-31T23:59:59.999Z", "ends")).toBe("1");
    expect(await costAt("m", june, "ends")).toBe("9");
    // An end is never moved later, whoever repeats it.
    expect(await deletePrice(client, { priceId: own.id, effectiveTo: july })).toEqual(ended);
    const now = await deletePrice(client, { priceId: fallback.id });
    expect(Date.parse(now.effectiveTo ?? "")).toBeLessThanOrEqual(Date.now());
    const early = deletePrice(client, { priceId: own.id, effectiveTo: january });
    await expect(early).rejects.toMatchObject({ param: "effectiveTo", status: 400 });
  });

  test("a price that has not begun vanishes, and the one before it goes on", async () => {
    const { client } = platform;
    const first = await createPrice(client, { ...named("future"), amount: "1" });
    const next = await updatePrice(client, {
      ...{ priceId: first.id, amount: "2", effectiveFrom: "2099-01-01T00:00:00.000Z" },
    });
    expect((await getPrice(client, { priceId: first.id })).effectiveTo).toBe(next.effectiveFrom);
    expect((await deletePrice(client, { priceId: next.id })).effectiveTo).toBe(next.effectiveFrom);
    await expect(getPrice(client, { priceId: next.id })).rejects.toBeInstanceOf(NotFoundError);
    expect((await getPrice(client, { priceId: first.id })).effectiveTo).toBeNull();
  });

  test("listPrices tells what held at a moment", async () => {
    const { client } = platform;
    const first = await createPrice(client, { ...named("then"), amount: "1" });
    await updatePrice(client, { priceId: first.id, amount: "2", effectiveFrom: june });
    const at = async (moment: string) =>
      (await listPrices(client, { model: "then", at: moment }).all()).map(({ amount }) => amount);
    expect(await at("2025-12-31T23:59:59Z")).toEqual([]);
    expect(await at("2026-05-31T23:59:59.999Z")).toEqual(["1"]);
    expect(await at(june)).toEqual(["2"]);
    expect(await listPrices(client, { model: "then", limit: 1 }).all()).toHaveLength(2);
  });
});

describe("resolvePrice", () => {
  const at = july;
  test("own before shipped, and says whose it is", async () => {
    const { client } = platform;
    const asked = { provider: "openai", model: "gpt-4.1", unit: "input_token", at };
    const shipped = await resolvePrice(client, asked);
    expect(shipped.prices[0]).toMatchObject({ matched: "model", price: { source: "default", amount: "2" } });
    expect(shipped.prices[0]?.price.origin?.page).toBe("openai.com/api/pricing");
    const mine = { provider: "openai", model: "*", unit: "input_token", amount: "7", effectiveFrom: january };
    const own = await createPrice(client, mine);
    expect((await resolvePrice(client, asked)).prices).toEqual([
      { unit: "input_token", price: own, matched: "any_model", base: null },
    ]);
    await deletePrice(client, { priceId: own.id, effectiveTo: "2026-01-02T00:00:00Z" });
    expect(await resolvePrice(client, asked)).toEqual(shipped);
  });

  test("a dated name has the undated one's price only where it has none of its own", async () => {
    const { client } = platform;
    const matched = async (model: string) =>
      (await resolvePrice(client, { provider: "openai", model, unit: "input_token", at })).prices.map(
        (one) => [one.matched, one.price.amount],
      );
    expect(await matched("gpt-4o-2024-08-06")).toEqual([["undated_model", "2.5"]]);
    expect(await matched("gpt-4o-2024-05-13")).toEqual([["model", "5"]]);
    expect(await matched("gpt-4o-zzzz-08-06")).toEqual([]);
  });

  test.each([
    ["azure", "azure_openai"],
    ["aws", "aws_bedrock"],
    ["bedrock", "aws_bedrock"],
    ["vertex", "google"],
    ["openai", "openai"],
  ])("%s is %s", async (provider, canonical) => {
    const { client } = platform;
    const model = `alias-${provider}`;
    await createPrice(client, { ...named(model), provider: canonical, amount: "4" });
    expect((await resolvePrice(client, { provider, model, at })).provider).toBe(canonical);
    expect(await costAt(model, at, provider)).toBe("4");
    if (provider === canonical) return;
    // A price under the very name that was said goes first.
    await createPrice(client, { ...named(model), provider, amount: "5" });
    expect(await costAt(model, at, provider)).toBe("5");
  });

  test("a relative price shows what it is worked out from", async () => {
    const { client } = platform;
    const base = await createPrice(client, { ...named("base"), amount: "10" });
    const relative = await createPrice(client, {
      ...{ ...named("base"), unit: "y", relativeTo: { unit: "x", factor: "0.1" } },
    });
    const { prices } = await resolvePrice(client, { provider: "acme", model: "base", unit: "y", at });
    expect(prices).toEqual([{ unit: "y", price: relative, matched: "model", base }]);
    const used = { provider: "acme", model: "base", units: { y: 3 }, occurredAt: at };
    expect((await submitUsage(client, used)).cost).toBe("3");
  });
});

const tier = { upTo: null, amount: "1" };
const bad: [param: string, terms: Partial<CreatePriceParams>][] = [
  ["amount", {}],
  ["tiers", { amount: "1", tiers: [tier], tierMode: "volume" }],
  ["relativeTo", { amount: "1", relativeTo: { unit: "y", factor: "1" } }],
  ["relativeTo", { tiers: [tier], tierMode: "volume", relativeTo: { unit: "y", factor: "1" } }],
  ["relativeTo.unit", { relativeTo: { unit: "x", factor: "1" } }],
  ["per", { per: "5", relativeTo: { unit: "y", factor: "1" } }],
  ["tierMode", { tiers: [tier] }],
  ["tierMode", { amount: "1", tierMode: "volume" }],
  ["tierUnit", { amount: "1", tierUnit: "y" }],
  ["tierUnit", { tiers: [tier], tierMode: "graduated", tierUnit: "y" }],
  ["tiers.0.upTo", { tiers: [{ ...tier, upTo: "5" }], tierMode: "volume" }],
  ["tiers.0.upTo", { tiers: [tier, tier], tierMode: "volume" }],
  ["tiers.0.upTo", { tiers: [{ ...tier, upTo: "0" }, tier], tierMode: "volume" }],
  ["tiers.1.upTo", { tiers: [{ ...tier, upTo: "5" }, { ...tier, upTo: "5.0" }, tier], tierMode: "volume" }],
  ["effectiveTo", { amount: "1", effectiveTo: january }],
];

test.each(bad)("what contradicts itself is refused by name: %s %j", async (param, terms) => {
  const made = createPrice(platform.client, { ...named("bad"), ...terms });
  await expect(made).rejects.toBeInstanceOf(ValidationError);
  await expect(made).rejects.toMatchObject({ code: "invalid_params", param, status: 400 });
  expect(await listPrices(platform.client, { model: "bad" }).all()).toEqual([]);
});

test("a circle of relative prices, and one in two currencies, are refused", async () => {
  const { client } = platform;
  const relative = (unit: string, to: string, currency?: string) =>
    createPrice(client, { ...named("circle"), unit, relativeTo: { unit: to, factor: "1" }, currency });
  await relative("a", "b");
  await relative("b", "c");
  await expect(relative("c", "a")).rejects.toMatchObject({ param: "relativeTo.unit" });
  await createPrice(client, { ...named("circle"), unit: "c", amount: "1", currency: "EUR" });
  await expect(relative("d", "c", "USD")).rejects.toMatchObject({ param: "currency" });
  expect((await relative("d", "c")).currency).toBe("EUR");
});

test("shipped prices are read, and cannot be changed", async () => {
  const { client } = platform;
  const priceId = "prc_default_request";
  expect(await getPrice(client, { priceId })).toMatchObject({ source: "default", amount: "0.4" });
  const changed = updatePrice(client, { priceId, amount: "1" });
  await expect(changed).rejects.toMatchObject({ code: "price_not_found", status: 404 });
  await expect(changed).rejects.toThrow(/createPrice/);
  await expect(deletePrice(client, { priceId })).rejects.toMatchObject({ code: "price_not_found" });
});

test("one project sees and changes nothing of another's book", async () => {
  const stranger = await platform.stranger();
  const { id: priceId } = await createPrice(platform.client, { ...named("theirs"), amount: "1" });
  await expect(getPrice(stranger, { priceId })).rejects.toMatchObject({
    code: "price_not_found",
    status: 404,
  });
  await expect(updatePrice(stranger, { priceId, amount: "2" })).rejects.toBeInstanceOf(NotFoundError);
  await expect(deletePrice(stranger, { priceId })).rejects.toBeInstanceOf(NotFoundError);
  expect((await resolvePrice(stranger, { provider: "acme", model: "theirs" })).prices).toEqual([]);
  // A version of another project's neither ends nor begins anything here.
  const mine = await createPrice(stranger, {
    ...named("theirs"),
    effectiveFrom: "2025-01-01T00:00:00.000Z",
    amount: "3",
  });
  expect(mine.effectiveTo).toBeNull();
  expect(await listPrices(stranger, { model: "theirs", at: july }).all()).toEqual([mine]);
});
