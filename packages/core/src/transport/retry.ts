import type { PlatformError } from "../errors/platform-error.ts";

/** Decides whether and when a failed call is sent again. */
export interface RetryPolicy {
  /** Most extra attempts. */
  readonly retries: number;
  /** Milliseconds to wait before attempt `attempt + 1`; `undefined` gives up. */
  readonly delay: (error: PlatformError, attempt: number) => number | undefined;
  /** Told of each answer that was taken, and which attempt it was. */
  readonly succeeded?: ((attempt: number) => void) | undefined;
}

export interface RetryOptions {
  /** Most extra attempts. Default 3. */
  retries?: number | undefined;
  /** Longest wait before the first extra attempt, in milliseconds. Default 500. */
  baseMs?: number | undefined;
  /** How much longer each further wait may be. Default 2. */
  factor?: number | undefined;
  /** Longest wait, in milliseconds, also of one that the server asks for. Default 60,000. */
  maxMs?: number | undefined;
  /** Most extra attempts that all calls together may save up. Default 100; `Infinity`: no such limit. */
  budget?: number | undefined;
}

/** Fifths of an extra attempt in one. */
const price = 5;

/**
 * Exponential back-off with full jitter (a random wait between 0 and the cap, as AWS's builders' library
 * advises); a wait that the server asks for is taken as it is, and one beyond `maxMs` gives up. The calls of all
 * clients that share the policy have one budget: each extra attempt takes one from it, one that helped puts it
 * back, and each call that needed none adds a fifth. A server that is down is then not buried in repetitions
 * (as in the AWS SDKs' standard mode, but that a timeout costs no more than any other failure).
 */
export function retry(options: RetryOptions = {}): RetryPolicy {
  const { retries = 3, baseMs = 500, factor = 2, maxMs = 60_000, budget = 100 } = options;
  // Counted in fifths: a sum of tenths would not be exact.
  const full = budget * price;
  let left = full;
  return {
    retries,
    delay: (error, attempt) => {
      const asked = (error as { retryAfterMs?: number }).retryAfterMs;
      if (left < price || (asked ?? 0) > maxMs) return undefined;
      left -= price;
      return asked ?? Math.random() * Math.min(maxMs, baseMs * factor ** (attempt - 1));
    },
    succeeded: (attempt) => {
      left = Math.min(full, left + (attempt > 1 ? price : 1));
    },
  };
}
