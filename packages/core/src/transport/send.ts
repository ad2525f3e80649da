import { createFetch } from "ofetch";
import type { RequestSpec } from "../action/request.ts";

/**
 * The one place that calls ofetch. Its timeout, retry, response parsing and errors are switched off: they
 * ignore the caller's signal, stop at the headers, and keep the request's headers on the error.
 */
export async function send(
  baseUrl: string,
  spec: RequestSpec,
  headers: Record<string, string>,
  signal: AbortSignal,
  fetcher: typeof fetch = fetch,
): Promise<Response> {
  // `duplex` is part of fetch for streamed bodies but missing from ofetch's types.
  const extra = spec.body instanceof ReadableStream ? { duplex: "half" as const } : {};
  return createFetch({ fetch: fetcher }).raw(baseUrl + spec.path, {
    method: spec.method,
    ...(spec.query && { query: spec.query }),
    ...(spec.body !== undefined && { body: spec.body as BodyInit }),
    headers,
    signal,
    retry: false,
    redirect: "manual",
    responseType: "stream",
    ignoreResponseError: true,
    ...extra,
  });
}
