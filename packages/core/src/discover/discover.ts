import type { ClientOptions } from "../client/options.ts";

/** What a client was told, or what was found for one that was not. */
export type Discovered = Pick<ClientOptions, "apiKey" | "baseUrl">;

/** Fills what is not given from the environment, where there is one. Outside Node this is all there is to look at. */
export function discover(
  given: Discovered = {},
  env: Record<string, string | undefined> = environment(),
): Discovered {
  return {
    apiKey: given.apiKey || env["PLATFORM_API_KEY"] || env["PLATFORM_PASSPORT"] || env["API_KEY"],
    baseUrl: given.baseUrl || env["PLATFORM_BASE_URL"],
  };
}

const environment = (): Record<string, string | undefined> =>
  (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
