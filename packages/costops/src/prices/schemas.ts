import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { unit } from "../unit.ts";
import type { CreatePriceParams } from "./create-price.ts";
import type { DeletePriceParams } from "./delete-price.ts";
import type { GetPriceParams } from "./get-price.ts";
import type { ImportPricesParams, PriceImport } from "./import-prices.ts";
import type { ListPricesParams } from "./list-prices.ts";
import type { Price } from "./price.ts";
import type { CostRecomputation, RecomputeCostsParams } from "./recompute-costs.ts";
import type { PriceResolution, ResolvePriceParams } from "./resolve-price.ts";
import type { UpdatePriceParams } from "./update-price.ts";

const amount = () =>
  v.shaped(/^\d{1,12}(\.\d{1,15})?$/, 'write a decimal number as text, such as "2.50", at most 15 places');
const per = () => v.shaped(/^[1-9]\d{0,11}$/, 'write a whole number as text, such as "1000000"');
const factor = () => v.shaped(/^\d{1,6}(\.\d{1,12})?$/, 'write a part as text, such as "0.1"');

const terms = () => ({
  amount: v.optional(amount()),
  per: v.optional(per()),
  tiers: v.optional(
    v.listOf(
      v.strictObject({
        upTo: v.nullable(amount()),
        amount: amount(),
        per: v.optional(per()),
        flat: v.optional(amount()),
      }),
      20,
      "tiers",
    ),
  ),
  tierMode: v.optional(v.oneOf(["volume", "graduated"])),
  tierUnit: v.optional(unit()),
  included: v.optional(amount()),
  minimum: v.optional(amount()),
  relativeTo: v.optional(v.strictObject({ unit: unit(), factor: factor() })),
  currency: v.optional(v.shaped(/^[A-Z]{3}$/, "write an ISO 4217 code, such as USD")),
});

const named = () => ({ provider: v.text(64), model: v.text(255), unit: unit() });

export const createPriceParams: Wire<CreatePriceParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...named(),
    ...terms(),
    effectiveFrom: v.optional(v.timestamp()),
    effectiveTo: v.optional(v.timestamp()),
  }),
);

export const updatePriceParams: Wire<UpdatePriceParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ priceId: v.text(255), ...terms(), effectiveFrom: v.optional(v.timestamp()) }),
);

export const getPriceParams: Wire<GetPriceParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ priceId: v.text(255) }),
);

export const deletePriceParams: Wire<DeletePriceParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ priceId: v.text(255), effectiveTo: v.optional(v.timestamp()) }),
);

export const listPricesParams: Wire<ListPricesParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...v.pageParams(),
    provider: v.optional(v.text(64)),
    model: v.optional(v.text(255)),
    unit: v.optional(unit()),
    at: v.optional(v.timestamp()),
  }),
);

export const resolvePriceParams: Wire<ResolvePriceParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    provider: v.text(64),
    model: v.text(255),
    unit: v.optional(unit()),
    at: v.optional(v.timestamp()),
  }),
);

export const importPricesParams: Wire<ImportPricesParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    prices: v.listOf(
      v.strictObject({
        ...named(),
        ...terms(),
        effectiveFrom: v.timestamp(),
        effectiveTo: v.optional(v.timestamp()),
      }),
      1_000,
      "prices",
    ),
  }),
);

export const recomputeCostsParams: Wire<RecomputeCostsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    from: v.timestamp(),
    to: v.timestamp(),
    provider: v.optional(v.text(64)),
    model: v.optional(v.text(255)),
    dryRun: v.optional(v.boolean()),
    limit: v.optional(v.whole(1, 1_000_000)),
    cursor: v.optional(v.text(512)),
  }),
);

/** One price, as a part of a schema. @internal */
export const priceFields = () =>
  v.object({
    id: v.string(),
    provider: v.string(),
    model: v.string(),
    unit: v.string(),
    amount: v.nullable(v.decimal()),
    per: v.decimal(),
    tiers: v.array(
      v.object({
        upTo: v.nullable(v.decimal()),
        amount: v.decimal(),
        per: v.decimal(),
        flat: v.decimal(),
      }),
    ),
    tierMode: v.nullable(v.oneOf(["volume", "graduated"])),
    tierUnit: v.nullable(v.string()),
    included: v.decimal(),
    minimum: v.decimal(),
    relativeTo: v.nullable(v.object({ unit: v.string(), factor: v.decimal() })),
    currency: v.string(),
    effectiveFrom: v.timestamp(),
    effectiveTo: v.nullable(v.timestamp()),
    source: v.oneOf(["custom", "default"]),
    origin: v.nullable(v.object({ page: v.string(), lookedUpOn: v.string() })),
    createdAt: v.timestamp(),
  });

export const price: Wire<Price> = /* @__PURE__ */ wire(priceFields);

export const priceResolution: Wire<PriceResolution> = /* @__PURE__ */ wire(() =>
  v.object({
    provider: v.string(),
    model: v.string(),
    at: v.timestamp(),
    prices: v.array(
      v.object({
        unit: v.string(),
        price: priceFields(),
        matched: v.oneOf(["model", "undated_model", "any_model"]),
        base: v.nullable(priceFields()),
      }),
    ),
  }),
);

export const priceImport: Wire<PriceImport> = /* @__PURE__ */ wire(() =>
  v.object({
    created: v.number(),
    unchanged: v.number(),
    failed: v.number(),
    results: v.array(
      v.object({
        index: v.number(),
        status: v.oneOf(["created", "unchanged", "failed"]),
        priceId: v.nullable(v.string()),
        error: v.nullable(v.object({ code: v.string(), message: v.string(), param: v.nullable(v.string()) })),
      }),
    ),
  }),
);

/** Sums may be longer than any single amount. */
const sum = () => v.shaped(/^-?\d+(\.\d+)?$/, "write a decimal number as text");

export const costRecomputation: Wire<CostRecomputation> = /* @__PURE__ */ wire(() =>
  v.object({
    dryRun: v.boolean(),
    events: v.number(),
    changed: v.number(),
    unpricedBefore: v.number(),
    unpricedAfter: v.number(),
    totals: v.array(v.object({ currency: v.string(), before: sum(), after: sum(), difference: sum() })),
    largest: v.array(
      v.object({
        usageId: v.string(),
        provider: v.string(),
        model: v.string(),
        occurredAt: v.timestamp(),
        before: v.nullable(v.decimal()),
        beforeCurrency: v.string(),
        after: v.nullable(v.decimal()),
        currency: v.string(),
        difference: v.nullable(v.decimal()),
      }),
    ),
    nextCursor: v.nullable(v.string()),
  }),
);
