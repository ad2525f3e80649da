import type { ChatCompletionChunk, ChatChunkChoice, StreamChatCompletionParams } from "@platform/inference";
import { EngineError } from "../engine-error.ts";
import { fail } from "../http/errors/http-error.ts";
import type { StreamContext, StreamEvent } from "../http/operation.ts";
import { chatHead } from "./chat-head.ts";
import { meterBrokenChat, meterChat, toTokenUsage } from "./chat-usage.ts";
import { startChat } from "./start-chat.ts";

/**
 * Answers a conversation in chunks, framed as OpenAI's. The first chunk waits for the model's first part, so
 * that a failure before it is an ordinary error. However it ends, what was used goes into the ledger.
 */
export async function* streamChatCompletion(
  context: StreamContext,
  params: StreamChatCompletionParams,
): AsyncGenerator<StreamEvent<ChatCompletionChunk>, void, undefined> {
  const chat = startChat(context, params);
  const { model, parts, count } = chat;
  const withUsage = params.stream_options?.include_usage === true;
  const head = { ...chatHead(model), object: "chat.completion.chunk" as const };
  const chunk = (choice: Omit<ChatChunkChoice, "index">) => ({
    data: { ...head, choices: [{ index: 0, ...choice }], ...(withUsage ? { usage: null } : {}) },
  });
  let begun = false;
  let counted = false;
  try {
    for await (const part of parts) {
      if (!begun) {
        begun = true;
        yield chunk({ delta: { role: "assistant", content: "" }, finish_reason: null });
      }
      if (part.type === "text") {
        yield chunk({ delta: { content: part.text }, finish_reason: null });
        continue;
      }
      meterChat(context, model, params, part);
      counted = true;
      if (part.reason === "length" && context.allowance?.wasCut) usedUp(part.completionTokens);
      yield chunk({ delta: {}, finish_reason: part.reason });
      if (withUsage) yield { data: { ...head, choices: [], usage: toTokenUsage(part) } };
      return;
    }
    throw new EngineError("upstream_failed", `The model ${model.id} broke its answer off.`);
  } finally {
    if ((begun || count.likely > 0) && !counted) meterBrokenChat(context, chat, params);
  }
}

/** Ends the stream where what budgets had left was used up; what came before is paid for. */
function usedUp(tokens: number): never {
  return fail(
    402,
    "budget_exceeded",
    `A budget had enough left for ${tokens} tokens of this answer, and those are used up. checkBudget tells which, and when it begins anew.`,
  );
}
