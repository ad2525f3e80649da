import { type Context, context, type Span, SpanKind, trace } from "@opentelemetry/api";
import type { CallInfo } from "../use/layer.ts";
import { modelOperation } from "../use/model-answer.ts";
import { addressOf } from "./address.ts";
import { addException, errorType, markFailed } from "./failure.ts";
import { followModel } from "./model-call.ts";
import { requestAttributes } from "./model-request.ts";
import type { Settings } from "./settings.ts";

/** The span of a call, which holds those of its attempts. */
export interface CallSpan {
  readonly span: Span;
  /** With the span in it. */
  readonly context: Context;
  /** Ended with the call, and before it: the attempt whose stream is being read. */
  last?: ((error?: unknown) => void) | undefined;
}

/** Begins the span of a call under what is active now; it ends with the call. */
export function beginCall(call: CallInfo, settings: Settings): CallSpan {
  const { contract, params } = call;
  const { host, port } = addressOf(call.baseUrl);
  const server = { "server.address": host, "server.port": port };
  const operation = modelOperation(contract);
  const model = operation && requestAttributes(operation, contract, params, settings.provider);
  const attributes = {
    ...server,
    ...model,
    "platform.operation": contract.name,
    "platform.call.id": call.id,
  };
  const asked = model?.["gen_ai.request.model"];
  const name = operation ? [operation, asked].filter(Boolean).join(" ") : contract.name;
  const active = context.active();
  const span = settings.tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, active);
  const begun: CallSpan = { span, context: trace.setSpan(active, span) };
  if (model) followModel(call, span, { ...model, ...server }, settings);
  call.onEnd((error) => {
    begun.last?.(error);
    if (error !== undefined) {
      markFailed(span, error, errorType(error));
      addException(span, error, settings.content);
    }
    span.end();
  });
  return begun;
}
