import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { Price } from "./price.ts";
import { listPricesParams, price } from "./schemas.ts";

/** Which prices to list; every filter given must match. */
export interface ListPricesParams extends ListParams {
  provider?: string | undefined;
  model?: string | undefined;
  unit?: string | undefined;
  /** Only what holds at this moment, ISO 8601. Default: every version there is. */
  at?: string | undefined;
}

/**
 * Lists the price book: what this organization made, newest first, then what came with the platform.
 *
 * @example
 * for await (const price of listPrices(client, { provider: "platform" })) console.log(price.unit, price.amount);
 */
export const listPrices: ListAction<ListPricesParams, Price> = /* @__PURE__ */ defineList({
  name: "listPrices",
  route: "GET /v1/prices",
  params: listPricesParams,
  item: price,
  scope: "costops:read",
});
