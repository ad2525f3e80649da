import { StreamError } from "../errors/client-errors.ts";
import { PlatformError } from "../errors/platform-error.ts";
import type { Attempt } from "../transport/attempt.ts";

/** Why the reading of a body ended: the caller, the clock, what was found in it, or else the network. */
export const broken = (attempt: Attempt, cause: unknown): unknown =>
  attempt.why() ??
  (cause instanceof PlatformError
    ? cause
    : new StreamError("The stream broke off.", { code: "stream_broken", retryable: true, cause }));

/** The body came to its end, and what ends the stream was not in it. */
export const truncated = (requestId: string | undefined): StreamError =>
  new StreamError("The stream was cut off.", { code: "stream_truncated", retryable: true, requestId });
