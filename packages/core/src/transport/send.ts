import type { RequestSpec } from "../action/request.ts";
import { ConnectionError } from "../errors/client-errors.ts";

/**
 * The one place that calls fetch: lays a request out as bytes and sends it, once, following no redirect.
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
  const body = spec.json ? JSON.stringify(spec.json) : spec.body;
  try {
    return await fetcher(baseUrl + spec.path, {
      method: spec.method,
      headers,
      signal,
      // A redirected request would lose its method or carry the key to another host.
      redirect: "manual",
      body: body ?? null,
      ...(body instanceof ReadableStream && { duplex: "half" }),
    });
  } catch (thrown) {
    const cause = root(thrown);
    const { code, message } = Object(cause) as { code?: string; message?: string };
    throw new ConnectionError(`No answer from ${baseUrl} (${code ?? message ?? cause}).`, { cause });
  }
}

/** Fetch reports every transport failure as a `TypeError`; its innermost cause says what happened. */
function root(thrown: unknown): unknown {
  const { cause } = Object(thrown) as { cause?: unknown };
  return cause === undefined || cause === thrown ? thrown : root(cause);
}
