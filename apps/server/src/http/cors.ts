import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { AppEnv } from "./observe/observe.ts";

/** What our clients and OpenAI's send, besides what any page may send. */
const allowHeaders = [
  ...["accept", "authorization", "content-type", "x-api-key"],
  ...["idempotency-key", "last-event-id", "x-request-id", "x-run-id"],
  ...["baggage", "traceparent", "tracestate"],
  ...["range", "if-range"],
  ...["tus-resumable", "upload-length", "upload-metadata", "upload-offset", "upload-checksum"],
  ...["upload-from", "upload-digest"],
  ...["openai-organization", "openai-project"],
  ...["arch", "helper-method", "lang", "os", "package-version", "retry-count"].map(stainless),
  ...["runtime", "runtime-version", "timeout"].map(stainless),
];

/** What a page may read of an answer, besides what any page may read. */
const exposeHeaders = [
  ...["x-request-id", "idempotent-replayed", "content-disposition", "etag", "content-range", "accept-ranges"],
  ...["location", "tus-resumable", "upload-offset", "upload-length", "upload-expires"],
  ...["retry-after", "retry-after-ms", "ratelimit", "ratelimit-policy", "ratelimit-reset", "x-should-retry"],
  ...["limit", "remaining", "reset"].map((name) => `x-ratelimit-${name}-requests`),
];

const tenMinutes = 600;

/**
 * Lets pages of these origins call the server; `["*"]` lets any. Preflights need no key, for browsers send none.
 * Cookies are never taken, so the key that a page holds is all it can act with.
 */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler<AppEnv> {
  const origin = origins.includes("*") ? "*" : [...origins];
  const answer = cors({ origin, allowHeaders, exposeHeaders, maxAge: tenMinutes });
  return (c, next) => {
    if (c.req.method === "OPTIONS") c.get("seen").operation = "preflight";
    return answer(c, next);
  };
}

function stainless(name: string): string {
  return `x-stainless-${name}`;
}
