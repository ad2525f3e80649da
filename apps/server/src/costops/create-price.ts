import type { CreatePriceParams, Price } from "@platform/costops";
import { fail } from "../http/errors/http-error.ts";
import type { Context } from "../http/operation.ts";
import { newId } from "../store/new-id.ts";
import { prices } from "../store/schema/index.ts";
import { toPrice } from "./to-price.ts";

/** Adds a price to the project's book. */
export async function createPrice({ db }: Context, params: CreatePriceParams): Promise<Price> {
  const { provider, model, unit, amount, per = "1", currency = "USD" } = params;
  const effectiveFrom = params.effectiveFrom === undefined ? new Date() : new Date(params.effectiveFrom);
  const row = { id: newId("prc"), provider, model, unit, amount, per, currency, effectiveFrom };
  const [made] = await db.insert(prices, row, { onConflict: "ignore" });
  if (made) return toPrice(made);
  return fail(
    409,
    "price_exists",
    `There is a price of ${provider} ${model} per ${unit} from ${effectiveFrom.toISOString()} on. Let the new one begin at another moment.`,
    { param: "effectiveFrom" },
  );
}
