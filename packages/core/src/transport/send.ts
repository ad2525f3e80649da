import { createFetch } from "ofetch";
import type { RequestSpec } from "../action/request.ts";
import { ConnectionError } from "../errors/client-errors.ts";

/**
 * The one place that calls ofetch. Its timeout, retry, response parsing and errors are switched off: they
 * ignore the caller's signal, stop at the headers, and keep the request's headers on the error.
 *
 * @throws {ConnectionError} when no answer came.
 */
export async function send(
  baseUrl: string,
  spec: RequestSpec,
  headers: Headers,
  signal: AbortSignal,
  fetcher: typeof fetch = fetch,
): Promise<Response> {
  // Made here, not by ofetch, which takes an object with a field such as `buffer` for bytes.
  const body = spec.json ? JSON.stringify(spec.json) : spec.body;
  try {
    return await createFetch({ fetch: fetcher }).raw(baseUrl + spec.path, {
      method: spec.method,
      body: body ?? null,
      headers,
      signal,
      retry: false,
      redirect: "manual",
      responseType: "stream",
      ignoreResponseError: true,
    });
  } catch (thrown) {
    const cause = root(thrown);
    const { code, message } = Object(cause) as { code?: string; message?: string };
    throw new ConnectionError(`No answer from ${baseUrl} (${code ?? message ?? cause}).`, { cause });
  }
}

/**
 * What happened at the bottom: fetch wraps a transport failure in a `TypeError`, and ofetch wraps that in an
 * error that holds the request's headers. It is taken off, so that no key can be reached from ours.
 */
function root(thrown: unknown): unknown {
  const { cause } = Object(thrown) as { cause?: unknown };
  return cause === undefined || cause === thrown ? thrown : root(cause);
}
