import type { Context as HonoContext, MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Deps } from "../deps.ts";
import { describeError, isExpected } from "../errors/describe-error.ts";
import { requestIdOf } from "../request/request-id.ts";

/** What is known of a request by its end, for its log line. */
export interface Seen {
  operation?: string | undefined;
  projectId?: string;
  keyPrefix?: string;
  /** What the answer carries besides, be it a failure or not. */
  headers?: Readonly<Record<string, string>>;
  /** Resolves when a streamed answer is over. */
  ended?: Promise<void>;
}

export interface AppEnv {
  Variables: { requestId: string; seen: Seen };
}

/** Names the request, and when its answer is over writes its one log line and counts it. */
export function observe({ log, metrics }: Pick<Deps, "log" | "metrics">): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const started = performance.now();
    const requestId = requestIdOf(c.req.raw.headers);
    const seen: Seen = {};
    c.set("requestId", requestId);
    c.set("seen", seen);
    await next();
    c.res.headers.set("x-request-id", requestId);
    for (const [name, value] of Object.entries(seen.headers ?? {})) c.res.headers.set(name, value);
    const { status } = c.res;
    const route = routePath(c, -1);
    const write = () => {
      const ms = Math.round((performance.now() - started) * 10) / 10;
      const { operation, projectId, keyPrefix } = seen;
      metrics.observe(operation ?? (status === 404 ? "unknown" : route), status, ms / 1000);
      log.info(
        { method: c.req.method, route, operation, status, ms, requestId, projectId, keyPrefix },
        "request",
      );
    };
    if (seen.ended) void seen.ended.then(write);
    else write();
  };
}

/** Renders any failure; logs with its stack what was not meant for the caller. */
export function renderError(log: Deps["log"]) {
  return (error: unknown, c: HonoContext<AppEnv>): Response => {
    const requestId = c.get("requestId");
    if (!isExpected(error)) log.error({ err: error, requestId }, "unexpected failure");
    const { status, headers, body } = describeError(error, requestId);
    return Response.json(body, { status, headers });
  };
}
