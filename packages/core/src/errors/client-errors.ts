import { PlatformError, type PlatformErrorOptions } from "./platform-error.ts";

/** The client is set up in a way that cannot work, such as without a key. Never retried. */
export class ConfigurationError extends PlatformError {
  static override readonly kind: string = "ConfigurationError";
}

/** No answer came: refused, reset, or the name did not resolve. */
export class ConnectionError extends PlatformError {
  static override readonly kind: string = "ConnectionError";
  constructor(message: string, options: PlatformErrorOptions = {}) {
    super(message, { code: "connection_failed", retryable: true, ...options });
  }
}

/** The answer, or the next part of it, did not come in time. */
export class TimeoutError extends ConnectionError {
  static override readonly kind: string = "TimeoutError";
  constructor(message: string, options: PlatformErrorOptions = {}) {
    super(message, { code: "timeout", ...options });
  }
}

/** The caller's own signal ended the call. */
export class AbortedError extends PlatformError {
  static override readonly kind: string = "AbortedError";
  constructor(cause: unknown) {
    super("The call was aborted by its signal.", { code: "aborted", cause });
  }
}

/** The answer came but is not what the contract says: not JSON, or of another shape. */
export class DecodeError extends PlatformError {
  static override readonly kind: string = "DecodeError";
  constructor(message: string, options: PlatformErrorOptions = {}) {
    super(message, { code: "unexpected_response", ...options });
  }
}

/** A stream broke: it ended before its last event, or was read twice. */
export class StreamError extends PlatformError {
  static override readonly kind: string = "StreamError";
}

/** What was waited for did not happen in the time allowed; the work itself goes on. */
export class PollTimeoutError extends PlatformError {
  static override readonly kind: string = "PollTimeoutError";
}
