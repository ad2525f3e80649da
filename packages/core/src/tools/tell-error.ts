import { AbortedError, ConfigurationError, ConnectionError } from "../errors/client-errors.ts";
import { PlatformError } from "../errors/platform-error.ts";

/** Whether a model should hear of it: not of the caller's own abort, of a wrong set-up or of a fault in code. */
export const isTellable = (error: unknown): error is PlatformError =>
  error instanceof PlatformError &&
  !(error instanceof AbortedError) &&
  !(error instanceof ConfigurationError);

/** A failure as JSON for a model: what is wrong, where, and whether the same call may succeed later. */
export function tellError(error: PlatformError): string {
  const { code, param, retryable, requestId } = error;
  // A connection's failure names the address, which is none of the model's business.
  const message =
    error instanceof ConnectionError && code === "connection_failed"
      ? "The server could not be reached."
      : error.message;
  return JSON.stringify({ error: { code, message, param, retryable, requestId } });
}
