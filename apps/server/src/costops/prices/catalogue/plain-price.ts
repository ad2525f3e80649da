import type { Price } from "@platform/costops";

/** What all shipped prices have in common, unless they say otherwise. */
export const plainPrice = {
  tiers: [],
  tierMode: null,
  tierUnit: null,
  included: "0",
  minimum: "0",
  relativeTo: null,
  currency: "USD",
  effectiveTo: null,
  source: "default",
  origin: null,
} satisfies Partial<Price>;
