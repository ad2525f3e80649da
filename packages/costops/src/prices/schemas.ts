import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { unit } from "../unit.ts";
import type { CreatePriceParams } from "./create-price.ts";
import type { ListPricesParams } from "./list-prices.ts";
import type { Price } from "./price.ts";

export const createPriceParams: Wire<CreatePriceParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    provider: v.text(64),
    model: v.text(255),
    unit: unit(),
    amount: v.shaped(
      /^\d{1,12}(\.\d{1,15})?$/,
      'write a decimal number as text, such as "2.50", at most 15 places',
    ),
    per: v.optional(v.shaped(/^[1-9]\d{0,11}$/, 'write a whole number as text, such as "1000000"')),
    currency: v.optional(v.shaped(/^[A-Z]{3}$/, "write an ISO 4217 code, such as USD")),
    effectiveFrom: v.optional(v.timestamp()),
  }),
);

export const listPricesParams: Wire<ListPricesParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...v.pageParams(),
    provider: v.optional(v.text(64)),
    model: v.optional(v.text(255)),
    unit: v.optional(unit()),
  }),
);

/** One price, as a part of a schema. @internal */
export const priceFields = () =>
  v.object({
    id: v.string(),
    provider: v.string(),
    model: v.string(),
    unit: v.string(),
    amount: v.decimal(),
    per: v.decimal(),
    currency: v.string(),
    effectiveFrom: v.timestamp(),
    source: v.oneOf(["custom", "default"]),
    createdAt: v.timestamp(),
  });

export const price: Wire<Price> = /* @__PURE__ */ wire(priceFields);
