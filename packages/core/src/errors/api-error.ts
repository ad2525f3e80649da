import { PlatformError, type PlatformErrorOptions } from "./platform-error.ts";

export interface ApiErrorOptions extends PlatformErrorOptions {
  status: number;
  /** How long the server asks to wait before the next try, in milliseconds. */
  retryAfterMs?: number | undefined;
}

/** The server answered, and the answer was no. Also the class for every status without one of its own. */
export class ApiError extends PlatformError {
  static override readonly kind: string = "ApiError";
  declare readonly status: number;
  declare readonly retryAfterMs: number | undefined;

  // oxlint-disable-next-line no-useless-constructor -- a status is not optional here
  constructor(message: string, options: ApiErrorOptions) {
    super(message, options);
  }
}

/** 401: the key is missing, wrong, expired or revoked. */
export class AuthenticationError extends ApiError {
  static override readonly kind: string = "AuthenticationError";
}

/** 402: a hard budget has too little left. */
export class BudgetExceededError extends ApiError {
  static override readonly kind: string = "BudgetExceededError";
}

/** 403: the key is right but lacks the scope. */
export class PermissionError extends ApiError {
  static override readonly kind: string = "PermissionError";
}

/** 404: nothing with that id, or nothing this key may see. */
export class NotFoundError extends ApiError {
  static override readonly kind: string = "NotFoundError";
}

/** 409: the thing is not in a state that allows this, or a key was used for another request. */
export class ConflictError extends ApiError {
  static override readonly kind: string = "ConflictError";
}

/** 400 or 422, or parameters refused before sending (`status` 0): `param` names the field. */
export class ValidationError extends ApiError {
  static override readonly kind: string = "ValidationError";
}

/** 429: too many requests; `retryAfterMs` says when the next may come. */
export class RateLimitError extends ApiError {
  static override readonly kind: string = "RateLimitError";
}

/** 5xx: the server failed. */
export class ServerError extends ApiError {
  static override readonly kind: string = "ServerError";
}
