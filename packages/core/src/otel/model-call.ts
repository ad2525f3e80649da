import type { Attributes, Span } from "@opentelemetry/api";
import type { CallInfo } from "../use/layer.ts";
import { type ModelAnswer, readAnswer } from "../use/model-answer.ts";
import { errorType } from "./failure.ts";
import { inputMessages, outputMessages, type Said } from "./messages.ts";
import { secondsSince, type Settings } from "./settings.ts";

/** What tells one series of a metric from another. */
const dimensions = [
  "gen_ai.operation.name",
  "gen_ai.provider.name",
  "gen_ai.request.model",
  "server.address",
  "server.port",
];

/** Reads along with a call of a model: what the answer says of itself goes into the span and the metrics. */
export function followModel(call: CallInfo, span: Span, asked: Attributes, settings: Settings): void {
  const started = performance.now();
  const answer: ModelAnswer = { finishReasons: [], pieces: 0 };
  const said: Said = [];
  let firstChunkSeconds: number | undefined;
  if (settings.content) setJson(span, "gen_ai.input.messages", inputMessages(call.params));
  call.onValue((value) => {
    if (call.contract.kind === "stream") firstChunkSeconds ??= secondsSince(started);
    readAnswer(answer, value);
    if (settings.content) outputMessages(said, value);
  });
  call.onEnd((error) => {
    const { units, id, model, finishReasons } = answer;
    const found: Attributes = {
      "gen_ai.response.id": id,
      "gen_ai.response.model": model,
      "gen_ai.response.finish_reasons": finishReasons.length > 0 ? [...finishReasons] : undefined,
      "gen_ai.response.time_to_first_chunk": firstChunkSeconds,
      "gen_ai.usage.input_tokens": units?.input_tokens,
      "gen_ai.usage.output_tokens": units?.output_tokens,
      "gen_ai.usage.cache_read.input_tokens": units?.cached_input_tokens,
      "gen_ai.usage.reasoning.output_tokens": units?.reasoning_tokens,
    };
    span.setAttributes(known(found));
    if (said.length > 0) setJson(span, "gen_ai.output.messages", said);
    const { operation, firstChunk, tokens } = settings.instruments();
    const series = known({
      ...Object.fromEntries(dimensions.map((name) => [name, asked[name]])),
      "gen_ai.response.model": model,
    });
    operation.record(
      secondsSince(started),
      error === undefined ? series : { ...series, "error.type": errorType(error) },
    );
    if (firstChunkSeconds !== undefined) firstChunk.record(firstChunkSeconds, series);
    for (const type of ["input", "output"] as const) {
      const amount = units?.[`${type}_tokens`];
      if (amount !== undefined) tokens.record(amount, { ...series, "gen_ai.token.type": type });
    }
  });
}

const known = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));

const setJson = (span: Span, name: string, value: unknown): void => {
  if (value !== undefined) span.setAttribute(name, JSON.stringify(value));
};
