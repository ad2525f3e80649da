/** What an engine may say went wrong. The request path turns each into a status; engines know nothing of HTTP. */
export type EngineErrorCode =
  | "not_found"
  | "conflict"
  | "invalid_input"
  | "limit_exceeded"
  | "timed_out"
  | "unavailable"
  | "upstream_failed";

/** An expected failure of an engine: safe to show to the caller, with the fix in the message. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: EngineErrorCode;
  /** The parameter at fault, when it is the caller's. */
  readonly param: string | undefined;

  constructor(code: EngineErrorCode, message: string, options?: { param?: string; cause?: unknown }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.param = options?.param;
  }
}
