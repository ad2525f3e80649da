import { createPrice, exportUsage, getCosts, submitUsage } from "@platform/costops";
import { Decimal } from "decimal.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { readParquet } from "./read-parquet.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
  const { client } = platform;
  const price = { provider: "acme", model: "m", effectiveFrom: "2026-01-01T00:00:00Z" };
  await createPrice(client, { ...price, unit: "input_token", amount: "2.50", per: "1000000" });
  await createPrice(client, { ...price, unit: "second", amount: "0.05", per: "3600" });
  for (let n = 1; n <= 20; n++) {
    await submitUsage(client, {
      provider: "acme",
      model: "m",
      units: { input_token: String(n * 777), second: `${n}.25`, ...(n === 1 ? { image: "0" } : {}) },
      runId: "focus",
      tags: { team: "a" },
      occurredAt: `2026-02-28T23:59:${String(n + 30)}Z`,
    });
  }
});
afterAll(() => platform.stop());

type Row = Record<string, string | null>;
const rowsOf = async (runId: string, skipUnpriced = false) => {
  const params = { runId, format: "json", columns: "focus", skipUnpriced } as const;
  return JSON.parse(await (await exportUsage(platform.client, params)).text()) as Row[];
};
const sum = (rows: Row[], column: string) => Decimal.sum(0, ...rows.map((row) => row[column] ?? 0)).toFixed();

/** Of the FOCUS 1.2 specification: what may be null there, and which values are allowed. */
const mandatory = (
  "BilledCost BillingAccountId BillingCurrency BillingPeriodEnd BillingPeriodStart ChargeCategory " +
  "ChargeDescription ChargePeriodEnd ChargePeriodStart ContractedCost EffectiveCost InvoiceIssuerName ListCost " +
  "PricingQuantity PricingUnit ProviderName PublisherName ServiceCategory ServiceName"
).split(" ");
const presentButNullable = ["BillingAccountName", "ChargeClass"];
const notNullOfUsage = [
  "ConsumedQuantity",
  "ConsumedUnit",
  "ListUnitPrice",
  "ContractedUnitPrice",
  "SkuId",
  "SkuPriceId",
  "PricingCategory",
];
const decimals = /Cost$|Quantity$|UnitPrice$/;
const times = /Period(Start|End)$/;

test("each row keeps the rules of FOCUS 1.2", async () => {
  const rows = await rowsOf("focus");
  expect(rows).toHaveLength(40);
  for (const row of rows) {
    for (const name of [...mandatory, ...notNullOfUsage]) expect([name, row[name]]).not.toContain(null);
    for (const name of presentButNullable) expect(row).toHaveProperty(name);
    for (const [name, value] of Object.entries(row)) {
      // PascalCase, or the prefix of what is not in the specification.
      expect(name).toMatch(/^(x_)?[A-Z][A-Za-z]*$/);
      if (decimals.test(name)) expect(value).toMatch(/^\d+(\.\d+)?$/);
      if (times.test(name)) expect(value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00:00(\.000)?Z$/);
    }
    expect(row).toMatchObject({
      ChargeCategory: "Usage",
      ChargeClass: null,
      ChargeFrequency: "Usage-Based",
      PricingCategory: "Standard",
      ServiceCategory: "AI and Machine Learning",
      BillingCurrency: "USD",
      RegionId: null,
      Tags: { team: "a" },
      BillingPeriodStart: "2026-02-01T00:00:00.000Z",
      BillingPeriodEnd: "2026-03-01T00:00:00.000Z",
      ChargePeriodStart: "2026-02-28T23:00:00.000Z",
      ChargePeriodEnd: "2026-03-01T00:00:00.000Z",
    });
    const product = new Decimal(row["ListUnitPrice"]!).times(row["PricingQuantity"]!);
    expect(product.minus(row["ListCost"]!).abs().toNumber()).toBeLessThanOrEqual(5e-11);
  }
  expect(rows.find((row) => row["x_Unit"] === "input_token")).toMatchObject({
    ConsumedUnit: "Input Tokens",
    PricingUnit: "1000000 Input Tokens",
    PricingQuantity: "0.000777",
  });
});

test("the sum is the ledger's, to the last digit", async () => {
  const rows = await rowsOf("focus");
  const { totals } = await getCosts(platform.client, { runId: "focus" });
  for (const name of ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"])
    expect(sum(rows, name)).toBe(totals[0]?.cost);
});

test("an event whose units do not add up to its cost is one charge of that cost", async () => {
  const { id } = await submitUsage(platform.client, {
    ...{ provider: "acme", model: "m", units: { input_token: 10, second: 1 }, runId: "minimum" },
    occurredAt: "2026-02-01T00:00:00Z",
  });
  await platform.database.pool.query("update usage_events set cost = 0.5 where id = $1", [id]);
  expect(await rowsOf("minimum")).toMatchObject([
    {
      BilledCost: "0.5",
      ConsumedQuantity: "1",
      ConsumedUnit: "Events",
      PricingUnit: "Events",
      x_Unit: "event",
    },
  ]);
});

test("unknown prices are refused, or left out when told so; never written as nothing", async () => {
  const used = { provider: "acme", model: "unknown", units: { image: 1 }, runId: "unpriced" };
  await submitUsage(platform.client, used);
  await submitUsage(platform.client, { ...used, model: "m", units: { second: 3600 } });
  await expect(rowsOf("unpriced")).rejects.toMatchObject({ code: "unpriced_usage", status: 409 });
  expect((await rowsOf("unpriced", true)).map((row) => row["BilledCost"])).toEqual(["0.05"]);
});

test("Parquet has decimals and UTC times of the same values", async () => {
  const file = await exportUsage(platform.client, { runId: "focus", format: "parquet", columns: "focus" });
  const { rows, types } = await readParquet(await file.bytes());
  expect(types).toMatchObject({
    BilledCost: "DECIMAL(30,10)",
    PricingQuantity: "DECIMAL(38,18)",
    ChargePeriodStart: "TIMESTAMP UTC",
    Tags: "JSON",
  });
  const told = (await rowsOf("focus")).map((row) => [
    BigInt(new Decimal(row["BilledCost"]!).times(1e10).toFixed()),
    BigInt(new Decimal(row["ConsumedQuantity"]!).times(1e18).toFixed()),
    new Date(row["ChargePeriodEnd"]!),
  ]);
  expect(rows.map((row) => [row["BilledCost"], row["ConsumedQuantity"], row["ChargePeriodEnd"]])).toEqual(
    told,
  );
});
