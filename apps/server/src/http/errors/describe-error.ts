import { EngineError, type EngineErrorCode } from "../../engine-error.ts";
import { databaseTrouble } from "./database-trouble.ts";
import { HttpError } from "./http-error.ts";

/** How a failure leaves the server. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly error: {
      readonly type: string;
      readonly code: string;
      readonly message: string;
      readonly param?: string;
      readonly requestId: string;
      readonly retryable: boolean;
      readonly docs: string;
    };
  };
}

/** Where the reference page tells of errors. */
const docs = "/docs#description/errors";

const engineStatus: Record<EngineErrorCode, number> = {
  not_found: 404,
  conflict: 409,
  invalid_input: 400,
  limit_exceeded: 429,
  timed_out: 504,
  unavailable: 503,
  upstream_failed: 502,
};

const types: Record<number, string> = {
  401: "authentication_error",
  402: "budget_exceeded_error",
  403: "permission_error",
  404: "not_found_error",
  409: "conflict_error",
  429: "rate_limit_error",
};

/** Whether the failure was meant for the caller; any other one is a fault of ours, to be logged with its stack. */
export function isExpected(error: unknown): error is HttpError | EngineError {
  return error instanceof HttpError || error instanceof EngineError;
}

/** What the caller is told. Of an unexpected failure: nothing but the request's id. */
export function describeError(error: unknown, requestId: string): ErrorAnswer {
  const known = asHttpError(error);
  const { status, code, message, param, retryable, headers } = known;
  const type = types[status] ?? (status >= 500 ? "server_error" : "invalid_request_error");
  const body = { type, code, message, ...(param === undefined ? {} : { param }), requestId, retryable, docs };
  return { status, headers, body: { error: body } };
}

function asHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof EngineError) {
    const status = engineStatus[error.code];
    return new HttpError(status, error.code, error.message, {
      param: error.param,
      retryable: status === 429 || status >= 502,
    });
  }
  return (
    databaseTrouble(error) ??
    new HttpError(500, "internal_error", "The server failed. Quote the request id when you report it.")
  );
}
