import { type Attributes, context, diag, propagation, SpanKind, trace } from "@opentelemetry/api";
import type { Fetcher, OutgoingInit } from "../use/layer.ts";
import { addressOf } from "./address.ts";
import type { CallSpan } from "./call-span.ts";
import { errorType, markFailed } from "./failure.ts";
import { secondsSince, type Settings } from "./settings.ts";

/** Sends one attempt in a span of its own, which lasts until the answer's body is read. */
export async function sendInSpan(
  next: Fetcher,
  url: string,
  init: OutgoingInit,
  call: CallSpan,
  settings: Settings,
): Promise<Response> {
  const { contract } = init.call;
  const { host, port, full } = addressOf(url);
  const basePath = init.call.baseUrl.replace(/^\w+:\/\/[^/]+/, "");
  const template = basePath + contract.route.replace(/^\w+ /, "");
  const series: Attributes = {
    "http.request.method": init.method,
    "server.address": host,
    "server.port": port,
    "url.template": template,
  };
  const attributes: Attributes = {
    ...series,
    "url.full": full,
    ...(init.attempt > 1 && { "http.request.resend_count": init.attempt - 1 }),
  };
  const started = performance.now();
  const name = `${init.method} ${template}`;
  const span = settings.tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, call.context);
  const own = trace.setSpan(call.context, span);
  let status: number | undefined;
  const end = (error?: unknown) => {
    const isRefused = status !== undefined && status >= 400;
    const type = isRefused ? String(status) : error === undefined ? undefined : errorType(error);
    if (type !== undefined) markFailed(span, error, type);
    const outcome = {
      ...(status !== undefined && { "http.response.status_code": status }),
      ...(type !== undefined && { "error.type": type }),
    };
    settings.instruments().request.record(secondsSince(started), { ...series, ...outcome });
    span.end();
  };
  init.onEnd((error) => {
    // How the reading of a stream ended is told by the call alone, right after this.
    if (error === undefined && contract.kind === "stream") call.last = end;
    else end(error);
  });
  if (settings.propagate) propagation.inject(own, init.headers, { set: setHeader });
  const response = await context.with(own, () => next(url, init));
  // A browser hides a redirect's status, and says 0.
  status = response.status || undefined;
  if (status !== undefined) span.setAttribute("http.response.status_code", status);
  const requestId = response.headers.get("x-request-id");
  if (requestId) span.setAttribute("http.response.header.x-request-id", [requestId]);
  return response;
}

function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    // Tracing must not fail a call; the value is not shown, baggage is the program's own.
    diag.warn(`@platform/core/otel: the header ${name} holds a character that cannot be sent.`);
  }
}
