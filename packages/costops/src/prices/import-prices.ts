import { type Action, defineAction } from "@platform/core";
import type { CreatePriceParams } from "./create-price.ts";
import { importPricesParams, priceImport } from "./schemas.ts";

/** A price with its beginning, so that a repeated import finds it again. */
export interface ImportedPrice extends CreatePriceParams {
  effectiveFrom: string;
}

/** A book, or a part of one. */
export interface ImportPricesParams {
  /** 1 to 1,000 prices, in any order. */
  prices: ImportedPrice[];
}

/** What became of one price. */
export interface ImportedPriceResult {
  /** Its place in the list, from 0. */
  index: number;
  /** `"unchanged"`: the same price was there. `"failed"`: nothing of it was kept. */
  status: "created" | "unchanged" | "failed";
  /** Its id; `null` when it failed. */
  priceId: string | null;
  /** Why it failed; `null` when it did not. */
  error: { code: string; message: string; param: string | null } | null;
}

/** What became of them all. */
export interface PriceImport {
  created: number;
  unchanged: number;
  failed: number;
  /** One result a price, in the order given. */
  results: ImportedPriceResult[];
}

/**
 * Puts many prices into the book at once: your own list, or a newer catalogue. Each is taken whole or not at all,
 * and the same list again changes nothing.
 *
 * @throws {ValidationError} `invalid_params` when an item is not of the right form; then nothing is imported.
 * @example
 * const { created, results } = await importPrices(client, {
 *   prices: [{
 *     provider: "acme", model: "large", unit: "input_token", amount: "3", per: "1000000",
 *     effectiveFrom: "2026-01-01T00:00:00Z",
 *   }],
 * });
 */
export const importPrices: Action<ImportPricesParams, PriceImport> = /* @__PURE__ */ defineAction({
  name: "importPrices",
  route: "POST /v1/prices/import",
  params: importPricesParams,
  result: priceImport,
  scope: "costops:write",
});
