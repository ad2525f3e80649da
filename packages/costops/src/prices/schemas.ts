import { type Wire, wire } from "@platform/core";
import { decimal, oneOf, pageParams, shaped, text, timestamp } from "@platform/core/wire";
import * as v from "valibot";
import { unit } from "../unit.ts";
import type { CreatePriceParams } from "./create-price.ts";
import type { ListPricesParams } from "./list-prices.ts";
import type { Price } from "./price.ts";

export const createPriceParams: Wire<CreatePriceParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    provider: text(64),
    model: text(255),
    unit: unit(),
    amount: shaped(
      /^\d{1,12}(\.\d{1,15})?$/,
      'write a decimal number as text, such as "2.50", at most 15 places',
    ),
    per: v.optional(shaped(/^[1-9]\d{0,11}$/, 'write a whole number as text, such as "1000000"')),
    currency: v.optional(shaped(/^[A-Z]{3}$/, "write an ISO 4217 code, such as USD")),
    effectiveFrom: v.optional(timestamp()),
  }),
);

export const listPricesParams: Wire<ListPricesParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...pageParams(),
    provider: v.optional(text(64)),
    model: v.optional(text(255)),
    unit: v.optional(unit()),
  }),
);

export const price: Wire<Price> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    provider: v.string(),
    model: v.string(),
    unit: v.string(),
    amount: decimal(),
    per: decimal(),
    currency: v.string(),
    effectiveFrom: timestamp(),
    source: oneOf(["custom", "default"]),
    createdAt: timestamp(),
  }),
);
