import type { Parts } from "./app.ts";
import { accountOperations } from "./account/operations.ts";
import { costopsOperations } from "./costops/operations.ts";
import { priceUnits } from "./costops/price-units.ts";
import { inferenceEngines } from "./inference/engines/open-engines.ts";
import { inferenceOperations } from "./inference/operations.ts";
import { tenant } from "./store/tenant.ts";

/** Everything the domains bring to the server. */
export const parts: Parts = {
  operations: [...accountOperations, ...costopsOperations, ...inferenceOperations],
  engines: (config, _store, log) => [
    // Inference before what embeds with it.
    ...inferenceEngines(config, log),
  ],
  price: (db, { ids, ...used }) => priceUnits(tenant(db, ids), used),
};
