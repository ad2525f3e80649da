import type { Parts } from "./app.ts";
import { accountOperations } from "./account/operations.ts";
import { costopsOperations } from "./costops/operations.ts";
import { priceUnits } from "./costops/price-units.ts";
import { tenant } from "./store/tenant.ts";

/** Everything the domains bring to the server. */
export const parts: Parts = {
  operations: [...accountOperations, ...costopsOperations],
  engines: () => [],
  price: (db, { ids, ...used }) => priceUnits(tenant(db, ids), used),
};
