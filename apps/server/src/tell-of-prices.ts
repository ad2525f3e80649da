import type { Price, PriceImport } from "@platform/costops";
import { inArray } from "drizzle-orm";
import { emitEvents } from "./account/webhooks/emit-event.ts";
import { readPrices } from "./costops/prices/read-prices.ts";
import { toPrice } from "./costops/prices/to-price.ts";
import type { Operation } from "./http/operation.ts";
import { prices } from "./store/schema/index.ts";
import type { Tenant } from "./store/tenant-types.ts";

/** What each operation on the book did, for the webhooks. */
const tellers: Readonly<Record<string, (tx: Tenant, result: unknown) => Promise<void>>> = {
  createPrice: (tx, result) => emitEvents(tx, "price.created", [result as Price]),
  updatePrice: (tx, result) => emitEvents(tx, "price.updated", [result as Price]),
  deletePrice: (tx, result) => emitEvents(tx, "price.deleted", [result as Price]),
  async importPrices(tx, result) {
    const { results } = result as PriceImport;
    const ids = results.flatMap(({ status, priceId }) => (status === "created" && priceId ? [priceId] : []));
    if (ids.length === 0) return;
    const made = await readPrices(tx, { where: inArray(prices.id, ids) });
    await emitEvents(tx, "price.created", made.map(toPrice));
  },
};

/** Tells webhooks of changes to the book, in the transaction that changes it. */
export const tellingOfPrices = (operations: readonly Operation[]): Operation[] =>
  operations.map((operation) => {
    const tell = tellers[operation.contract.name];
    if (tell === undefined) return operation;
    return {
      ...operation,
      async handler(context, params) {
        const result = await operation.handler(context, params);
        await tell(context.db, result);
        return result;
      },
    };
  });
