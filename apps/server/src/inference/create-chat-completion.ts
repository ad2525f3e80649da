import type { ChatCompletion, CreateChatCompletionParams } from "@platform/inference";
import { EngineError } from "../engine-error.ts";
import type { Context } from "../http/operation.ts";
import { chatHead } from "./chat-head.ts";
import { meterChat, toTokenUsage } from "./chat-usage.ts";
import { startChat } from "./start-chat.ts";

/** Answers a conversation in one piece. */
export async function createChatCompletion(
  context: Context,
  params: CreateChatCompletionParams,
): Promise<ChatCompletion> {
  const { model, parts } = startChat(context, params);
  const head = chatHead(model);
  let content = "";
  for await (const part of parts) {
    if (part.type === "text") {
      content += part.text;
      continue;
    }
    meterChat(context, model, params, part);
    return {
      ...head,
      object: "chat.completion",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content, refusal: null },
          logprobs: null,
          finish_reason: part.reason,
        },
      ],
      usage: toTokenUsage(part),
    };
  }
  throw new EngineError("upstream_failed", `The model ${model.id} ended its answer before it was complete.`);
}
