import type { CreateChatCompletionParams } from "@platform/inference";
import type { WorstCaseOf } from "../../http/meter/worst-case.ts";
import { findModel } from "../find-model.ts";
import { toChatRequest } from "../to-chat-request.ts";
import { boundConversation, tokenNote } from "./token-bounds.ts";

/** A chat, streamed or not: the conversation, and an answer up to its limit or to the end of the context. */
export const chatWorstCase: WorstCaseOf<CreateChatCompletionParams> = ({ engines }, params) => {
  const model = findModel(engines, "chat", params.model);
  const { messages, maxTokens } = toChatRequest(params);
  const input = boundConversation(messages.map(({ content }) => content));
  const most = (tokens: number) => Math.min(tokens, model.maxTokens ?? Infinity);
  const output = most(maxTokens ?? Infinity);
  return {
    ...{ provider: model.ownedBy, model: model.id },
    units: Number.isFinite(output)
      ? { input_token: String(most(input.worst)), output_token: String(output) }
      : null,
    likely: { input_token: String(most(input.likely)) },
    usual: { operations: ["createChatCompletion", "streamChatCompletion"], unit: "output_token" },
    notes: [
      tokenNote,
      ...(Number.isFinite(output) ? [] : ["Nothing limits the answer: give max_completion_tokens."]),
    ],
  };
};
