/** A failure with its status, safe to show to the caller. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;
  /** Stable, for programs: `"task_not_found"`. */
  readonly code: string;
  readonly param: string | undefined;
  readonly retryable: boolean;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, options: FailOptions = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = options.param;
    this.retryable = options.retryable ?? (status === 429 || status === 503);
    this.headers = options.headers ?? {};
  }
}

export interface FailOptions {
  /** The parameter at fault, as a dotted path. */
  readonly param?: string | undefined;
  /** Whether the same request may succeed later. Default: yes for 429 and 503. */
  readonly retryable?: boolean | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Ends the request: `fail(404, "task_not_found", "No task task_1 in this project.")`. */
export function fail(status: number, code: string, message: string, options?: FailOptions): never {
  throw new HttpError(status, code, message, options);
}
