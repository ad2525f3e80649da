import type { DeliveryAttempt, DeliveryError } from "@platform/account";
import { Agent, type Dispatcher, request } from "undici";
import { version } from "../../../http/public/version.ts";
import { guardedLookup, type Resolve } from "../address/guarded-lookup.ts";
import { readAnswer } from "./read-answer.ts";
import { readRetryAfter } from "./read-retry-after.ts";

/** From the first moment to the last byte of the answer that is read. */
const limitMs = 10_000;

/** Connections that only go where webhooks may. It follows no redirects. */
export const createPoster = (allowPrivate: boolean, resolve?: Resolve): Agent =>
  new Agent({ connect: { lookup: guardedLookup(allowPrivate, resolve), timeout: limitMs }, pipelining: 1 });

export interface Posted extends DeliveryAttempt {
  readonly retryAfterMs: number;
}

/** Posts once and tells what came of it; a redirect is an answer like any other. Throws only `stopping`'s reason. */
export async function postEvent(
  dispatcher: Dispatcher,
  { url, headers, payload }: { url: URL; headers: Record<string, string>; payload: string },
  stopping: AbortSignal,
): Promise<Posted> {
  const begun = Date.now();
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(limitMs)]);
  const done = (
    status: number | null,
    error: DeliveryError | null,
    answer: string | null,
    retryAfterMs = 0,
  ) => ({
    startedAt: new Date(begun).toISOString(),
    durationMs: Date.now() - begun,
    ...{ status, error, answer, retryAfterMs },
  });
  try {
    const sent = {
      "content-type": "application/json",
      "user-agent": `Platform-Webhooks/${version}`,
      ...headers,
    };
    const answer = await request(url, { dispatcher, method: "POST", headers: sent, body: payload, signal });
    const retryAfterMs = readRetryAfter(answer.headers["retry-after"]);
    return done(answer.statusCode, null, await readAnswer(answer.body), retryAfterMs);
  } catch (error) {
    stopping.throwIfAborted();
    return done(null, signal.aborted ? "timeout" : nameOf(error), null);
  }
}

/** In words of the contract: what a system calls it would tell of the network the server is in. */
function nameOf(error: unknown): DeliveryError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ADDRESS_REFUSED") return "address_refused";
  if (/^(ENOTFOUND|EAI_\w+|ENODATA)$/.test(code)) return "name_not_found";
  if (/TIMEOUT/.test(code)) return "timeout";
  return /^(ERR_(TLS|SSL)_|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO$)/.test(code)
    ? "tls_failed"
    : "connection_failed";
}
