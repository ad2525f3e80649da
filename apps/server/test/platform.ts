import { type Client, createClient } from "@platform/core";
import { createBudgets } from "../src/costops/budgets/create-budgets.ts";
import { createBudgetFinder } from "../src/costops/budgets/find-budgets.ts";
import { createPricing } from "../src/create-pricing.ts";
import type { Engines } from "../src/engines.ts";
import type { Price } from "../src/http/meter/record-usage.ts";
import type { Operation } from "../src/http/operation.ts";
import { startTestServer, type TestServer } from "./server.ts";

/** A live server with real prices, and clients for it as users have them. */
export interface TestPlatform extends TestServer {
  /** May do everything. */
  readonly client: Client;
  /** Real prices, and budgets that count by them: for what writes the ledger besides the request path. */
  readonly price: Price;
  /** A client with a new key: of these scopes, in an organization of its own. */
  stranger(scopes?: readonly string[]): Promise<Client>;
  clientWith(key: string): Client;
}

/** Starts the operations on the real request path, on a database of its own. */
export async function startTestPlatform(
  operations: readonly Operation[],
  engines: Partial<Engines> = {},
  options: { corsOrigins?: readonly string[]; leaseMs?: number } = {},
): Promise<TestPlatform> {
  // Nothing is remembered: a budget made in a test holds at once.
  const find = createBudgetFinder(0);
  const price = createPricing(find);
  const server = await startTestServer(operations, {
    ...options,
    engines,
    price,
    budgets: ({ db, connection: renewing }, log) =>
      createBudgets(db, { find, log, renewing, instance: "test", leaseMs: options.leaseMs }),
  });
  const clientWith = (apiKey: string) => createClient({ apiKey, baseUrl: server.url, retry: false });
  return {
    ...server,
    price,
    client: clientWith(server.project.key),
    clientWith,
    stranger: async (scopes) => clientWith((await server.addProject(scopes)).key),
  };
}
