import { fail } from "../../http/errors/http-error.ts";
import { shippedById } from "./catalogue/shipped-prices.ts";

/** Ends the request. A shipped price can be read, not changed; the fix is said. */
export function noSuchPrice(id: string): never {
  const shipped = shippedById(id);
  const text =
    shipped === undefined
      ? `No price ${id} in this project.`
      : `${id} came with the platform and cannot be changed. A price of your own, made with createPrice, goes before it.`;
  return fail(404, "price_not_found", text, { param: "priceId" });
}
