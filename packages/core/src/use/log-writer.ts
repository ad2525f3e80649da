import { errorNames } from "./error-names.ts";
import type { CallInfo } from "./layer.ts";
import { isSaid, type LogLevel } from "./log-level.ts";
import type { LogRecord } from "./log-record.ts";
import { outsideCall } from "./outside-call.ts";
import { redact } from "./redact.ts";

/** What is known of a call so far. */
export interface SeenCall {
  readonly call: CallInfo;
  readonly began: number;
  /** Masks what the call's headers hold. */
  readonly clean: (text: string) => string;
  attempt: number;
  status?: number | undefined;
  requestId?: string | undefined;
  error?: unknown;
}

/** What is to be told of it now. */
export interface Said {
  message: string;
  /** When what took so long began. */
  since?: number | undefined;
  error?: unknown;
  detail?: () => Readonly<Record<string, unknown>>;
}

/** Makes records of what is said, if it is said at all, and hands them on. */
export function logWriter(least: LogLevel, log: (record: LogRecord) => void, masked: readonly string[]) {
  return (level: LogRecord["level"], { call, clean, ...seen }: SeenCall, said: Said): void => {
    if (!isSaid(level, least)) return;
    const { name: action, route } = call.contract;
    // Without an error, what the answer says of itself; it is no safer.
    const { cause, ...names } = errorNames(said.error ?? { requestId: seen.requestId }, clean);
    const durationMs = said.since === undefined ? undefined : Math.round(performance.now() - said.since);
    const why = [names.error, names.code, cause].filter(Boolean).join(" ");
    const took = durationMs === undefined ? "" : ` in ${durationMs} ms`;
    const detail = least === "debug" ? redact(said.detail?.(), masked, clean) : undefined;
    const record: LogRecord = {
      level,
      message: `${action}: ${said.message}${took}${why && `: ${why}`}`,
      call: call.id,
      action,
      route,
      attempt: seen.attempt,
      status: names.status ?? seen.status,
      durationMs,
      requestId: names.requestId,
      error: names.error,
      code: names.code,
      detail: detail as LogRecord["detail"],
    };
    outsideCall(() => log(record));
  };
}
