/** What was found for a client that was not told. */
export interface Discovered {
  apiKey?: string | undefined;
  baseUrl?: string | undefined;
}

/** Reads the environment, where there is one. Outside Node this is all there is to look at. */
export function discover(env: Record<string, string | undefined> = environment()): Discovered {
  return {
    apiKey: env["PLATFORM_API_KEY"] || env["PLATFORM_PASSPORT"] || env["API_KEY"],
    baseUrl: env["PLATFORM_BASE_URL"],
  };
}

const environment = (): Record<string, string | undefined> =>
  (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
