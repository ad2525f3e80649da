import type { Parts } from "./app.ts";
import { accountOperations } from "./account/operations.ts";
import { costopsOperations } from "./costops/operations.ts";
import { priceUnits } from "./costops/price-units.ts";
import { engineEntry } from "./engines.ts";
import { tenant } from "./store/tenant.ts";
import { openVectors } from "./vectors/open-vectors.ts";
import { vectorsOperations } from "./vectors/operations.ts";

/** Everything the domains bring to the server. */
export const parts: Parts = {
  operations: [...accountOperations, ...costopsOperations, ...vectorsOperations],
  engines: (config, store, log) => [engineEntry("vectors", () => openVectors(config.dataDir, store.db, log))],
  price: (db, { ids, ...used }) => priceUnits(tenant(db, ids), used),
};
