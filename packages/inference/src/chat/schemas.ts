import { type Wire, wire } from "@platform/core";
import { text } from "@platform/core/wire";
import * as v from "valibot";
import type { ChatCompletion, ChatCompletionChunk, ChatFinishReason } from "./chat-completion.ts";
import type { CreateChatCompletionParams } from "./create-chat-completion.ts";
import type { StreamChatCompletionParams } from "./stream-chat-completion.ts";

const roles = ["system", "developer", "user", "assistant", "tool"] as const;
const reasons: ChatFinishReason[] = ["stop", "length", "content_filter", "tool_calls"];
const count = () => v.pipe(v.number(), v.integer("write a whole number"), v.minValue(1, "at least 1"));
const between = (least: number, most: number) =>
  v.pipe(v.number(), v.minValue(least, `at least ${least}`), v.maxValue(most, `at most ${most}`));

const textParts = () => v.array(v.object({ type: v.literal("text"), text: v.string() }));

const message = () =>
  v.looseObject({
    role: v.picklist(roles, `choose from ${roles.join(", ")}`),
    content: v.union(
      [v.string(), v.null(), textParts()],
      "write text, or parts of text; pictures, sound and files are not taken",
    ),
    name: v.nullish(v.string()),
  });

const responseFormat = () =>
  v.variant(
    "type",
    [
      v.object({ type: v.literal("text") }),
      v.object({
        type: v.literal("json_schema"),
        json_schema: v.object({
          name: v.string(),
          description: v.nullish(v.string()),
          schema: v.record(v.string(), v.unknown()),
          strict: v.nullish(v.boolean()),
        }),
      }),
    ],
    'choose from "text", "json_schema"',
  );

const fields = () => ({
  model: text(255),
  messages: v.pipe(v.array(message()), v.minLength(1, "at least one message")),
  max_tokens: v.nullish(count()),
  max_completion_tokens: v.nullish(count()),
  temperature: v.nullish(between(0, 2)),
  top_p: v.nullish(between(0, 1)),
  stop: v.nullish(
    v.union(
      [text(256), v.pipe(v.array(text(256)), v.maxLength(4, "at most 4"))],
      "write a text of 1 to 256 characters, or up to 4 of them",
    ),
  ),
  seed: v.nullish(v.pipe(v.number(), v.integer("write a whole number"))),
  response_format: v.nullish(responseFormat()),
  user: v.nullish(v.pipe(v.string(), v.maxLength(256, "at most 256 characters"))),
});

/** OpenAI clients send many fields; those that no engine supports are refused by the server, by name. */
export const createChatCompletionParams: Wire<CreateChatCompletionParams> = /* @__PURE__ */ wire(() =>
  v.looseObject(fields()),
);

export const streamChatCompletionParams: Wire<StreamChatCompletionParams> = /* @__PURE__ */ wire(() =>
  v.looseObject({
    ...fields(),
    stream_options: v.nullish(v.looseObject({ include_usage: v.nullish(v.boolean()) })),
  }),
);

const usage = () =>
  v.object({ prompt_tokens: v.number(), completion_tokens: v.number(), total_tokens: v.number() });

export const chatCompletion: Wire<ChatCompletion> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    object: v.literal("chat.completion"),
    created: v.number(),
    model: v.string(),
    choices: v.array(
      v.object({
        index: v.number(),
        message: v.object({
          role: v.literal("assistant"),
          content: v.nullable(v.string()),
          refusal: v.nullish(v.string()),
        }),
        logprobs: v.nullish(v.unknown()),
        finish_reason: v.picklist(reasons),
      }),
    ),
    usage: usage(),
  }),
);

export const chatCompletionChunk: Wire<ChatCompletionChunk> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    object: v.literal("chat.completion.chunk"),
    created: v.number(),
    model: v.string(),
    choices: v.array(
      v.object({
        index: v.number(),
        delta: v.object({
          role: v.optional(v.literal("assistant")),
          content: v.optional(v.nullable(v.string())),
        }),
        finish_reason: v.nullable(v.picklist(reasons)),
      }),
    ),
    usage: v.optional(v.nullable(usage())),
  }),
);
