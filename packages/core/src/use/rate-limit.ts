import { apiError } from "../errors/from-response.ts";
import { atLeast } from "../transport/at-least.ts";
import type { Layer } from "./layer.ts";
import { waitLine } from "./wait-line.ts";

export interface RateLimitOptions {
  /** Most requests in any stretch of `perMs`. Default 100. */
  requests?: number | undefined;
  /** Length of that stretch, in milliseconds. Default 60,000. */
  perMs?: number | undefined;
  /** Most of them at once; the others follow `perMs / requests` apart. Default `requests`: as they come. */
  burst?: number | undefined;
  /** Longest that a 429 holds the others back, in milliseconds, whatever it asks for. Default 60,000. */
  maxHoldMs?: number | undefined;
}

/** Timers count in 32 bits. Written out: bundlers keep a sum that nobody uses. */
const longestTimerMs = 2_147_483_647;

/**
 * Holds requests back so that no stretch of `perMs`, wherever it begins, sees more than `requests` of them: a
 * bucket of tokens, each of which comes back `perMs` after it was taken. Requests wait in order. A 429 that says
 * how long to wait holds all back for so long. Clients that are given the same layer share one bucket.
 *
 * @throws {ConfigurationError} when an option is out of its range.
 * @example
 * const client = createClient({ use: [rateLimit({ requests: 100, perMs: 60_000 })] });
 */
export function rateLimit(options: RateLimitOptions = {}): Layer {
  const { requests = 100, perMs = 60_000, burst = requests, maxHoldMs = 60_000 } = options;
  atLeast(1, { requests, burst });
  atLeast(0, { perMs });
  atLeast(0, { maxHoldMs }, Infinity);
  const most = Math.floor(requests);
  const apartMs = perMs / most;
  // When each of the last requests left: the next takes the place, and the token, of the one `most` before it.
  const left: number[] = [];
  let count = 0;
  // When the next would leave if all had kept apart.
  let even = -Infinity;
  let heldUntil = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const evenAt = () => (burst < most ? even - (burst - 1) * apartMs : -Infinity);
  const freeAt = () => Math.max(heldUntil, evenAt(), (left[count % most] ?? -Infinity) + perMs);
  const serve = () => {
    clearTimeout(timer);
    while (line.length > 0) {
      // Not the time of day, which may be set back.
      const waitMs = freeAt() - performance.now();
      if (waitMs > 0) {
        timer = setTimeout(serve, Math.min(Math.ceil(waitMs), longestTimerMs));
        return;
      }
      line.callFirst();
    }
  };
  const line = waitLine(serve);

  return (next) => async (url, init) => {
    const sent = line.wait(init.signal, () => {
      const now = performance.now();
      left[count++ % most] = now;
      even = Math.max(now, even) + apartMs;
      return next(url, init);
    });
    serve();
    const response = await sent;
    const { retryAfterMs } = apiError(response.status, undefined, response.headers);
    if (response.status === 429 && retryAfterMs) {
      heldUntil = Math.max(heldUntil, performance.now() + Math.min(retryAfterMs, maxHoldMs));
    }
    return response;
  };
}
