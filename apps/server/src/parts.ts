import type { Parts } from "./app.ts";

/** Everything the domains bring to the server. */
export const parts: Parts = {
  operations: [],
  engines: () => [],
  // Without price lists every price is unknown, and said to be.
  price: async () => ({ cost: null, currency: "USD", priceIds: [] }),
};
