import {
  ApiError,
  AuthenticationError,
  BudgetExceededError,
  ConflictError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  ValidationError,
} from "./api-error.ts";

const classes: Record<number, typeof ApiError> = {
  400: ValidationError,
  401: AuthenticationError,
  402: BudgetExceededError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  422: ValidationError,
  429: RateLimitError,
};
const retryableStatus = new Set([408, 425, 429, 500, 502, 503, 504]);

/** What a server says went wrong: ours, or any that speaks OpenAI's error body. */
interface ErrorBody {
  message?: unknown;
  code?: unknown;
  param?: unknown;
  requestId?: unknown;
  hint?: unknown;
  docs?: unknown;
  retryable?: unknown;
}

/** Makes the typed error for a status and a parsed body; `headers` add the request id and the wait. `docs` may be a path of the server. */
export function apiError(status: number, body: unknown, headers?: Headers, baseUrl = ""): ApiError {
  const outer = Object(body) as { error?: unknown };
  const said = Object(outer.error ?? body) as ErrorBody;
  const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);
  const Class = classes[status] ?? (status >= 500 ? ServerError : ApiError);
  const veto = headers?.get("x-should-retry");
  return new Class(text(said.message) ?? text(outer.error) ?? `The server answered ${status}.`, {
    status,
    code: text(said.code) ?? `http_${status}`,
    param: text(said.param),
    hint: text(said.hint),
    docs: text(said.docs)?.replace(/^\//, `${baseUrl}/`),
    requestId: headers?.get("x-request-id") ?? text(said.requestId),
    retryable: veto
      ? veto === "true"
      : typeof said.retryable === "boolean"
        ? said.retryable
        : retryableStatus.has(status),
    retryAfterMs: headers && retryAfter(status, headers),
  });
}

/** Milliseconds the server asks to wait: `retry-after-ms`, `Retry-After` (seconds or date), or a reset header. */
function retryAfter(status: number, headers: Headers): number | undefined {
  const exact = headers.get("retry-after-ms");
  if (exact) return positive(Number(exact));
  const after = headers.get("retry-after");
  if (after) return positive(/^[\d.]+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now());
  // Servers tell the state of the limit with every answer; only a 429 makes it a wait.
  if (status !== 429) return undefined;
  const reset = /\bt=(\d+)/.exec(headers.get("ratelimit") ?? "")?.[1] ?? headers.get("ratelimit-reset");
  return reset ? positive(Number(reset) * 1000) : undefined;
}

const positive = (ms: number) => (ms >= 0 ? ms : ms < 0 ? 0 : undefined);
