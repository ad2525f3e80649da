import type { RequestSpec } from "../action/request.ts";
import { type Client, settings } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { apiError } from "../errors/from-response.ts";
import { PlatformError } from "../errors/platform-error.ts";
import { type Attempt, beginAttempt } from "./attempt.ts";
import { backOff } from "./back-off.ts";
import { requestHeaders } from "./headers.ts";
import { readErrorBody } from "./read.ts";
import { send } from "./send.ts";

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
  const until = Date.now() + (options.deadlineMs ?? own.deadlineMs ?? Infinity);
  // Made once, so that the server knows a repeated request for the same one.
  const headers = await requestHeaders(own, spec, options);
  for (let count = 1; ; count++) {
    options.onAttempt?.(count);
    const attempt = beginAttempt(options.signal, options.timeoutMs ?? own.timeoutMs, until);
    try {
      const response = await send(client.baseUrl, spec, headers, attempt.signal, own.fetch);
      if (!response.ok) throw apiError(response.status, await readErrorBody(response), response.headers);
      return await take(response, attempt);
    } catch (thrown) {
      attempt.end();
      // A body that will not be read any further must not hold its connection.
      attempt.stop();
      const error = attempt.why() ?? thrown;
      // A fault in a schema or in a caller's function is not the network's: it goes through as it is.
      if (!(error instanceof PlatformError)) throw error;
      error.attempts = count;
      // A streamed body has gone with the first attempt.
      if (spec.body instanceof ReadableStream) throw error;
      await backOff(own, options, error, count, until);
    }
  }
}
