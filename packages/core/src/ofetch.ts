import { type FetchOptions, ofetch } from "ofetch";

/** ofetch's own hooks; each may look at or change what is sent and what came. */
export type OfetchHooks = Pick<
  FetchOptions,
  "onRequest" | "onRequestError" | "onResponse" | "onResponseError"
>;

/**
 * Sends a client's requests through ofetch, so that hooks written for it go on working. Retries, time limits
 * and errors stay core's: ofetch's own are switched off. ofetch is a peer dependency; nothing else needs it.
 *
 * @example
 * const client = createClient({ fetch: viaOfetch({ onRequest: ({ request }) => console.log(String(request)) }) });
 */
export const viaOfetch =
  (hooks: OfetchHooks = {}): typeof fetch =>
  (input, init) =>
    ofetch.raw(input instanceof URL ? input.href : input, {
      ...(init as FetchOptions<"stream">),
      ...hooks,
      retry: false,
      responseType: "stream",
      ignoreResponseError: true,
    });
