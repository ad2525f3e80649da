import { ApiError } from "../errors/api-error.ts";
import { AbortedError } from "../errors/client-errors.ts";
import type { CallInfo, Layer, OutgoingInit } from "./layer.ts";
import { type LogLevel, logLevel } from "./log-level.ts";
import { type LogRecord, toConsole } from "./log-record.ts";
import { logWriter, type SeenCall } from "./log-writer.ts";
import { withoutKeys } from "./redact.ts";

export interface LoggerOptions {
  /** The least that is told. Default: `PLATFORM_LOG` in the environment, else `info`. */
  level?: LogLevel | undefined;
  /** Where records go. Default: a line each to the console. */
  log?: ((record: LogRecord) => void) | undefined;
  /** With level `debug`, fields of the parameters to mask besides those with usual names of secrets. */
  redact?: readonly string[] | undefined;
  /** With level `debug`, headers to show. Default: content type and length, `retry-after`, `ratelimit`. */
  headers?: readonly string[] | undefined;
}

const harmless = ["content-type", "content-length", "retry-after", "ratelimit"];

/**
 * Tells of each call when it ends (`info`; `warn` for a 4xx or an abort, `error` for other failures), of each
 * further attempt with its reason (`warn`), and of each request and answer (`debug`). Parameters and some headers
 * are told with `debug` only; the key, bodies and the messages of errors never. The first in `use` sees most: also
 * what another layer answers, and how long it holds a request back.
 *
 * @throws {ConfigurationError} when there is no such level.
 * @example
 * const client = createClient({ use: [logger({ level: "debug", redact: ["messages.content"] })] });
 */
export function logger(options: LoggerOptions = {}): Layer {
  const { log = toConsole, redact: masked = [], headers: shown = harmless } = options;
  const least = logLevel(options.level);
  if (least === "off") return (next) => next;
  const write = logWriter(least, log, masked);
  const calls = new WeakMap<CallInfo, SeenCall>();
  const allowed = (headers: Headers) =>
    Object.fromEntries([...headers].filter(([name]) => shown.includes(name)));

  /** Of a call that is seen for the first time the end will be told. */
  const meet = ({ call, headers }: OutgoingInit): SeenCall => {
    const seen: SeenCall = { call, began: performance.now(), clean: withoutKeys(headers), attempt: 1 };
    calls.set(call, seen);
    call.onEnd((error) => {
      const isExpected = error instanceof AbortedError || (error instanceof ApiError && error.status < 500);
      const level = error === undefined ? "info" : isExpected ? "warn" : "error";
      const message = error === undefined ? `${seen.status}` : `failed at attempt ${seen.attempt}`;
      write(level, seen, { message, since: seen.began, error });
    });
    return seen;
  };

  return (next) => async (url, init) => {
    const { call, attempt } = init;
    const seen = calls.get(call) ?? meet(init);
    const { error } = seen;
    Object.assign(seen, { attempt, status: undefined, requestId: undefined, error: undefined });
    if (error) write("warn", seen, { message: `tries again (attempt ${attempt})`, error });
    write("debug", seen, {
      message: `sends ${call.contract.route}`,
      detail: () => ({ url: withoutValues(url, call), params: call.params, headers: allowed(init.headers) }),
    });
    init.onEnd((reason) => (seen.error = reason));
    const since = performance.now();
    const response = await next(url, init);
    seen.status = response.status;
    seen.requestId = response.headers.get("x-request-id") ?? undefined;
    const detail = () => ({ headers: allowed(response.headers) });
    write("debug", seen, { message: `answered ${response.status}`, since, detail });
    return response;
  };
}

/** The address with the names of its parameters for their values. */
function withoutValues(url: string, { baseUrl, contract }: CallInfo): string {
  const names = [...new URL(url).searchParams.keys()].map((name) => `${name}=…`);
  return baseUrl + contract.route.replace(/^\S+ /, "") + (names.length > 0 ? `?${names.join("&")}` : "");
}
