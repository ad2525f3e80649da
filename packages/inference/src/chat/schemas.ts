import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { ChatCompletion, ChatCompletionChunk, ChatFinishReason } from "./chat-completion.ts";
import type { CreateChatCompletionParams } from "./create-chat-completion.ts";
import type { StreamChatCompletionParams } from "./stream-chat-completion.ts";

const roles = ["system", "developer", "user", "assistant", "tool"] as const;
const reasons: ChatFinishReason[] = ["stop", "length", "content_filter", "tool_calls"];

// One kind of object, one kind of absence: each further kind would cost every streaming program its bytes.
const textParts = () => v.array(v.looseObject({ type: v.oneOf(["text"]), text: v.string() }));

const message = () =>
  v.looseObject({
    role: v.oneOf(roles),
    content: v.nullish(v.anyOf([v.string(), textParts()], "write text, or parts of text only")),
    name: v.nullish(v.string()),
  });

/** What is in `json_schema` is the server's to check: it knows what its engines can follow. */
const responseFormat = () =>
  v.looseObject({
    type: v.oneOf(["text", "json_schema"]),
    json_schema: v.nullish(v.looseObject({ name: v.string() })),
  });

const fields = () => ({
  model: v.text(255),
  messages: v.listOf(message(), 10_000, "messages"),
  max_tokens: v.nullish(v.whole(1)),
  max_completion_tokens: v.nullish(v.whole(1)),
  temperature: v.nullish(v.between(0, 2)),
  top_p: v.nullish(v.between(0, 1)),
  stop: v.nullish(v.anyOf([v.text(256), v.listOf(v.text(256), 4, "texts", 0)], "write 1 to 4 texts")),
  seed: v.nullish(v.whole(Number.MIN_SAFE_INTEGER)),
  response_format: v.nullish(responseFormat()),
  user: v.nullish(v.text(256, 0)),
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
  v.looseObject({ prompt_tokens: v.number(), completion_tokens: v.number(), total_tokens: v.number() });

export const chatCompletion: Wire<ChatCompletion> = /* @__PURE__ */ wire(() =>
  v.looseObject({
    id: v.string(),
    object: v.oneOf(["chat.completion"]),
    created: v.number(),
    model: v.string(),
    choices: v.array(
      v.looseObject({
        index: v.number(),
        message: v.looseObject({
          role: v.oneOf(["assistant"]),
          content: v.nullable(v.string()),
          refusal: v.nullish(v.string()),
        }),
        logprobs: v.nullish(v.unknown()),
        finish_reason: v.oneOf(reasons),
      }),
    ),
    usage: usage(),
  }),
);

export const chatCompletionChunk: Wire<ChatCompletionChunk> = /* @__PURE__ */ wire(() =>
  v.asIs(
    v.looseObject({
      id: v.string(),
      object: v.oneOf(["chat.completion.chunk"]),
      created: v.number(),
      model: v.string(),
      choices: v.array(
        v.looseObject({
          index: v.number(),
          delta: v.looseObject({
            role: v.nullish(v.oneOf(["assistant"])),
            content: v.nullish(v.string()),
          }),
          finish_reason: v.oneOf([...reasons, null]),
        }),
      ),
      usage: v.nullish(usage()),
    }),
  ),
);
