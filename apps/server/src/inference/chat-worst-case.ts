import type { CreateChatCompletionParams } from "@platform/inference";
import { boundConversation, tokenNote } from "../http/meter/token-bounds.ts";
import type { WorstCaseOf } from "../http/meter/worst-case.ts";
import type { Context } from "../http/operation.ts";
import { findModel } from "./find-model.ts";
import { toChatRequest } from "./to-chat-request.ts";

/** Of a model that does not say how much it holds, when a hard budget has to end the answer: `allowedTokens`. */
const mostAnswered = 8_192;

/** A chat, streamed or not: the conversation, and an answer up to its limit or to the end of the context. */
export const chatWorstCase: WorstCaseOf<CreateChatCompletionParams> = ({ engines }, params) => {
  const { messages, maxTokens, jsonSchema } = toChatRequest(params);
  const model = findModel(engines, "chat", params.model);
  const texts = messages.map(({ content }) => content);
  if (jsonSchema) texts.push(JSON.stringify(jsonSchema));
  const asked = boundConversation(texts);
  const most = (tokens: number) => Math.min(tokens, model.maxTokens ?? Number.POSITIVE_INFINITY);
  const answered = most(maxTokens ?? Number.POSITIVE_INFINITY);
  const isLimited = Number.isFinite(answered);
  return {
    ...{ provider: model.ownedBy, model: model.id, userId: params.user || undefined },
    units: {
      input_token: String(most(asked.worst)),
      output_token: String(isLimited ? answered : mostAnswered),
    },
    cut: "output_token",
    unlimited: isLimited ? undefined : "output_token",
    likely: { input_token: String(most(asked.likely)) },
    usual: { operations: ["createChatCompletion", "streamChatCompletion"], unit: "output_token" },
    notes: [tokenNote, ...(isLimited ? [] : ["Nothing limits the answer: give max_completion_tokens."])],
  };
};

/** How many tokens the answer may have: as asked, or as budgets pay for. */
export function allowedTokens({ allowance }: Context, asked: number | undefined): number | undefined {
  const paid = allowance?.units["output_token"];
  return paid === undefined ? asked : Math.min(asked ?? Number.POSITIVE_INFINITY, Number(paid));
}
