import type { Price, ResolvedPrice } from "@platform/costops";
import { and, inArray } from "drizzle-orm";
import { prices } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { shippedOf } from "./catalogue/shipped-prices.ts";
import { modelNames, providerNames } from "./names.ts";
import { heldAt, readPrices } from "./read-prices.ts";
import { type Asked, resolve } from "./resolve.ts";
import { toPrice } from "./to-price.ts";

/** The price in force at a moment for each unit of a model that has one. */
export async function findPrices(db: Tenant, asked: Asked): Promise<Map<string, ResolvedPrice>> {
  return resolve(await bookOf(db, [asked], asked.at), asked);
}

/** The prices that may concern some models: what holds at a moment, or every version. */
export async function bookOf(
  db: Tenant,
  asked: readonly Pick<Asked, "provider" | "model">[],
  at?: Date,
): Promise<Price[]> {
  const providers = [...new Set(asked.flatMap(({ provider }) => providerNames(provider)))];
  const models = [...new Set(asked.flatMap(({ model }) => [...modelNames(model).keys()]))];
  const own = await readPrices(db, {
    where: and(
      inArray(prices.provider, providers),
      inArray(prices.model, models),
      at === undefined ? undefined : heldAt(at),
    ),
  });
  return [...own.map(toPrice), ...shippedOf(providers, models)];
}
