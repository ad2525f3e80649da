import { defineStream, type StreamAction } from "@platform/core";
import type { ChatCompletionChunk } from "./chat-completion.ts";
import type { CreateChatCompletionParams } from "./create-chat-completion.ts";
import { chatCompletionChunk, streamChatCompletionParams } from "./schemas.ts";

/** A conversation to go on with, piece by piece. */
export interface StreamChatCompletionParams extends CreateChatCompletionParams {
  /** `{ include_usage: true }` adds a last chunk with the tokens counted. */
  stream_options?: { include_usage?: boolean | null | undefined } | null | undefined;
}

/**
 * Answers a conversation as the words come. Leaving the loop stops the model.
 *
 * @throws {NotFoundError} `model_not_found`.
 * @throws {StreamError} when the answer breaks off.
 * @example
 * for await (const chunk of streamChatCompletion(client, { model: "extract", messages })) {
 *   process.stdout.write(chunk.choices[0]?.delta.content ?? "");
 * }
 */
export const streamChatCompletion: StreamAction<StreamChatCompletionParams, ChatCompletionChunk> =
  /* @__PURE__ */ defineStream({
    name: "streamChatCompletion",
    route: "POST /v1/chat/completions",
    params: streamChatCompletionParams,
    event: chatCompletionChunk,
    constants: { stream: true },
    scope: "inference:write",
    errors: ["model_not_found", "unsupported_parameter"],
  });
