import type { PlatformError } from "../errors/platform-error.ts";

/** Decides whether and when a failed call is sent again. */
export interface RetryPolicy {
  /** Most extra attempts. */
  readonly retries: number;
  /** Milliseconds to wait before attempt `attempt + 1`; `undefined` gives up. */
  readonly delay: (error: PlatformError, attempt: number) => number | undefined;
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
}

/**
 * Exponential back-off with full jitter (a random wait between 0 and the cap, as AWS's builders' library
 * advises); a wait that the server asks for is taken as it is, and one beyond `maxMs` gives up.
 */
export function retry(options: RetryOptions = {}): RetryPolicy {
  const { retries = 3, baseMs = 500, factor = 2, maxMs = 60_000 } = options;
  return {
    retries,
    delay: (error, attempt) => {
      const asked = (error as { retryAfterMs?: number }).retryAfterMs;
      if (asked !== undefined) return asked <= maxMs ? asked : undefined;
      return Math.random() * Math.min(maxMs, baseMs * factor ** (attempt - 1));
    },
  };
}
