/** One thing that happened. Nothing in it is secret, but `detail` may be private. */
export interface LogRecord {
  readonly level: "debug" | "info" | "warn" | "error";
  /** One readable line. */
  readonly message: string;
  /** Of the call, the same in all its attempts. */
  readonly call: string;
  /** The operation's name. */
  readonly action: string;
  /** As declared, without values: `GET /v1/tasks/{taskId}`. */
  readonly route: string;
  /** Counted from 1. */
  readonly attempt: number;
  /** Of the last answer. */
  readonly status?: number | undefined;
  /** Since the request was sent on, or, at the end of the call, since that began. Milliseconds. */
  readonly durationMs?: number | undefined;
  readonly requestId?: string | undefined;
  /** The error's name. */
  readonly error?: string | undefined;
  readonly code?: string | undefined;
  /** With level `debug` only: parameters and allowed headers. */
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
}

/** Writes a record as one line to the console. */
export function toConsole({ level, message, call, requestId, detail }: LogRecord): void {
  const ids = `call ${call.slice(0, 8)}${requestId ? `, ${requestId}` : ""}`;
  console[level](`platform ${level} ${message} (${ids})${detail ? ` ${JSON.stringify(detail)}` : ""}`);
}
