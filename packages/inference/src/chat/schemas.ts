import { type Wire, wire } from "@platform/core";
import { text } from "@platform/core/wire";
import * as v from "valibot";
import type { ChatCompletion, ChatCompletionChunk, ChatFinishReason } from "./chat-completion.ts";
import type { CreateChatCompletionParams } from "./create-chat-completion.ts";

const roles = ["system", "developer", "user", "assistant", "tool"] as const;
const reasons: ChatFinishReason[] = ["stop", "length", "content_filter", "tool_calls"];
const count = () => v.pipe(v.number(), v.integer("write a whole number"), v.minValue(1, "at least 1"));
const between = (least: number, most: number) =>
  v.pipe(v.number(), v.minValue(least, `at least ${least}`), v.maxValue(most, `at most ${most}`));

/** OpenAI clients send many fields; those that no engine supports are refused by the server, by name. */
export const createChatCompletionParams: Wire<CreateChatCompletionParams> = /* @__PURE__ */ wire(() =>
  v.looseObject({
    model: text(255),
    messages: v.pipe(
      v.array(
        v.looseObject({
          role: v.picklist(roles, `choose from ${roles.join(", ")}`),
          content: v.union(
            [v.string(), v.null(), v.array(v.object({ type: v.literal("text"), text: v.string() }))],
            "write text, or parts of text",
          ),
          name: v.optional(v.string()),
        }),
      ),
      v.minLength(1, "at least one message"),
    ),
    max_tokens: v.optional(count()),
    max_completion_tokens: v.optional(count()),
    temperature: v.optional(between(0, 2)),
    top_p: v.optional(between(0, 1)),
    stop: v.optional(v.union([v.string(), v.pipe(v.array(text(256)), v.maxLength(4, "at most 4"))])),
    seed: v.optional(v.pipe(v.number(), v.integer("write a whole number"))),
    response_format: v.optional(
      v.variant("type", [
        v.object({ type: v.literal("text") }),
        v.object({
          type: v.literal("json_schema"),
          json_schema: v.object({
            name: v.string(),
            schema: v.record(v.string(), v.unknown()),
            strict: v.optional(v.boolean()),
          }),
        }),
      ]),
    ),
    user: v.optional(v.string()),
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
        message: v.object({ role: v.literal("assistant"), content: v.nullable(v.string()) }),
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
