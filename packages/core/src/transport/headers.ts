import type { RequestSpec } from "../action/request.ts";
import type { ClientSettings } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { ConfigurationError } from "../errors/client-errors.ts";

/** Everything a request carries besides its body, the key read afresh. */
export async function requestHeaders(
  own: ClientSettings,
  spec: RequestSpec,
  options: CallOptions,
): Promise<Record<string, string>> {
  const key = typeof own.apiKey === "function" ? await own.apiKey() : own.apiKey;
  if (!key && spec.needsKey) {
    throw new ConfigurationError(
      "No API key. Pass `apiKey` to createClient, or set PLATFORM_API_KEY in the environment or in a .env file.",
      { code: "missing_api_key", param: "apiKey" },
    );
  }
  const runId = options.runId ?? own.runId;
  return {
    ...(key && { authorization: `Bearer ${key}` }),
    ...(spec.method !== "GET" && { "idempotency-key": options.idempotencyKey ?? crypto.randomUUID() }),
    ...(runId && { "x-run-id": runId }),
    ...spec.headers,
    ...own.headers,
    ...options.headers,
  };
}
