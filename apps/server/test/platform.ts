import { type Client, createClient } from "@platform/core";
import { priceUnits } from "../src/costops/prices/price-units.ts";
import type { Engines } from "../src/engines.ts";
import type { Operation } from "../src/http/operation.ts";
import { tenant } from "../src/store/tenant.ts";
import { startTestServer, type TestServer } from "./server.ts";

/** A live server with real prices, and clients for it as users have them. */
export interface TestPlatform extends TestServer {
  /** May do everything. */
  readonly client: Client;
  /** A client with a new key: of these scopes, in an organization of its own. */
  stranger(scopes?: readonly string[]): Promise<Client>;
  clientWith(key: string): Client;
}

/** Starts the operations on the real request path, on a database of its own. */
export async function startTestPlatform(
  operations: readonly Operation[],
  engines: Partial<Engines> = {},
  options: { corsOrigins?: readonly string[] } = {},
): Promise<TestPlatform> {
  const server = await startTestServer(operations, {
    ...options,
    engines,
    price: (db, { ids, ...used }) => priceUnits(tenant(db, ids), used),
  });
  const clientWith = (apiKey: string) => createClient({ apiKey, baseUrl: server.url, retry: false });
  return {
    ...server,
    client: clientWith(server.project.key),
    clientWith,
    stranger: async (scopes) => clientWith((await server.addProject(scopes)).key),
  };
}
