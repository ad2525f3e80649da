import { type Action, defineAction } from "@platform/core";
import type { ChatCompletion, ChatMessage } from "./chat-completion.ts";
import { chatCompletion, createChatCompletionParams } from "./schemas.ts";

/** A conversation to go on with, in OpenAI's names. `null` is the same as leaving a field out. */
export interface CreateChatCompletionParams {
  /** One of `listModels`: `"extract"`, the name of a GGUF file, or an upstream's model. */
  model: string;
  /** At least one. The model `extract` quotes from `<passage id="1" source="…">…</passage>` blocks in them. */
  messages: ChatMessage[];
  /** Most tokens of the answer. Default: the model's own limit. */
  max_tokens?: number | null | undefined;
  /** The newer name of `max_tokens`. */
  max_completion_tokens?: number | null | undefined;
  /** 0 to 2. Default: the model's own. */
  temperature?: number | null | undefined;
  /** 0 to 1. Default: the model's own. */
  top_p?: number | null | undefined;
  /** A text, or up to 4, that end the answer; they are not part of it. */
  stop?: string | string[] | null | undefined;
  /** The same seed and conversation give the same answer where the engine can. */
  seed?: number | null | undefined;
  /** `json_schema` makes engines with grammars follow it; others refuse it. */
  response_format?: ResponseFormat | null | undefined;
  /** Who asked, for the ledger. */
  user?: string | null | undefined;
  [unsupported: string]: unknown;
}

/** How the answer is written. */
export interface ResponseFormat {
  type: "text" | "json_schema";
  /** Needed with `"json_schema"`: the schema that the answer follows. */
  json_schema?: JsonSchemaFormat | null | undefined;
}

export interface JsonSchemaFormat {
  name: string;
  schema?: Record<string, unknown> | undefined;
  [more: string]: unknown;
}

/**
 * Answers a conversation. Any OpenAI client can call the same route.
 *
 * @throws {NotFoundError} `model_not_found`.
 * @throws {ValidationError} `unsupported_parameter` for a field that no engine, or not the model's, supports:
 * `param` names it.
 * @example
 * const answer = await createChatCompletion(client, {
 *   model: "extract", messages: [{ role: "user", content: "The sky is blue.\n\nWhat colour is the sky?" }],
 * });
 */
export const createChatCompletion: Action<CreateChatCompletionParams, ChatCompletion> =
  /* @__PURE__ */ defineAction({
    name: "createChatCompletion",
    route: "POST /v1/chat/completions",
    params: createChatCompletionParams,
    result: chatCompletion,
    scope: "inference:write",
    errors: ["model_not_found", "unsupported_parameter"],
  });
