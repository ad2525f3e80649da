import type { FaultName } from "../../src/testing.ts";
import type { CallName } from "./calls.ts";

/**
 * How a call ends that meets a fault, with one retry allowed.
 * - `unharmed`: rightly, at once.
 * - `repaired E`: met once, rightly after one more request; met always, with the error E.
 * - `progress`: rightly also when met always, since each answer brings it forward.
 * - `final E`: with the error E after one request.
 * - `other V`: with the value V, since nothing on the wire tells that it is not the right one.
 */
type End = `${"repaired" | "final" | "other"} ${string}` | "unharmed" | "progress";
type Row = End | ({ readonly all?: End } & Partial<Readonly<Record<CallName, End>>>);

const lost: Row = "repaired ConnectionError connection_failed";
const silent: Row = "repaired TimeoutError timeout";
const undecodable = "final DecodeError unexpected_response";
/** The opening has succeeded: what follows is repaired only where the stream can be resumed. */
const brokenOff = {
  all: "repaired ConnectionError response_broken",
  stream: "final StreamError stream_broken",
  resumable: "repaired StreamError stream_broken",
  lines: "final StreamError stream_broken",
  download: "final StreamError stream_broken",
} as const satisfies Row;
const stalled: Row = {
  all: "repaired TimeoutError timeout",
  stream: "final TimeoutError timeout",
  lines: "final TimeoutError timeout",
  download: "final TimeoutError timeout",
};
/** Framed as if whole. Of bytes nobody can tell; JSON, events and lines have an end of their own. */
const cut = (download: string): Row => ({
  all: undecodable,
  stream: "final StreamError stream_truncated",
  resumable: "repaired StreamError stream_truncated",
  lines: "final StreamError stream_truncated",
  download: `other ${download}`,
});
const refusedWith = (name: string, status: number): Row => `final ${name} fault_${status}`;
const laterWith = (name: string, status: number): Row => `repaired ${name} fault_${status}`;
const page = "<!doctype html><title>Sign in</title><p>Sign in to this network.</p>";
const typed: Row = { all: "unharmed", stream: undecodable, resumable: undecodable, lines: undecodable };
const tooLarge = "final StreamError event_too_large";

/** Lines are not resumed. */
const onStreams = (stream: End, resumable = stream, lines = stream): Row => ({ stream, resumable, lines });

const rows: Readonly<Record<FaultName, Row>> = {
  refused: lost,
  "reset-mid-request": lost,
  "reset-before-headers": lost,
  "closed-before-headers": lost,
  "answer-lost": lost,
  "request-twice": "unharmed",
  "answer-twice": "unharmed",
  "closed-while-idle": "unharmed",
  "stall-before-headers": silent,
  "stall-after-effect": silent,
  garbage: lost,
  "reset-mid-headers": lost,
  "reset-after-headers": brokenOff,
  "stall-mid-headers": silent,
  "stall-after-headers": stalled,
  "slow-headers": "unharmed",
  "early-hints": "unharmed",
  "huge-headers": lost,
  "bad-header": lost,
  "two-lengths": lost,
  "length-too-long": { ...brokenOff, resumable: "progress" },
  "length-too-short": cut('"naïve"'),
  "wrong-type": typed,
  "no-type": typed,
  "not-gzip": brokenOff,
  "reset-mid-body": brokenOff,
  "closed-mid-body": brokenOff,
  "stall-mid-body": stalled,
  "bad-chunk": brokenOff,
  "slow-body": "unharmed",
  "byte-by-byte": "unharmed",
  truncated: cut('"naïve"'),
  "cut-code-point": cut('"naïve \ufffd"'),
  "invalid-utf8": {
    action: 'other {"text":"\ufffdnaïve 😀"}',
    list: 'other [{"text":"\ufffdnaïve 😀"},{"text":"\ufffdlast"}]',
    upload: undecodable,
    stream: 'other [{"n":"\ufffdá"},{"n":"b"},{"n":"c"}]',
    resumable: 'other [{"n":"\ufffdá"},{"n":"b"},{"n":"c"}]',
    lines: 'other [{"n":"\ufffdá"},{"n":"b"},{"n":"c"}]',
    download: 'other "\ufffdnaïve 😀"',
  },
  html: { all: undecodable, download: `other "${page}"` },
  "html-as-right-type": cut(`"${page}"`),
  "empty-body": cut('""'),
  "no-content": { all: undecodable, download: 'other ""' },
  "wrong-shape": {
    action: undecodable,
    list: undecodable,
    upload: undecodable,
    stream: undecodable,
    resumable: undecodable,
    lines: undecodable,
  },
  "huge-body": { all: "unharmed", stream: tooLarge, resumable: tooLarge, download: "other 100 MiB" },
  "missing-done": onStreams("final StreamError stream_truncated", "repaired StreamError stream_truncated"),
  "cut-in-event": onStreams("final StreamError stream_truncated", "progress"),
  "stall-mid-stream": onStreams("final TimeoutError timeout", "progress"),
  "heartbeats-only": onStreams("final TimeoutError timeout"),
  "endless-event": onStreams(tooLarge, tooLarge, "final StreamError line_too_large"),
  "event-not-json": onStreams(undecodable),
  "error-event": onStreams("final ApiError overloaded", "progress"),
  "final-error-event": onStreams("final ApiError refused"),
  "event-twice": onStreams('other [{"n":"á"},{"n":"á"},{"n":"b"},{"n":"b"},{"n":"c"},{"n":"c"}]'),
  "event-after-done": onStreams("unharmed"),
  "status-400": refusedWith("ValidationError", 400),
  "status-401": refusedWith("AuthenticationError", 401),
  "status-402": refusedWith("BudgetExceededError", 402),
  "status-403": refusedWith("PermissionError", 403),
  "status-404": refusedWith("NotFoundError", 404),
  "status-408": laterWith("ApiError", 408),
  "status-409": refusedWith("ConflictError", 409),
  "status-413": refusedWith("ApiError", 413),
  "status-425": laterWith("ApiError", 425),
  "status-429": laterWith("RateLimitError", 429),
  "retry-after-ms": laterWith("RateLimitError", 429),
  "retry-after-seconds": laterWith("RateLimitError", 429),
  "retry-after-date": laterWith("ServerError", 503),
  "retry-after-past": laterWith("ServerError", 503),
  "retry-after-absurd": refusedWith("RateLimitError", 429),
  "retry-after-words": laterWith("ServerError", 503),
  "status-500": laterWith("ServerError", 500),
  "status-501": refusedWith("ServerError", 501),
  "status-502": laterWith("ServerError", 502),
  "status-503": laterWith("ServerError", 503),
  "status-504": laterWith("ServerError", 504),
  veto: refusedWith("ServerError", 503),
  "redirect-loop": refusedWith("ApiError", 302),
  "redirect-away": refusedWith("ApiError", 307),
  "failed-after-effect": "repaired ServerError failed_after_effect",
  "html-error": "repaired ServerError http_502",
  "reset-in-error": "repaired ServerError http_500",
  "stall-in-error": silent,
};

export interface Expected {
  readonly end: "unharmed" | "repaired" | "progress" | "final" | "other";
  /** The error's name and code, or the value as JSON. */
  readonly what: string;
}

/** `undefined` where the fault cannot strike the kind. */
export function expected(fault: FaultName, call: CallName): Expected | undefined {
  const row = rows[fault];
  const text = typeof row === "string" ? row : (row[call] ?? row.all);
  const [, end, what = ""] = /^(\S+) ?(.*)$/s.exec(text ?? "") ?? [];
  return end === undefined ? undefined : { end: end as Expected["end"], what };
}
