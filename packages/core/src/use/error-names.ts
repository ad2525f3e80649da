/** What may be told of an error in a log: names, never its message, in which a server may quote what it was sent. */
export interface ErrorNames {
  readonly error: string | undefined;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** Code of what is behind it: `ECONNREFUSED`. */
  readonly cause: string | undefined;
}

/** @param clean - Masks what must not be told wherever it stands. */
export function errorNames(error: unknown, clean: (text: string) => string): ErrorNames {
  const { name, code, status, requestId, cause } = Object(error) as Record<string, unknown>;
  const behind = Object(cause) as { code?: unknown };
  const named = (text: unknown, pattern: RegExp) =>
    typeof text === "string" && pattern.test(text) && clean(text) === text ? text : undefined;
  return {
    error: named(name, /^[A-Z][A-Za-z]{0,63}$/),
    code: named(code, /^[a-z][a-z0-9_]{0,63}$/),
    status: typeof status === "number" && status > 0 ? status : undefined,
    requestId: named(requestId, /^[\w.:-]{1,128}$/),
    cause: named(behind.code, /^[A-Z][A-Z0-9_]{0,63}$/),
  };
}
