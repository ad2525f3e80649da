import type { RequestSpec } from "../action/request.ts";
import type { ClientSettings } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { ConfigurationError } from "../errors/client-errors.ts";

/** Everything a request carries besides its body, the key read afresh. Later groups override earlier ones. */
export async function requestHeaders(
  own: ClientSettings,
  spec: RequestSpec,
  options: CallOptions,
  id: string,
): Promise<Headers> {
  const key = typeof own.apiKey === "function" ? await own.apiKey() : own.apiKey;
  if (!key && spec.contract.scope !== null) {
    throw new ConfigurationError(
      "No API key: pass `apiKey`, or set PLATFORM_API_KEY in the environment or a .env file.",
      { code: "missing_api_key", param: "apiKey" },
    );
  }
  const runId = options.runId ?? own.runId;
  const built = {
    accept: "application/json",
    ...(spec.json && { "content-type": "application/json" }),
    ...(key && { authorization: `Bearer ${key}` }),
    ...(spec.method !== "GET" && { "idempotency-key": id }),
    ...(runId && { "x-run-id": runId }),
  };
  const headers = new Headers();
  try {
    for (const group of [built, spec.headers, own.headers, options.headers]) {
      for (const [name, value] of Object.entries(group ?? {})) headers.set(name, value);
    }
  } catch {
    // The error caught here quotes the value, which may be the key: it is not passed on.
    throw new ConfigurationError("The API key or a header holds a character that cannot be sent.", {
      code: "invalid_header",
    });
  }
  return headers;
}
