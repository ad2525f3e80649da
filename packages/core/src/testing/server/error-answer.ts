import { ApiError, type ApiErrorOptions } from "../../errors/api-error.ts";
import { type Answer, jsonAnswer } from "./answer.ts";

const types: Readonly<Record<number, string>> = {
  401: "authentication_error",
  402: "budget_exceeded_error",
  403: "permission_error",
  404: "not_found_error",
  409: "conflict_error",
  429: "rate_limit_error",
};

/** An error as the platform's servers send it. What is no `ApiError` is told as a 500 that says nothing of it. */
export function errorAnswer(error: unknown, requestId: string): Answer {
  const { status, code, message, param, retryable, retryAfterMs } =
    error instanceof ApiError ? error : refusal(500, "internal_error", "The handler failed.");
  const type = types[status] ?? (status >= 500 ? "server_error" : "invalid_request_error");
  const said = { type, code, message, ...(param === undefined ? {} : { param }), requestId, retryable };
  const headers: Record<string, string> =
    retryAfterMs === undefined ? {} : { "retry-after-ms": String(retryAfterMs) };
  // A handler may throw an error that never had a status, such as one made before sending.
  return jsonAnswer({ error: said }, status >= 400 ? status : 500, headers);
}

/** An error of the server's own. */
export const refusal = (
  status: number,
  code: string,
  message: string,
  options: Omit<ApiErrorOptions, "status" | "code"> = {},
): ApiError => new ApiError(message, { ...options, status, code });
