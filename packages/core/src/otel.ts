import { type Meter, trace, type Tracer } from "@opentelemetry/api";
import { sendInSpan } from "./otel/attempt-span.ts";
import { beginCall, type CallSpan } from "./otel/call-span.ts";
import { instruments } from "./otel/instruments.ts";
import type { Settings } from "./otel/settings.ts";
import type { CallInfo, Layer } from "./use/layer.ts";

/** What to record, and where. */
export interface OtelOptions {
  /** Makes the spans. Default: the one of the global tracer provider. */
  tracer?: Tracer | undefined;
  /** Makes the metrics. Default: the one of the global meter provider. */
  meter?: Meter | undefined;
  /** Sends the trace on, as the global propagator writes it: `traceparent`, `tracestate`, `baggage`. Default `true`. */
  propagate?: boolean | undefined;
  /** Also records prompts, answers and what servers say in errors. Default `false`. */
  content?: boolean | undefined;
  /** `gen_ai.provider.name` of calls of models. Default `"platform"`. */
  provider?: string | undefined;
}

const scope = "@platform/core";

/**
 * Records calls as OpenTelemetry spans and metrics: a span for each call, one below it for each attempt, and of calls
 * of models what the GenAI conventions ask for. Holds no key, header, prompt, answer or value of a query. Put it first
 * in `use`, so that a call's span also covers the waiting in other layers. Does nothing where no SDK is registered.
 *
 * The conventions: HTTP as stable since 1.23; GenAI as of 1.41.1, the last release before they moved to a repository
 * of their own, which has not made one yet. Needs `@opentelemetry/api`.
 *
 * @example
 * const client = createClient({ use: [otel()] });
 */
export function otel(options: OtelOptions = {}): Layer {
  const settings: Settings = {
    tracer: options.tracer ?? trace.getTracer(scope),
    instruments: instruments(scope, options.meter),
    propagate: options.propagate ?? true,
    content: options.content ?? false,
    provider: options.provider ?? "platform",
  };
  const calls = new WeakMap<CallInfo, CallSpan>();
  return (next) => (url, init) => {
    let call = calls.get(init.call);
    if (!call) calls.set(init.call, (call = beginCall(init.call, settings)));
    return sendInSpan(next, url, init, call, settings);
  };
}
