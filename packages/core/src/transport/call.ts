import type { RequestSpec } from "../action/request.ts";
import { type Client, settings } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { apiError } from "../errors/from-response.ts";
import { PlatformError } from "../errors/platform-error.ts";
import { hub } from "../use/hub.ts";
import { atLeast } from "./at-least.ts";
import { type Attempt, beginAttempt } from "./attempt.ts";
import { backOff } from "./back-off.ts";
import { requestHeaders } from "./headers.ts";
import { randomKey } from "./random-key.ts";
import { readErrorBody } from "./read.ts";

/** Time for what heeds the signal to say how it ended. */
const graceMs = 20;

/** Tells the layers of a call what it gave. */
export type Tell = (value: unknown) => void;

/**
 * Sends a request until it succeeds or may not be tried again, and gives what `take` makes of the response.
 * Where `spec.open` says so `take` keeps the attempt: whoever reads its body ends it, and with it the call.
 */
export async function call<T>(
  client: Client,
  spec: RequestSpec,
  options: CallOptions,
  take: (response: Response, attempt: Attempt, tell: Tell) => Promise<T>,
): Promise<T> {
  const own = client[settings];
  const { baseUrl } = client;
  const { contract, params, method, path, json } = spec;
  const { timeoutMs = own.timeoutMs, deadlineMs = own.deadlineMs ?? Infinity, retries = 0 } = options;
  atLeast(0, { timeoutMs, deadlineMs, retries }, Infinity);
  const until = Date.now() + deadlineMs;
  // Made once, so that the server knows a repeated request for the same one.
  const id = options.idempotencyKey ?? randomKey();
  let headers: Headers | undefined;
  const body = json ? JSON.stringify(json) : spec.body;
  const streamed = body instanceof ReadableStream;
  const [onValue, value] = hub<unknown>();
  const [onEnd, end] = hub<unknown>();
  const info = { id, contract, params, baseUrl, onValue, onEnd };
  try {
    for (let count = 1; ; count++) {
      const attempt = beginAttempt(options.signal, timeoutMs, until);
      const { signal, touch, why } = attempt;
      const work = async () => {
        headers ??= await requestHeaders(own, spec, options, id);
        options.onAttempt?.(count);
        const response = await own.fetch(baseUrl + path, {
          method,
          headers,
          body: body ?? null,
          signal,
          // A redirected request would lose its method or carry the key to another host.
          redirect: "manual",
          ...(streamed && { duplex: "half" }),
          call: info,
          attempt: count,
          onEnd: attempt.onEnd,
          touch,
        });
        if (!response.ok)
          throw apiError(response.status, await readErrorBody(response), response.headers, baseUrl);
        const taken = await take(response, attempt, value);
        // Come too late: the call has ended.
        if (why()) throw why();
        own.retry.succeeded?.(count);
        if (!spec.open) value(taken);
        attempt.onEnd(end);
        if (!spec.open) attempt.end();
        return taken;
      };
      try {
        return await new Promise<T>((resolve, reject) => {
          work().then(resolve, reject);
          // A key, a layer or a fetch of the caller's own that heeds no signal is left to itself, a moment after it fired.
          attempt.onEnd((reason) => reason && setTimeout(reject, graceMs, reason));
        });
      } catch (thrown) {
        const error = why() ?? thrown;
        attempt.end(error);
        // A body that will not be read any further must not hold its connection.
        attempt.stop();
        // A fault in a schema or in a caller's function is not the network's: it goes through as it is.
        if (!(error instanceof PlatformError)) throw error;
        error.attempts = headers ? count : 0;
        // A streamed body has gone with the first attempt.
        if (streamed) throw error;
        await backOff(own, options, error, count, until);
      }
    }
  } catch (error) {
    end(error);
    throw error;
  }
}
