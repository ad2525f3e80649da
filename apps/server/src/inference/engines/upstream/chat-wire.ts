import * as v from "valibot";
import type { ChatRequest, FinishReason } from "../../engine.ts";

/** What an upstream refused before, and is not sent again. */
export interface Quirks {
  noStreamOptions: boolean;
  completionTokens: boolean;
}

/** The three roles every server knows. A tool's answer without the call it belongs to would be refused. */
const ROLES = {
  system: "system",
  developer: "system",
  user: "user",
  assistant: "assistant",
  tool: "user",
} as const;

/** A chat request as it goes out. */
export function toWire(request: ChatRequest, quirks: Quirks): object {
  const { model, messages, maxTokens, temperature, topP, stop, seed, jsonSchema } = request;
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role: ROLES[role], content })),
    stream: true,
    ...(quirks.noStreamOptions ? {} : { stream_options: { include_usage: true } }),
    // Undefined members are left out of the JSON.
    [quirks.completionTokens ? "max_completion_tokens" : "max_tokens"]: maxTokens,
    temperature,
    top_p: topP,
    stop: stop === undefined || stop.length === 0 ? undefined : stop,
    seed,
    response_format:
      jsonSchema === undefined
        ? undefined
        : { type: "json_schema", json_schema: { name: "answer", strict: true, schema: jsonSchema } },
  };
}

/** The second and third are what servers call what a model says to itself. */
const content = v.object({
  content: v.nullish(v.string()),
  reasoning_content: v.optional(v.unknown()),
  reasoning: v.optional(v.unknown()),
});

/** The parts of a chunk, or of a whole completion, that we read; everything else may be anything. */
export const completion = v.object({
  choices: v.nullish(
    v.array(
      v.object({
        index: v.nullish(v.number()),
        delta: v.nullish(content),
        message: v.nullish(content),
        finish_reason: v.nullish(v.string()),
      }),
    ),
  ),
  usage: v.nullish(
    v.object({ prompt_tokens: v.nullish(v.number()), completion_tokens: v.nullish(v.number()) }),
  ),
  error: v.optional(v.unknown()),
});
export type Completion = v.InferOutput<typeof completion>;

/** Servers have many words for "done"; only these two mean something else. */
export function finishReason(reason: string): FinishReason {
  return reason === "length" || reason === "content_filter" ? reason : "stop";
}

/**
 * A guess of the tokens in so many characters, for upstreams that report no usage: about four to a token in English.
 * The port cannot mark a count as estimated, so take it for a lower bound in other languages.
 */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / 4);
}
