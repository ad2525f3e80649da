import type { RequestSpec } from "../action/request.ts";
import { type Client, settings } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { ConnectionError } from "../errors/client-errors.ts";
import { apiError } from "../errors/from-response.ts";
import { PlatformError } from "../errors/platform-error.ts";
import { type Attempt, beginAttempt } from "./attempt.ts";
import { requestHeaders } from "./headers.ts";
import { readErrorBody } from "./read.ts";
import { send } from "./send.ts";
import { sleep } from "./sleep.ts";

/**
 * Sends a request until it succeeds or may not be tried again, and gives what `take` makes of the response.
 * `take` owns the attempt: it calls `end` once it has what it wants, now or at the end of a stream.
 */
export async function call<T>(
  client: Client,
  spec: RequestSpec,
  options: CallOptions,
  take: (response: Response, attempt: Attempt) => Promise<T>,
): Promise<T> {
  const own = client[settings];
  const { signal } = options;
  const deadlineMs = options.deadlineMs ?? own.deadlineMs;
  const until = deadlineMs === undefined ? Infinity : Date.now() + deadlineMs;
  const retries = own.retry ? (options.retries ?? own.retry.retries) : 0;
  // Made once, so that the server knows a repeated request for the same one.
  const headers = await requestHeaders(own, spec, options);
  for (let count = 1; ; count++) {
    options.onAttempt?.(count);
    const left = until - Date.now();
    const attempt = beginAttempt(signal, Math.min(options.timeoutMs ?? own.timeoutMs, Math.max(0, left)));
    try {
      const response = await send(client.baseUrl, spec, headers, attempt.signal, own.fetch);
      if (!response.ok) throw apiError(response.status, await readErrorBody(response), response.headers);
      return await take(response, attempt);
    } catch (cause) {
      attempt.end();
      const error = attempt.why() ?? asPlatformError(cause, client.baseUrl);
      error.attempts = count;
      const repeatable = !(spec.body instanceof ReadableStream);
      const delay =
        own.retry && error.retryable && repeatable && count <= retries && own.retry.delay(error, count);
      if (typeof delay !== "number" || Date.now() + delay >= until) throw error;
      await sleep(delay, signal);
    }
  }
}

/** Fetch reports every transport failure as a `TypeError`; its innermost cause says what happened. */
function asPlatformError(thrown: unknown, baseUrl: string): PlatformError {
  if (thrown instanceof PlatformError) return thrown;
  let cause = thrown as Error & { code?: string };
  while (cause.cause) cause = cause.cause as typeof cause;
  return new ConnectionError(`No answer from ${baseUrl} (${cause.code ?? cause.message}).`, { cause });
}
